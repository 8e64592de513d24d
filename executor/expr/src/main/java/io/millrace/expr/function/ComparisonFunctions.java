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
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.List;
import java.util.Optional;

/** {@code = <> < <= > >=}, IS DISTINCT FROM, IN and BETWEEN. */
final class ComparisonFunctions {

    private static final String OPERANDS = "two numbers, texts, times, intervals or other values of one kind";

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
                .difference("A FLOAT and a DOUBLE literal compare as DOUBLE; Flink rounds the literal to FLOAT");
    }

    private static final ScalarFunction IS_DISTINCT_FROM = ScalarFunction.named("IS DISTINCT FROM", Category.COMPARISON)
            .args(2)
            .signature("value IS [NOT] DISTINCT FROM value, for " + OPERANDS)
            .meaning("Whether both differ, where NULL equals NULL; never NULL itself")
            .example("NULL IS DISTINCT FROM 1", "TRUE")
            .example("CAST(NULL AS INT) IS NOT DISTINCT FROM NULL", "TRUE")
            .resolvedBy((function, args) -> common(args, false)
                    .map(type ->
                            Resolution.of(new IsDistinctFrom(args.get(0), args.get(1), type, equality(type.type()))))
                    .orElseGet(() -> incomparable(function, args)));

    private static final ScalarFunction IN = ScalarFunction.named("IN", Category.COMPARISON)
            .args(2, Integer.MAX_VALUE)
            .signature("value [NOT] IN (value, …), for values of one kind")
            .meaning("Whether one of the items equals the value; NULL when none does and one, or the value, is NULL")
            .difference("Texts are not compared with numbers; Flink converts one of them")
            .example("2 IN (1, 2, 3)", "TRUE")
            .example("2 IN (1, NULL)", "NULL")
            .example("'x' NOT IN ('a', 'b')", "TRUE")
            .resolvedBy((function, args) -> common(args, false)
                    .map(type -> Resolution.of(
                            new In(args.getFirst(), args.subList(1, args.size()), type, equality(type.type()))))
                    .orElseGet(() -> incomparable(function, args)));

    private static final ScalarFunction BETWEEN = ScalarFunction.named("BETWEEN", Category.COMPARISON)
            .args(3)
            .signature("value [NOT] BETWEEN low AND high, for values that have an order")
            .meaning("Whether the value is neither below the low nor above the high bound")
            .example("2 BETWEEN 1 AND 3", "TRUE")
            .example("2 NOT BETWEEN 1 AND 1.5", "TRUE")
            .resolvedBy((function, args) -> common(args, true)
                    .map(type -> Resolution.of(new Between(
                            args.get(0),
                            args.get(1),
                            args.get(2),
                            type,
                            ComparisonTypes.kernel("lessOrEqual", type.type()))))
                    .orElseGet(() -> incomparable(function, args)));

    private static Kernel equality(SqlType type) {
        return ComparisonTypes.kernel("equal", type);
    }

    private static Optional<DataType> common(List<Expr> args, boolean ordered) {
        return ComparisonTypes.common(args).filter(type -> !ordered || ComparisonTypes.isOrdered(type.type()));
    }

    private static Resolution compare(ScalarFunction function, List<Expr> args, String method) {
        boolean ordered = !method.equals("equal") && !method.equals("notEqual");
        DataType result = new DataType(ScalarType.BOOLEAN, Types.anyNullable(args));
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
            return Resolution.of(new Call(function, args, List.of(a.nullable(), b.nullable()), result, kernel));
        }
        return common(args, ordered)
                .map(type -> Resolution.of(new Call(
                        function, args, List.of(type, type), result, ComparisonTypes.kernel(method, type.type()))))
                .orElseGet(() -> incomparable(function, args));
    }

    private static Resolution incomparable(ScalarFunction function, List<Expr> args) {
        return Resolution.rejected(
                function.name() + " does not compare " + Types.list(args) + "; CAST one to the type of the other");
    }
}
