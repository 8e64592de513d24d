package io.millrace.expr.function;

import static io.millrace.expr.value.Carrier.BOOLEAN;
import static io.millrace.expr.value.Carrier.DECIMAL128;
import static io.millrace.expr.value.Carrier.LONG;

import io.millrace.expr.Kernel;
import io.millrace.expr.Operand;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Operand.IntConstant;
import io.millrace.expr.Operand.LongConstant;
import io.millrace.expr.function.Casts.Conversion;
import io.millrace.expr.kernel.NumberConversions;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** The kernels of CAST between numbers and BOOLEAN. */
final class NumberCasts {

    private NumberCasts() {}

    /** Whether this class knows the type. */
    static boolean covers(SqlType type) {
        return Types.isNumeric(type) || type == ScalarType.BOOLEAN;
    }

    static Conversion conversion(SqlType from, SqlType to) {
        if (to instanceof DecimalType target) {
            return from instanceof DecimalType source ? decimalToDecimal(source, target) : toDecimal(from, target);
        }
        ScalarType target = (ScalarType) to;
        if (from instanceof DecimalType source) {
            return fromDecimal(source, target);
        }
        return primitive((ScalarType) from, target);
    }

    private static Conversion toDecimal(SqlType from, DecimalType to) {
        Carrier source = Carrier.of(from);
        if (Types.isFloating(from)) {
            return toDecimalKernel(to, source, new IntConstant(to.scale()));
        }
        DecimalType digits = from == ScalarType.BOOLEAN ? new DecimalType(1, 0) : Types.asDecimal(from);
        if (to.scale() == 0 && to.precision() >= digits.precision()) {
            Conversion toLong = source == LONG ? Conversion.SAME : kernel(word(source) + "ToLong", LONG, source);
            return to.isCompact() ? toLong : kernel(word(source) + "ToWide", DECIMAL128, source);
        }
        return toDecimalKernel(to, source, to.isCompact() ? factor(to.scale()) : new IntConstant(to.scale()));
    }

    private static Conversion toDecimalKernel(DecimalType to, Carrier source, Operand scaling) {
        return to.isCompact()
                ? kernel(word(source) + "ToDecimal", LONG, source, scaling, bound(to))
                : kernel(word(source) + "ToWideDecimal", DECIMAL128, source, scaling, new IntConstant(to.precision()));
    }

    private static Conversion decimalToDecimal(DecimalType from, DecimalType to) {
        int up = Math.max(0, to.scale() - from.scale());
        int down = Math.max(0, from.scale() - to.scale());
        boolean widening = down == 0 && to.precision() - up >= from.precision();
        if (from.isCompact() && to.isCompact()) {
            if (up == 0 && widening) {
                return Conversion.SAME;
            }
            return down > 0
                    ? kernel("decimalScaleDown", LONG, LONG, factor(down), bound(to))
                    : kernel("longToDecimal", LONG, LONG, factor(up), bound(to));
        }
        if (from.isCompact()) {
            if (up == 0 && widening) {
                return kernel("longToWide", DECIMAL128, LONG);
            }
            // Fewer digits behind the point first, in 64 bits; the rest is a change of width.
            return down > 0
                    ? kernel("decimalScaleDownToWide", DECIMAL128, LONG, factor(down))
                    : kernel(
                            "longToWideDecimal",
                            DECIMAL128,
                            LONG,
                            new IntConstant(up),
                            new IntConstant(to.precision()));
        }
        if (to.isCompact()) {
            return kernel("wideToCompact", LONG, DECIMAL128, new IntConstant(up), new IntConstant(down), bound(to));
        }
        return up == 0 && widening
                ? Conversion.SAME
                : kernel(
                        "wideToWide",
                        DECIMAL128,
                        DECIMAL128,
                        new IntConstant(up),
                        new IntConstant(down),
                        new IntConstant(to.precision()));
    }

    private static Conversion fromDecimal(DecimalType from, ScalarType to) {
        Carrier target = Carrier.of(to);
        Carrier source = Carrier.of(from);
        String name = source == LONG ? "decimal" : "wide";
        Operand scaling = source == LONG ? factor(from.scale()) : new IntConstant(from.scale());
        return switch (target) {
            case BOOLEAN -> kernel((source == LONG ? "long" : "wide") + "ToBoolean", target, source);
            case INT -> kernel(name + "ToInt", target, source, scaling, min(to), max(to));
            default -> kernel(name + "To" + capital(word(target)), target, source, scaling);
        };
    }

    private static Conversion primitive(ScalarType from, ScalarType to) {
        Carrier source = Carrier.of(from);
        Carrier target = Carrier.of(to);
        if (source == target) {
            if (target != Carrier.INT || from.compareTo(to) <= 0) {
                return Conversion.SAME;
            }
            return kernel(to == ScalarType.TINYINT ? "intToTiny" : "intToSmall", target, source);
        }
        String method = word(source) + "To" + capital(word(target));
        return target == Carrier.INT && source != BOOLEAN
                ? kernel(method, target, source, min(to), max(to))
                : kernel(method, target, source);
    }

    static IntConstant min(ScalarType type) {
        return new IntConstant(-max(type).value() - 1);
    }

    static IntConstant max(ScalarType type) {
        return new IntConstant(
                type == ScalarType.TINYINT
                        ? Byte.MAX_VALUE
                        : type == ScalarType.SMALLINT ? Short.MAX_VALUE : Integer.MAX_VALUE);
    }

    static LongConstant bound(DecimalType type) {
        return factor(type.precision());
    }

    static LongConstant factor(int digits) {
        return new LongConstant(LongStream.range(0, digits).reduce(1, (factor, _) -> factor * 10));
    }

    private static String word(Carrier carrier) {
        return carrier.name().toLowerCase(Locale.ROOT);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static Conversion kernel(String method, Carrier target, Carrier source, Operand... constants) {
        List<Operand> operands = new ArrayList<>();
        operands.add(new Argument(0, source));
        operands.addAll(List.of(constants));
        return Conversion.Through.of(new Kernel(NumberConversions.class, method, operands, target, false));
    }
}
