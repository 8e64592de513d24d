package io.millrace.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.codegen.LoopAssembler.Assembled;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopClassesTest {

    private final LoopClasses classes = new LoopClasses(2);

    @Test
    void theSameExpressionIsOneClassWhereverItsColumnsStand() {
        assertThat(classes.get(larger(0, "INT", 7))).isSameAs(classes.get(larger(5, "INT", 7)));
        assertThat(classes.get(larger(0, "INT", 7)).create().getClass())
                .isSameAs(classes.get(larger(3, "INT", 7)).create().getClass());
    }

    @Test
    void anotherConstantOrTypeIsAnotherClass() {
        assertThat(classes.get(larger(0, "INT", 7))).isNotSameAs(classes.get(larger(0, "INT", 8)));
        assertThat(classes.get(larger(0, "INT", 7))).isNotSameAs(classes.get(larger(0, "SMALLINT", 7)));
        assertThat(classes.get(larger(0, "INT", 7))).isNotSameAs(classes.get(larger(0, "INT NOT NULL", 7)));
    }

    @Test
    void textsAreDataOfTheClassAndNotCode() {
        Assembled one = equal("Wien");
        Assembled other = equal("Graz");

        assertThat(one.bytes()).isEqualTo(other.bytes());
        assertThat(classes.get(one)).isNotSameAs(classes.get(other)).isSameAs(classes.get(equal("Wien")));
    }

    @Test
    void theClassLeastRecentlyAskedForIsForgotten() {
        var first = classes.get(larger(0, "INT", 1));
        var second = classes.get(larger(0, "INT", 2));
        assertThat(classes.get(larger(0, "INT", 1))).isSameAs(first);
        classes.get(larger(0, "INT", 3));

        assertThat(classes.get(larger(0, "INT", 1))).isSameAs(first);
        assertThat(classes.get(larger(0, "INT", 2))).isNotSameAs(second);
    }

    private static Assembled larger(int column, String type, int than) {
        return assembled(call(">", new ColumnRef(column, "c", DataType.parse(type)), Literal.of(than)));
    }

    private static Assembled equal(String text) {
        return assembled(call(
                "=",
                new ColumnRef(0, "c", DataType.parse("STRING")),
                new Literal(Utf8.of(text), CharacterType.STRING.notNull())));
    }

    private static Assembled assembled(Expr condition) {
        Node root = new Lowering(Oracle.ZONE).lower(condition);
        return LoopAssembler.assemble(
                root, new ConditionTarget(false), Oracle.ZONE, LoopPair.slots(root), new Partition(Partition.BUDGET));
    }

    private static Expr call(String function, Expr... args) {
        return FunctionRegistry.resolve(function, List.of(args)).orThrow();
    }
}
