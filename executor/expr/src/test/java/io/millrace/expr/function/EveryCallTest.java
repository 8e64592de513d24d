package io.millrace.expr.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.KernelHandle;
import io.millrace.expr.Literal;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.Syntax;
import io.millrace.expr.function.Casts.Conversion;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.kernel.CalendarUnit;
import io.millrace.expr.testing.RandomTrees;
import io.millrace.expr.testing.SampleValues;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.SqlType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever typing accepts, the interpreter computes. */
class EveryCallTest {

    private static final PipelineZone ZONE = new PipelineZone(ZoneId.of("Europe/Berlin"));

    @Test
    void everyPairOfTypesThatConvertsHasItsKernels() {
        int conversions = 0;
        for (SqlType from : SampleValues.TYPES) {
            for (SqlType to : SampleValues.TYPES) {
                Expr column = new ColumnRef(0, "c", from.notNull());
                if (Casts.cast(column, to, true) instanceof Resolution.Resolved(Expr cast)) {
                    conversions++;
                    evaluateAll(cast, List.of(from));
                }
                if (Casts.conversion(from, to) instanceof Conversion.Through(List<Kernel> kernels)) {
                    kernels.forEach(KernelHandle::new);
                }
            }
        }
        assertThat(conversions).isGreaterThan(350);
    }

    @Test
    void everyCallOfOneOrTwoTypesThatIsAcceptedIsComputed() {
        int calls = 0;
        for (ScalarFunction function : FunctionRegistry.scalars()) {
            for (SqlType first : SampleValues.TYPES) {
                calls += resolve(function, first, null);
                for (SqlType second : SampleValues.TYPES) {
                    calls += resolve(function, first, second);
                }
            }
        }
        assertThat(calls).isGreaterThan(2_000);
    }

    /** Tries the columns as all arguments there are places for, with each word where the function wants one. */
    private static int resolve(ScalarFunction function, SqlType first, @Nullable SqlType second) {
        int calls = 0;
        for (int count = function.minArgs(); count <= Math.min(3, function.maxArgs()); count++) {
            for (String word : words(function, count)) {
                List<Expr> args = new ArrayList<>();
                int columns = 0;
                for (int i = 0; i < count; i++) {
                    boolean keyword = isWord(function, count, i);
                    SqlType type = columns++ == 0 || second == null ? first : second;
                    args.add(
                            keyword
                                    ? Literal.of(word)
                                    : new ColumnRef(
                                            second == null ? 0 : Math.min(1, columns - 1), "c", type.notNull()));
                    columns -= keyword ? 1 : 0;
                }
                if (function.resolve(args) instanceof Resolution.Resolved(Expr expr)) {
                    calls++;
                    evaluateAll(expr, second == null ? List.of(first) : List.of(first, second));
                }
            }
        }
        return calls;
    }

    private static boolean isWord(ScalarFunction function, int count, int index) {
        return function.syntax(count) instanceof Syntax.Template(String text, int _)
                && text.contains("{word:" + index + "}");
    }

    private static List<String> words(ScalarFunction function, int count) {
        for (int i = 0; i < count; i++) {
            if (isWord(function, count, i)) {
                return function.name().equals("TRIM")
                        ? List.of("BOTH", "LEADING", "TRAILING")
                        : Arrays.stream(CalendarUnit.values()).map(Enum::name).toList();
            }
        }
        return List.of("none");
    }

    private static void evaluateAll(Expr expr, List<SqlType> types) {
        Interpreter interpreter = new Interpreter(expr, ZONE);
        for (Object first : SampleValues.of(types.getFirst())) {
            if (types.size() == 1) {
                check(expr, interpreter.evaluate(List.of(first)));
            } else {
                for (Object second : SampleValues.of(types.get(1)).subList(0, 2)) {
                    check(expr, interpreter.evaluate(List.of(first, second)));
                }
            }
        }
    }

    private static void check(Expr expr, Outcome outcome) {
        switch (outcome) {
            case Outcome.Value(Object value) -> {
                if (value == null) {
                    assertThat(expr.type().isNullable()).as("%s is NULL", expr).isTrue();
                } else {
                    assertThat(value).isInstanceOf(Carrier.of(expr.type()).boxedType());
                }
            }
            case Outcome.Failed(var failure) ->
                assertThat(failure.message()).contains(": ").hasSizeGreaterThan(15);
        }
    }

    @Property(tries = 5000)
    void aRandomTreeHasAValueOfItsTypeOrADescribedFailure(@ForAll long seed) {
        RandomTrees random = new RandomTrees(seed);
        Expr tree = random.tree(5);
        check(tree, new Interpreter(tree, ZONE).evaluate(random.row()));
    }

    @Property(tries = 2000)
    void replacingThePartsOfATreeByThemselvesGivesTheSameTree(@ForAll long seed) {
        Expr tree = new RandomTrees(seed).tree(4);
        assertThat(tree.withChildren(tree.children())).isEqualTo(tree);
    }
}
