package io.millrace.expr.function;

import static io.millrace.expr.value.Carrier.DECIMAL128;
import static io.millrace.expr.value.Carrier.DOUBLE;
import static io.millrace.expr.value.Carrier.LONG;

import io.millrace.expr.Call;
import io.millrace.expr.Category;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Operand;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Operand.IntConstant;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.kernel.Numbers;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Functions on numbers; rounding is in {@link RoundFunction}. */
final class NumberFunctions {

    private NumberFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                number("ABS")
                        .signature("ABS(number)")
                        .meaning("The number without its sign")
                        .difference("The smallest integer of a type has no counterpart and is a row error")
                        .example("ABS(-1.5)", "1.5")
                        .resolvedBy((function, args) -> sameType(function, args, "abs")),
                number("SIGN")
                        .signature("SIGN(number)")
                        .meaning("-1, 0 or 1 as the number is negative, zero or positive, in its type")
                        .difference("A decimal type without digits before the point cannot hold it: a row error")
                        .example("SIGN(-5)", "-1")
                        .example("SIGN(12.5)", "1.0")
                        .resolvedBy((function, args) -> sameType(function, args, "sign")),
                RoundFunction.ROUND,
                onDoubles("SQRT", 1, "SQRT(number)", "The square root; NaN for a negative number")
                        .example("SQRT(2.25)", "1.5")
                        .resolvedBy((function, args) -> doubles(function, args, "sqrt")),
                onDoubles("POWER", 2, "POWER(base, exponent)", "The base raised to the exponent")
                        .example("POWER(2, 10)", "1024.0")
                        .resolvedBy((function, args) -> doubles(function, args, "power")),
                onDoubles("LN", 1, "LN(number)", "The natural logarithm; NaN below 0, -Infinity for 0")
                        .example("LN(1)", "0.0")
                        .resolvedBy((function, args) -> doubles(function, args, "ln")),
                onDoubles("LOG10", 1, "LOG10(number)", "The logarithm to base 10")
                        .example("LOG10(1000)", "3.0")
                        .resolvedBy((function, args) -> doubles(function, args, "log10")),
                onDoubles("EXP", 1, "EXP(number)", "e raised to the number")
                        .example("EXP(0)", "1.0")
                        .resolvedBy((function, args) -> doubles(function, args, "exp")));
    }

    private static ScalarFunction.Builder number(String name) {
        return ScalarFunction.named(name, Category.NUMBER);
    }

    private static ScalarFunction.Builder onDoubles(String name, int args, String signature, String meaning) {
        return number(name).args(args).signature(signature).meaning(meaning);
    }

    /** Computed in DOUBLE whatever comes. */
    private static Resolution doubles(ScalarFunction function, List<Expr> args, String method) {
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            if (!Types.isNumeric(args.get(i).type().type())) {
                return Rejections.argument(function, args, i, "a number");
            }
            operands.add(new Argument(i, DOUBLE));
        }
        return Resolution.of(new Call(
                function,
                args,
                Collections.nCopies(args.size(), ScalarType.DOUBLE.nullable()),
                new DataType(ScalarType.DOUBLE, Types.anyNullable(args)),
                new Kernel(Numbers.class, method, operands, DOUBLE, false)));
    }

    /** A function whose result has the type of its argument. */
    private static Resolution sameType(ScalarFunction function, List<Expr> args, String word) {
        DataType type = args.getFirst().type();
        if (!Types.isNumeric(type.type())) {
            return Rejections.argument(function, args, 0, "a number");
        }
        Kernel kernel = type.type() instanceof DecimalType decimal
                ? decimal(decimal, word)
                : Kernel.of(
                        Numbers.class,
                        word + suffix((ScalarType) type.type(), word),
                        Carrier.of(type),
                        Argument.of(0, type.type()));
        return Resolution.of(new Call(function, args, List.of(type), type, kernel));
    }

    private static Kernel decimal(DecimalType type, String word) {
        boolean compact = type.isCompact();
        if (word.equals("abs")) {
            return compact
                    ? Kernel.of(Numbers.class, "absLong", LONG, new Argument(0, LONG))
                    : Kernel.of(Numbers.class, "absWide", DECIMAL128, new Argument(0, DECIMAL128));
        }
        return compact
                ? Kernel.of(
                        Numbers.class,
                        "signDecimal",
                        LONG,
                        new Argument(0, LONG),
                        NumberCasts.factor(type.scale()),
                        NumberCasts.bound(type))
                : Kernel.of(
                        Numbers.class,
                        "signWide",
                        DECIMAL128,
                        new Argument(0, DECIMAL128),
                        new IntConstant(type.scale()),
                        new IntConstant(type.precision()));
    }

    /** Only ABS must know how small a small integer is. */
    private static String suffix(ScalarType type, String word) {
        return switch (type) {
            case TINYINT -> word.equals("abs") ? "Tiny" : "Int";
            case SMALLINT -> word.equals("abs") ? "Small" : "Int";
            case INT -> "Int";
            case BIGINT -> "Long";
            case FLOAT -> "Float";
            case DOUBLE -> "Double";
            case BOOLEAN, DATE -> throw new IllegalArgumentException(type + " is no number");
        };
    }

    /** FLOOR and CEIL of a number: whole, in the type of the argument, a decimal without digits behind the point. */
    static Resolution whole(ScalarFunction function, List<Expr> args, String word) {
        DataType type = args.getFirst().type();
        SqlType argument = type.type();
        if (!Types.isNumeric(argument)) {
            return Rejections.argument(function, args, 0, "a number, or a time with TO and a unit");
        }
        Argument operand = Argument.of(0, argument);
        if (argument instanceof DecimalType decimal && decimal.scale() > 0) {
            DataType result = new DataType(new DecimalType(decimal.precision(), 0), type.isNullable());
            Kernel kernel = decimal.isCompact()
                    ? Kernel.of(Numbers.class, word + "Decimal", LONG, operand, NumberCasts.factor(decimal.scale()))
                    : Kernel.of(Numbers.class, word + "Wide", DECIMAL128, operand, new IntConstant(decimal.scale()));
            return Resolution.of(new Call(function, args, List.of(type), result, kernel));
        }
        String method = argument == ScalarType.FLOAT
                ? word + "Float"
                : argument == ScalarType.DOUBLE ? word + "Double" : "same";
        Kernel kernel = Kernel.of(Numbers.class, method, Carrier.of(argument), operand);
        return Resolution.of(new Call(function, args, List.of(type), type, kernel));
    }
}
