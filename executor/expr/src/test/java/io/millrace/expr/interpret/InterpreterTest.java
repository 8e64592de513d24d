package io.millrace.expr.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import io.millrace.model.type.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InterpreterTest {

    private static final Expr FAILING = call("/", Literal.of(1), Literal.of(0));

    @Test
    void andIsFalseAtTheFirstFalseAndLooksNoFurther() {
        Expr and = call("AND", condition(0), call("=", FAILING, Literal.of(1)));
        assertThat(value(and, false)).isEqualTo(false);
        assertThat(failure(and, true).cause()).isEqualTo(RowError.Cause.DIVISION_BY_ZERO);
    }

    @Test
    void orIsTrueAtTheFirstTrueAndLooksNoFurther() {
        Expr or = call("OR", condition(0), call("=", FAILING, Literal.of(1)));
        assertThat(value(or, true)).isEqualTo(true);
        assertThat(failure(or, false).cause()).isEqualTo(RowError.Cause.DIVISION_BY_ZERO);
    }

    @Test
    void logicHasThreeValues() {
        Boolean[] values = {true, false, null};
        Expr and = call("AND", condition(0), condition(1));
        Expr or = call("OR", condition(0), condition(1));
        Expr not = call("NOT", condition(0));
        for (Boolean a : values) {
            for (Boolean b : values) {
                Boolean conjunction = isFalse(a) || isFalse(b) ? Boolean.FALSE : a == null || b == null ? null : true;
                Boolean disjunction = isTrue(a) || isTrue(b) ? Boolean.TRUE : a == null || b == null ? null : false;
                assertThat(value(and, a, b)).as("%s AND %s", a, b).isEqualTo(conjunction);
                assertThat(value(or, a, b)).as("%s OR %s", a, b).isEqualTo(disjunction);
            }
            assertThat(value(not, a)).isEqualTo(a == null ? null : !a);
            assertThat(value(call("IS TRUE", condition(0)), a)).isEqualTo(isTrue(a));
            assertThat(value(call("IS FALSE", condition(0)), a)).isEqualTo(isFalse(a));
            assertThat(value(call("IS UNKNOWN", condition(0)), a)).isEqualTo(a == null);
        }
    }

    @Test
    void aCallWithANullArgumentIsNull() {
        Expr sum = call("+", column(0, "INT"), column(1, "INT"));
        assertThat(value(sum, 1, null)).isNull();
        assertThat(value(sum, null, 1)).isNull();
        assertThat(value(sum, 2, 3)).isEqualTo(5);
    }

    @Test
    void overflowFailsTheRowAndNamesTheValues() {
        RowFailure failure = failure(call("+", column(0, "INT"), column(1, "INT")), Integer.MAX_VALUE, 1);
        assertThat(failure.cause()).isEqualTo(RowError.Cause.OVERFLOW);
        assertThat(failure.operands()).containsExactly("2147483647", "1");
    }

    @Test
    void inIsNullWhenNoItemMatchesAndOneIsNull() {
        Expr in = call("IN", column(0, "INT"), Literal.of(1), column(1, "BIGINT"), Literal.NULL);
        assertThat(value(in, 1, 7L)).isEqualTo(true);
        assertThat(value(in, 7, 7L)).isEqualTo(true);
        assertThat(value(in, 8, 7L)).isNull();
        assertThat(value(in, null, 7L)).isNull();
    }

    @Test
    void betweenIsFalseWhenOneBoundDecides() {
        Expr between = call("BETWEEN", column(0, "INT"), column(1, "INT"), column(2, "INT"));
        assertThat(value(between, 5, 1, 9)).isEqualTo(true);
        assertThat(value(between, 5, null, 3)).isEqualTo(false);
        assertThat(value(between, 5, 6, null)).isEqualTo(false);
        assertThat(value(between, 5, null, 9)).isNull();
    }

    @Test
    void nullIsNotDistinctFromNull() {
        Expr distinct = call("IS DISTINCT FROM", column(0, "INT"), column(1, "BIGINT"));
        assertThat(value(distinct, null, null)).isEqualTo(false);
        assertThat(value(distinct, 1, null)).isEqualTo(true);
        assertThat(value(distinct, 1, 1L)).isEqualTo(false);
        assertThat(value(distinct, 1, 2L)).isEqualTo(true);
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return value != null && value;
    }

    private static boolean isFalse(@Nullable Boolean value) {
        return value != null && !value;
    }

    private static Expr call(String name, Expr... args) {
        return FunctionRegistry.resolve(name, List.of(args)).orThrow();
    }

    private static ColumnRef condition(int index) {
        return column(index, "BOOLEAN");
    }

    private static ColumnRef column(int index, String type) {
        return new ColumnRef(index, "c" + index, DataType.parse(type));
    }

    private static @Nullable Object value(Expr expr, @Nullable Object... row) {
        Outcome outcome = new Interpreter(expr, PipelineZone.UTC).evaluate(Arrays.asList(row));
        return outcome instanceof Outcome.Value(Object value) ? value : outcome;
    }

    private static RowFailure failure(Expr expr, @Nullable Object... row) {
        Outcome outcome = new Interpreter(expr, PipelineZone.UTC).evaluate(Arrays.asList(row));
        return ((Outcome.Failed) outcome).failure();
    }
}
