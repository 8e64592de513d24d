package io.millrace.expr.function;

import io.millrace.expr.Call;
import io.millrace.expr.Case;
import io.millrace.expr.Category;
import io.millrace.expr.Coalesce;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
import io.millrace.expr.NullIf;
import io.millrace.expr.Operand;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.When;
import io.millrace.expr.function.CommonType.Rule;
import io.millrace.expr.function.ComparisonTypes.TextAmongTimes;
import io.millrace.expr.kernel.Extremes;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Choices between values. */
final class ConditionalFunctions {

    private ConditionalFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                ScalarFunction.named("CASE", Category.CONDITIONAL)
                        .args(3, Integer.MAX_VALUE)
                        .signature("CASE WHEN condition THEN value … [ELSE value] END, for values of one kind")
                        .nulls("The NULL of the branch that is taken; a NULL condition is not met")
                        .meaning("The value of the first branch whose condition is TRUE, else that of ELSE, else NULL")
                        .example("CASE WHEN 1 > 2 THEN 'a' WHEN 2 > 1 THEN 'b' END", "b")
                        .example("CASE WHEN 1 > 2 THEN 1 END", "NULL")
                        .example("CASE WHEN TRUE THEN 1 ELSE 2.5 END", "1.0")
                        .resolvedBy(ConditionalFunctions::choice),
                ScalarFunction.named("COALESCE", Category.CONDITIONAL)
                        .args(1, Integer.MAX_VALUE)
                        .signature("COALESCE(value, …), for values of one kind")
                        .nulls("NULL when all values are NULL")
                        .meaning("The first value that is not NULL")
                        .difference("Dates, times and timestamps do not mix, nor intervals and numbers; Flink makes the"
                                + " narrower one of them")
                        .example("COALESCE(NULL, 2, 3)", "2")
                        .example("COALESCE(CAST(NULL AS STRING), 'none')", "none")
                        .resolvedBy(ConditionalFunctions::coalesce),
                ScalarFunction.named("NULLIF", Category.CONDITIONAL)
                        .args(2)
                        .signature("NULLIF(value, other), for values that compare")
                        .nulls("NULL when the first is NULL; the first when the other is NULL")
                        .meaning("NULL when both are equal, else the first")
                        .difference("Compares as = does")
                        .example("NULLIF(5, 5)", "NULL")
                        .example("NULLIF(5, 0)", "5")
                        .resolvedBy(ConditionalFunctions::nullIf),
                ScalarFunction.named("IFNULL", Category.CONDITIONAL)
                        .args(2)
                        .nulls("NULL when both are NULL")
                        .signature("IFNULL(value, otherwise), for values of one kind")
                        .meaning("The first value, or the second when that is NULL: COALESCE of two")
                        .difference("As COALESCE")
                        .example("IFNULL(CAST(NULL AS INT), 5)", "5")
                        .example("IFNULL(1, 5)", "1")
                        .resolvedBy(ConditionalFunctions::coalesce),
                ScalarFunction.named("IF", Category.CONDITIONAL)
                        .args(3)
                        .nulls("The NULL of the value that is taken; a NULL condition is not met")
                        .signature("IF(condition, value, otherwise), for values of one kind")
                        .meaning("The first value when the condition is TRUE, else the second: CASE with one branch")
                        .difference("Takes values of every type, as CASE does, and is NULL only where a value is")
                        .example("IF(5 > 3, 'yes', 'no')", "yes")
                        .example("IF(CAST(NULL AS BOOLEAN), 1, 2)", "2")
                        .resolvedBy(ConditionalFunctions::choice),
                extreme("GREATEST", "largest", "3"),
                extreme("LEAST", "smallest", "1"));
    }

    private static ScalarFunction extreme(String name, String meaning, String value) {
        return ScalarFunction.named(name, Category.CONDITIONAL)
                .args(1, Integer.MAX_VALUE)
                .signature(name + "(value, …), for values of one kind that have an order")
                .meaning("The " + meaning + " value. NaN is larger than every number")
                .difference("A TIMESTAMP among TIMESTAMP_LTZ is read on the clock of the zone; Flink takes it for UTC."
                        + " NULL among decimals is NULL; Flink fails")
                .example(name + "(1, 3, 2)", value)
                .example(name + "('b', CAST(NULL AS STRING))", "NULL")
                .resolvedBy((function, args) -> extreme(function, args, name.toLowerCase(Locale.ROOT)));
    }

    /** A kernel takes two values; longer lists are compared one after the other, from the left. */
    private static Resolution extreme(ScalarFunction function, List<Expr> args, String method) {
        Expr result = args.getFirst();
        for (Expr arg : args.subList(1, args.size())) {
            List<Expr> pair = List.of(result, arg);
            Optional<DataType> common = ordered(pair);
            if (common.isEmpty()) {
                return mixed(function, args);
            }
            DataType type = common.get().withNullable(Types.anyNullable(pair));
            Kernel kernel = Kernel.of(
                    Extremes.class,
                    method,
                    Carrier.of(type),
                    Operand.Argument.of(0, type.type()),
                    Operand.Argument.of(1, type.type()));
            result = new Call(function, pair, List.of(type, type), type, kernel);
        }
        return ordered(List.of(result)).isEmpty() ? mixed(function, args) : Resolution.of(result);
    }

    private static Optional<DataType> ordered(List<Expr> values) {
        return common(values, Rule.COALESCE).filter(type -> ComparisonTypes.isOrdered(type.type()));
    }

    private static Resolution choice(ScalarFunction function, List<Expr> args) {
        if (args.size() % 2 == 0) {
            return Resolution.rejected("CASE needs a value for each condition, and one for ELSE");
        }
        List<When> branches = new ArrayList<>();
        List<Expr> results = new ArrayList<>();
        for (int i = 0; i < args.size() - 1; i += 2) {
            Expr condition = args.get(i);
            if (condition.type().type() != ScalarType.BOOLEAN && !Literal.isUntypedNull(condition)) {
                return Rejections.argument(function, args, i, "a BOOLEAN");
            }
            branches.add(new When(condition, args.get(i + 1)));
            results.add(args.get(i + 1));
        }
        results.add(args.getLast());
        boolean nullable = Types.anyNullable(results);
        return common(results, Rule.CASE)
                .map(type -> Resolution.of(new Case(branches, args.getLast(), type.withNullable(nullable))))
                .orElseGet(() -> mixed(function, results));
    }

    private static Resolution coalesce(ScalarFunction function, List<Expr> args) {
        boolean nullable = args.stream().allMatch(arg -> arg.type().isNullable());
        return common(args, Rule.COALESCE)
                .map(type -> Resolution.of(new Coalesce(args, type.withNullable(nullable))))
                .orElseGet(() -> mixed(function, args));
    }

    private static Optional<DataType> common(List<Expr> values, Rule rule) {
        List<DataType> types = Types.typed(values);
        return types.isEmpty() ? Optional.empty() : CommonType.of(types, rule);
    }

    private static Resolution mixed(ScalarFunction function, List<Expr> values) {
        return Types.typed(values).isEmpty()
                ? Resolution.rejected(function.name() + " needs a value that has a type; write CAST(NULL AS INT) or"
                        + " another type")
                : Resolution.rejected(
                        function.name() + " does not mix " + Types.list(values) + "; CAST them to one type");
    }

    private static Resolution nullIf(ScalarFunction function, List<Expr> args) {
        if (Literal.isUntypedNull(args.getFirst())) {
            return Rejections.argument(function, args, 0, "a value");
        }
        return ComparisonTypes.onCommon(
                function, args, TextAmongTimes.NULL, (read, type) -> nullIf(args.getFirst(), read, type));
    }

    /** The value itself comes out, not what it was read as for the comparison. */
    private static Expr nullIf(Expr value, List<Expr> read, DataType type) {
        Kernel equality = ComparisonTypes.kernel("equal", type.type());
        if (read.getFirst() == value) {
            return new NullIf(value, read.getLast(), type, equality);
        }
        Expr equal = FunctionRegistry.resolve("=", read).orThrow();
        DataType result = value.type().withNullable(true);
        return new Case(List.of(new When(equal, Literal.nullOf(result))), value, result);
    }
}
