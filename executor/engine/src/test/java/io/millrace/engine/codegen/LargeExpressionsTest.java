package io.millrace.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.testing.RandomRows;
import io.millrace.engine.codegen.LoopAssembler.Assembled;
import io.millrace.expr.And;
import io.millrace.expr.Case;
import io.millrace.expr.Coalesce;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
import io.millrace.expr.NullIf;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Or;
import io.millrace.expr.When;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.kernel.Comparisons;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.SqlType;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions at the limits of what a document may hold: 500 levels deep, 100 kB long, 1,000 columns. */
class LargeExpressionsTest {

    /** HotSpot's HugeMethodLimit: larger methods are never compiled. */
    private static final int JIT_LIMIT = 8_000;

    private static final Schema SCHEMA =
            RandomRows.schema(DataType.parse("INT"), DataType.parse("BIGINT NOT NULL"), DataType.parse("STRING"));

    private final Expr number = new ColumnRef(0, "c0", SCHEMA.type(0));
    private final Expr big = new ColumnRef(1, "c1", SCHEMA.type(1));
    private final Expr text = new ColumnRef(2, "c2", SCHEMA.type(2));
    private final Rows rows = rows();
    private final Oracle oracle = new Oracle(rows);

    @AfterEach
    void release() {
        rows.release();
    }

    @Test
    void fiveHundredLevelsOfArithmetic() {
        Expr tree = big;
        for (int level = 0; level < 500; level++) {
            tree = call("-", level % 2 == 0 ? List.of(Literal.of(level), tree) : List.of(tree, number));
        }
        check(tree);
    }

    @Test
    void fiveHundredLevelsOfCase() {
        Expr tree = big;
        for (int level = 0; level < 500; level++) {
            Expr condition = call(">", List.of(number, Literal.of(level - 250)));
            tree = new Case(
                    List.of(new When(condition, tree)),
                    level % 3 == 0 ? Literal.NULL : big,
                    big.type().withNullable(true));
        }
        check(tree);
    }

    @Test
    void fiveHundredLevelsOfNegatedChains() {
        Expr tree = call("=", List.of(number, Literal.of(1)));
        for (int level = 0; level < 250; level++) {
            Expr other = call("<", List.of(big, Literal.of(level)));
            tree = call("NOT", List.of(level % 2 == 0 ? new And(List.of(tree, other)) : new Or(List.of(other, tree))));
        }
        check(tree);
        oracle.checkSelect(tree);
        oracle.checkSplit(tree);
    }

    @Test
    void fiveHundredLevelsOfNamedValues() {
        Expr tree = number;
        for (int level = 0; level < 500; level++) {
            tree = nullIf(tree, level);
        }
        check(tree);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3_000, 12_000})
    void aChainOfThousandsOfConditions(int length) {
        Expr chain = new Or(list(length, i -> call("=", List.of(i % 2 == 0 ? number : big, Literal.of(2 * i + 1)))));
        check(chain);
        oracle.checkSelect(chain);
    }

    @Test
    void aChainOfThousandsOfConditionsThatMayBeNullOrFail() {
        check(new And(list(
                3_000,
                i -> call(
                        ">",
                        List.of(
                                call("/", List.of(Literal.of(i), call("+", List.of(number, Literal.of(i))))),
                                Literal.of(-3))))));
    }

    @Test
    void aCaseWithThousandsOfBranches() {
        List<When> branches = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            branches.add(
                    new When(call("=", List.of(number, Literal.of(3 * i))), i % 5 == 0 ? text : string("word" + i)));
        }
        check(new Case(branches, text, text.type()));
    }

    @Test
    void aCoalesceOfThousands() {
        check(new Coalesce(list(3_000, i -> nullIf(number, i)), number.type()));
    }

    @Test
    void anInListOfThousands() {
        List<Expr> numbers = new ArrayList<>(List.of(big));
        List<Expr> texts = new ArrayList<>(List.of(text));
        List<Expr> computed = new ArrayList<>(List.of(number));
        for (int i = 0; i < 8_000; i++) {
            numbers.add(Literal.of(5 * i));
            texts.add(string("text" + i));
            computed.add(call("+", List.of(number, Literal.of(i + 1))));
        }
        texts.add(string("flight"));
        texts.add(Literal.NULL);
        check(call("IN", numbers));
        check(call("IN", texts));
        check(call("IN", computed.subList(0, 2_000)));
    }

    @Test
    void aThousandColumns() {
        oracle.checkProjection(list(1_000, i -> switch (i % 4) {
            case 0 -> call("+", List.of(big, Literal.of(i)));
            case 1 -> call("*", List.of(number, Literal.of(i)));
            case 2 -> call(">", List.of(big, Literal.of(i)));
            default -> text;
        }));
    }

    @Test
    void whatNoClassFileHoldsIsInterpreted() {
        Expr chain =
                new Or(list(LoopFactory.MOST_NODES / 3 + 1, i -> call("=", List.of(number, Literal.of(2 * i + 1)))));
        Node root = new Lowering(Oracle.ZONE).lower(chain);
        assertThat(root.size()).isGreaterThan(LoopFactory.MOST_NODES);

        Rows few = rows();
        Oracle small = new Oracle(few);
        small.checkSelect(chain);
        small.checkSplit(chain);
        small.checkProjection(List.of(chain, new Case(List.of(new When(chain, text)), string("none"), text.type())));
        few.release();
    }

    /** The values are right, and each method is one that the JIT compiles. */
    private void check(Expr tree) {
        oracle.checkProjection(List.of(tree));
        Node root = new Lowering(Oracle.ZONE).lower(tree);
        for (Node variant : List.of(root, WithoutNulls.of(root))) {
            Assembled assembled = LoopAssembler.assemble(
                    variant,
                    new ValueTarget(tree.type().physical()),
                    Oracle.ZONE,
                    LoopPair.slots(variant),
                    new Partition(Partition.BUDGET));
            assertThat(LoopAssembler.CLASS_FILE.verify(assembled.bytes())).isEmpty();
            ClassModel model = LoopAssembler.CLASS_FILE.parse(assembled.bytes());
            for (MethodModel method : model.methods()) {
                CodeAttribute code = (CodeAttribute) method.code().orElseThrow();
                assertThat(code.codeLength())
                        .as("bytes of %s", method.methodName())
                        .isLessThan(JIT_LIMIT);
            }
        }
    }

    private static List<Expr> list(int size, IntFunction<Expr> element) {
        return IntStream.range(0, size).mapToObj(element).toList();
    }

    private static Expr call(String function, List<Expr> args) {
        return FunctionRegistry.resolve(function, args).orThrow();
    }

    private static Expr nullIf(Expr number, int other) {
        SqlType type = ScalarType.INT;
        Kernel equal =
                Kernel.of(Comparisons.class, "equal", Carrier.BOOLEAN, Argument.of(0, type), Argument.of(1, type));
        return new NullIf(number, Literal.of(other), type.nullable(), equal);
    }

    private static Literal string(String value) {
        return new Literal(Utf8.of(value), CharacterType.STRING.notNull());
    }

    private static Rows rows() {
        RandomRows random = new RandomRows(11);
        BatchPool pool = new BatchPool(SCHEMA);
        Batch batch = random.batch(pool, 12);
        return new RowsPool().take(batch);
    }
}
