package io.millrace.expr.function;

import static io.millrace.expr.value.Carrier.DECIMAL128;
import static io.millrace.expr.value.Carrier.INT;
import static io.millrace.expr.value.Carrier.LONG;

import io.millrace.expr.Call;
import io.millrace.expr.Category;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
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
import java.util.List;
import java.util.OptionalInt;

/** ROUND, whose decimal result has a type that depends on the digits when they are a literal. */
final class RoundFunction {

    static final ScalarFunction ROUND = ScalarFunction.named("ROUND", Category.NUMBER)
            .args(1, 2)
            .signature("ROUND(number [, digits])")
            .meaning("The number rounded to so many digits behind the point, none unless given, halves away from zero")
            .difference("A result outside its type is a row error. Digits that come with the row keep a decimal's"
                    + " scale; Flink shifts the point. NaN and the infinities are round; Flink fails")
            .example("ROUND(2.5)", "3")
            .example("ROUND(-12.345, 2)", "-12.35")
            .example("ROUND(1234, -2)", "1200")
            .example("ROUND(1.005E0, 2)", "1.01")
            .resolvedBy(RoundFunction::resolve);

    private RoundFunction() {}

    private static Resolution resolve(ScalarFunction function, List<Expr> args) {
        Expr number = args.getFirst();
        SqlType type = number.type().type();
        if (!Types.isNumeric(type)) {
            return Rejections.argument(function, args, 0, "a number");
        }
        if (args.size() == 2) {
            SqlType digits = args.get(1).type().type();
            if (!Types.isInteger(digits) || digits == ScalarType.BIGINT) {
                return Rejections.argument(function, args, 1, "an INT");
            }
        }
        Call call = type instanceof DecimalType decimal
                ? decimal(function, args, decimal)
                : primitive(function, args, (ScalarType) type);
        return Resolution.of(call);
    }

    private static Call primitive(ScalarFunction function, List<Expr> args, ScalarType type) {
        List<Operand> operands = new ArrayList<>();
        operands.add(Argument.of(0, type));
        operands.add(args.size() == 2 ? new Argument(1, INT) : new IntConstant(0));
        String method =
                switch (type) {
                    case FLOAT -> "roundFloat";
                    case DOUBLE -> "roundDouble";
                    case BIGINT -> "roundLong";
                    default -> "roundInt";
                };
        if (method.equals("roundInt")) {
            operands.add(NumberCasts.min(type));
            operands.add(NumberCasts.max(type));
        }
        return call(function, args, type, new Kernel(Numbers.class, method, operands, Carrier.of(type), false));
    }

    private static Call call(ScalarFunction function, List<Expr> args, SqlType type, Kernel kernel) {
        List<DataType> parameters = args.stream().map(Expr::type).toList();
        return new Call(function, args, parameters, new DataType(type, Types.anyNullable(args)), kernel);
    }

    private static Call decimal(ScalarFunction function, List<Expr> args, DecimalType type) {
        OptionalInt digits = literalDigits(args);
        Argument value = Argument.of(0, type);
        if (digits.isEmpty()) {
            IntConstant scale = new IntConstant(type.scale());
            Argument given = new Argument(1, INT);
            Kernel kernel = type.isCompact()
                    ? Kernel.of(Numbers.class, "roundDecimalWithin", LONG, value, given, scale, NumberCasts.bound(type))
                    : Kernel.of(
                            Numbers.class,
                            "roundWideWithin",
                            DECIMAL128,
                            value,
                            given,
                            scale,
                            new IntConstant(type.precision()));
            return call(function, args, type, kernel);
        }
        DecimalType result = DecimalRules.rounded(type, digits.getAsInt());
        if (digits.getAsInt() >= type.scale()) {
            return call(function, args, type, Kernel.of(Numbers.class, "same", Carrier.of(type), value));
        }
        int down = (int) Math.min((long) type.scale() - digits.getAsInt(), type.precision() + 1L);
        int up = Math.max(0, down - type.scale());
        return fixed(function, args, type, result, down, up);
    }

    /** {@code down} digits are rounded off and {@code up} of them come back as zeros before the point. */
    private static Call fixed(
            ScalarFunction function, List<Expr> args, DecimalType type, DecimalType result, int down, int up) {
        if (type.isCompact() && result.isCompact() && down <= DecimalType.MAX_COMPACT_PRECISION) {
            Kernel kernel = Kernel.of(
                    Numbers.class,
                    "roundDecimal",
                    LONG,
                    new Argument(0, LONG),
                    NumberCasts.factor(down),
                    NumberCasts.factor(up));
            return call(function, args, result, kernel);
        }
        List<DataType> parameters = new ArrayList<>();
        args.forEach(arg -> parameters.add(arg.type()));
        parameters.set(0, Types.widened(type).nullable());
        Argument value = new Argument(0, DECIMAL128);
        IntConstant off = new IntConstant(down);
        IntConstant back = new IntConstant(up);
        Kernel kernel = result.isCompact()
                ? Kernel.of(Numbers.class, "roundWideToCompact", LONG, value, off, back)
                : Kernel.of(
                        Numbers.class, "roundWide", DECIMAL128, value, off, back, new IntConstant(result.precision()));
        return new Call(function, args, parameters, new DataType(result, Types.anyNullable(args)), kernel);
    }

    /** The digits when they are known: a literal, or 0 when there are none. */
    private static OptionalInt literalDigits(List<Expr> args) {
        if (args.size() == 1) {
            return OptionalInt.of(0);
        }
        return args.get(1) instanceof Literal(Integer digits, var _) ? OptionalInt.of(digits) : OptionalInt.empty();
    }
}
