package io.millrace.expr.function;

import io.millrace.expr.Between;
import io.millrace.expr.Call;
import io.millrace.expr.Category;
import io.millrace.expr.Expr;
import io.millrace.expr.In;
import io.millrace.expr.IsDistinctFrom;
import io.millrace.expr.Kernel;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.Syntax;
import io.millrace.expr.function.ComparisonTypes.TextAmongTimes;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.List;
import java.util.function.BiFunction;

/** {@code = <> < <= > >=}, IS DISTINCT FROM, IN and BETWEEN. */
final class ComparisonFunctions {

    private static final String OPERANDS = "two numbers, texts, times, intervals or other values of one kind";

    private static final String COMPARED = "Texts compare with texts and times only; Flink also reads them as numbers,"
            + " booleans and intervals. A FLOAT and a DOUBLE compare as DOUBLE; Flink rounds the DOUBLE to FLOAT. NaN and"
            + " -0.0 compare with decimals as they do with floating point. Arrays and maps with NULL inside equal"
            + " themselves";

    private ComparisonFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                comparison("=", "Whether both are equal")
                        .example("1 = 1.0", "TRUE")
                        .example("'a' = NULL", "NULL")
                        .example("DATE '2024-02-29' = '2024-02-29'", "TRUE")
                        .resolvedBy((function, args) -> compare(function, args, "equal")),
                comparison("<>", "Whether both differ")
                        .alias("!=")
                        .example("1 <> 2", "TRUE")
                        .resolvedBy((function, args) -> compare(function, args, "notEqual")),
                comparison("<", "Whether the first is smaller")
                        .example("'Z' < 'a'", "TRUE")
                        .resolvedBy((function, args) -> compare(function, args, "less")),
                comparison("<=", "Whether the first is smaller or both are equal")
                        .example("1.5 <= 1.50", "TRUE")
                        .resolvedBy((function, args) -> compare(function, args, "lessOrEqual")),
                comparison(">", "Whether the first is larger")
                        .example("2 > 10", "FALSE")
                        .resolvedBy((function, args) -> compare(function, args, "greater")),
                comparison(">=", "Whether the first is larger or both are equal")
                        .example("TIME '10:00:00' >= TIME '09:59:59'", "TRUE")
                        .resolvedBy((function, args) -> compare(function, args, "greaterOrEqual")),
                IS_DISTINCT_FROM,
                IN,
                BETWEEN);
    }

    private static ScalarFunction.Builder comparison(String sign, String meaning) {
        return ScalarFunction.named(sign, Category.COMPARISON)
                .args(2)
                .syntax(2, new Syntax.Infix(Syntax.COMPARISON))
                .signature("value " + sign + " value, for " + OPERANDS)
                .meaning(meaning + "; NULL when one is NULL")
                .difference(COMPARED + ". A text that is no time makes = NULL; Flink types that NOT NULL");
    }

    private static final ScalarFunction IS_DISTINCT_FROM = ScalarFunction.named("IS DISTINCT FROM", Category.COMPARISON)
            .nulls("Never NULL: NULL equals NULL and nothing else")
            .args(2)
            .signature("value IS [NOT] DISTINCT FROM value, for " + OPERANDS)
            .meaning("Whether both differ, where NULL equals NULL; never NULL itself")
            .difference(COMPARED + ". A text column is not read as a time here. Rows are distinct when a field is")
            .example("NULL IS DISTINCT FROM 1", "TRUE")
            .example("CAST(NULL AS INT) IS NOT DISTINCT FROM NULL", "TRUE")
            .resolvedBy((function, args) -> ComparisonTypes.onCommon(
                    function,
                    args,
                    TextAmongTimes.REJECTED,
                    (read, type) -> new IsDistinctFrom(read.get(0), read.get(1), type, equality(type.type()))));

    private static final ScalarFunction IN = ScalarFunction.named("IN", Category.COMPARISON)
            .nulls("NULL when the value is NULL, or no item equals it and one is NULL")
            .args(2, Integer.MAX_VALUE)
            .signature("value [NOT] IN (value, …), for values of one kind")
            .meaning("Whether one of the items equals the value; NULL when none does and one, or the value, is NULL")
            .difference("All items are compared in one type, so 1 IN (1.5) is FALSE; Flink first casts them to the type"
                    + " of the value. Texts compare with texts, and literals with times, only")
            .example("2 IN (1, 2, 3)", "TRUE")
            .example("2 IN (1, NULL)", "NULL")
            .example("'x' NOT IN ('a', 'b')", "TRUE")
            .resolvedBy((function, args) -> ComparisonTypes.onCommon(
                    function,
                    args,
                    TextAmongTimes.REJECTED,
                    (read, type) ->
                            new In(read.getFirst(), read.subList(1, read.size()), type, equality(type.type()))));

    private static final ScalarFunction BETWEEN = ScalarFunction.named("BETWEEN", Category.COMPARISON)
            .nulls("NULL when the value is NULL, or a bound is and the other does not exclude the value")
            .args(3)
            .signature("value [NOT] BETWEEN low AND high, for values that have an order")
            .meaning("Whether the value is neither below the low nor above the high bound")
            .example("2 BETWEEN 1 AND 3", "TRUE")
            .example("2 NOT BETWEEN 1 AND 1.5", "TRUE")
            .resolvedBy((function, args) -> ComparisonTypes.onOrdered(
                    function,
                    args,
                    (read, type) -> new Between(
                            read.get(0),
                            read.get(1),
                            read.get(2),
                            type,
                            ComparisonTypes.kernel("lessOrEqual", type.type()))));

    private static Kernel equality(SqlType type) {
        return ComparisonTypes.kernel("equal", type);
    }

    private static Resolution compare(ScalarFunction function, List<Expr> args, String method) {
        List<DataType> types = Types.typed(args);
        if (types.size() == 2
                && Types.isExact(types.get(0).type())
                && Types.isExact(types.get(1).type())
                && !(Types.isInteger(types.get(0).type())
                        && Types.isInteger(types.get(1).type()))) {
            DecimalType a = Types.asDecimal(types.get(0).type());
            DecimalType b = Types.asDecimal(types.get(1).type());
            if (a.isCompact() != b.isCompact()) {
                a = Types.widened(a);
                b = Types.widened(b);
            }
            Kernel kernel = a.scale() == b.scale()
                    ? ComparisonTypes.kernel(method, a)
                    : ComparisonTypes.decimalKernel(method, a, b);
            return Resolution.of(call(function, args, a.nullable(), b.nullable(), kernel));
        }
        BiFunction<List<Expr>, DataType, Expr> call =
                (read, type) -> call(function, read, type, type, ComparisonTypes.kernel(method, type.type()));
        return method.equals("equal") || method.equals("notEqual")
                ? ComparisonTypes.onCommon(function, args, TextAmongTimes.NULL, call)
                : ComparisonTypes.onOrdered(function, args, call);
    }

    /** Nullable when an operand is or, as in Flink, when rows have fields that are. */
    private static Call call(ScalarFunction function, List<Expr> args, DataType a, DataType b, Kernel kernel) {
        boolean nullable = Types.anyNullable(args) || (a.type() instanceof RowType row && row.hasNullableFields());
        return new Call(function, args, List.of(a, b), new DataType(ScalarType.BOOLEAN, nullable), kernel);
    }
}
