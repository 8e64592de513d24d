package io.millrace.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.codegen.Node.Column;
import io.millrace.expr.Case;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.When;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.model.type.DataType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wide decimals stand for all that is dear. */
class SharedPartsTest {

    private static final int COLUMNS = 3;

    private final Expr a = new ColumnRef(0, "a", DataType.parse("DECIMAL(30, 2) NOT NULL"));
    private final Expr b = new ColumnRef(1, "b", DataType.parse("DECIMAL(30, 2) NOT NULL"));
    private final Expr n = new ColumnRef(2, "n", DataType.parse("BIGINT NOT NULL"));
    private final Expr product = call("*", a, b);

    @Test
    void aPartOfTwoTreesIsComputedOnce() {
        SharedParts shared = shared(call(">", product, a), call("<", product, b));

        assertThat(shared.parts()).containsExactly(lowered(product));
        assertThat(shared.roots())
                .allSatisfy(root -> assertThat(LoopPair.slots(root)).containsKey(COLUMNS));
    }

    @Test
    void aPartThatStandsTwiceInOneTreeIsComputedOnce() {
        assertThat(shared(call("*", product, product)).parts()).containsExactly(lowered(product));
    }

    @Test
    void aTreeThatIsPartOfAnotherReadsAsAColumn() {
        SharedParts shared = shared(product, call(">", product, a));

        assertThat(shared.roots().getFirst()).isInstanceOf(Column.class);
    }

    @Test
    void partsOfPartsComeFirst() {
        Expr larger = call("*", product, a);
        SharedParts shared = shared(call(">", larger, a), call("<", larger, b), call("=", product, b));

        assertThat(shared.parts()).hasSize(2);
        assertThat(shared.parts().getFirst()).isEqualTo(lowered(product));
        assertThat(LoopPair.slots(shared.parts().getLast())).containsKey(COLUMNS);
    }

    @Test
    void whatOnlySomeRowsEvaluateIsNotComputedForAll() {
        Expr condition = call(">", a, b);
        Expr one = new Case(List.of(new When(condition, product)), a, product.type());
        Expr other = new Case(List.of(new When(condition, b)), product, product.type());

        assertThat(shared(one, other).parts()).isEmpty();
    }

    @Test
    void cheapPartsAreLeftToTheJit() {
        Expr sum = call("+", n, Literal.of(1));

        assertThat(shared(call("*", sum, sum), call("-", sum, n)).parts()).isEmpty();
    }

    private static SharedParts shared(Expr... trees) {
        return SharedParts.of(Arrays.stream(trees).map(SharedPartsTest::lowered).toList(), COLUMNS);
    }

    private static Node lowered(Expr tree) {
        return new Lowering(Oracle.ZONE).lower(tree);
    }

    private static Expr call(String function, Expr... args) {
        return FunctionRegistry.resolve(function, List.of(args)).orThrow();
    }
}
