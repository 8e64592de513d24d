package io.millrace.expr.kernel;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.RowError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * CAST between numbers and BOOLEAN. Digits behind the point are cut when the target is an integer and rounded half away
 * from zero when it is a decimal; a value outside the target's range fails the row.
 */
public final class NumberConversions {

    private static final double TWO_31 = 0x1p31;
    private static final double TWO_63 = 0x1p63;

    private NumberConversions() {}

    public static int booleanToInt(boolean value) {
        return value ? 1 : 0;
    }

    public static long booleanToLong(boolean value) {
        return value ? 1 : 0;
    }

    public static float booleanToFloat(boolean value) {
        return value ? 1 : 0;
    }

    public static double booleanToDouble(boolean value) {
        return value ? 1 : 0;
    }

    public static boolean intToBoolean(int value) {
        return value != 0;
    }

    public static boolean longToBoolean(long value) {
        return value != 0;
    }

    public static boolean floatToBoolean(float value) {
        return value != 0;
    }

    public static boolean doubleToBoolean(double value) {
        return value != 0;
    }

    public static boolean wideToBoolean(Decimal128 value) {
        return (value.high() | value.low()) != 0;
    }

    public static int intToTiny(int value) {
        return Arithmetic.checkTiny(value);
    }

    public static int intToSmall(int value) {
        return Arithmetic.checkSmall(value);
    }

    public static long intToLong(int value) {
        return value;
    }

    public static float intToFloat(int value) {
        return value;
    }

    public static double intToDouble(int value) {
        return value;
    }

    /** The INT, SMALLINT or TINYINT between {@code min} and {@code max}. */
    public static int longToInt(long value, int min, int max) {
        if (value < min || value > max) {
            throw RowError.OVERFLOW;
        }
        return (int) value;
    }

    public static float longToFloat(long value) {
        return value;
    }

    public static double longToDouble(long value) {
        return value;
    }

    public static void longToWide(long value, Decimal128 out) {
        out.set(value);
    }

    public static void intToWide(int value, Decimal128 out) {
        out.set(value);
    }

    public static void booleanToWide(boolean value, Decimal128 out) {
        out.set(value ? 1 : 0);
    }

    public static double floatToDouble(float value) {
        return value;
    }

    /** Infinite when the value is beyond FLOAT, as in Java. */
    public static float doubleToFloat(double value) {
        return (float) value;
    }

    /** The INT, SMALLINT or TINYINT between {@code min} and {@code max}. */
    public static int floatToInt(float value, int min, int max) {
        return doubleToInt(value, min, max);
    }

    /** The INT, SMALLINT or TINYINT between {@code min} and {@code max}. */
    public static int doubleToInt(double value, int min, int max) {
        if (!(value > -TWO_31 - 1 && value < TWO_31)) {
            throw RowError.OVERFLOW;
        }
        return longToInt((long) value, min, max);
    }

    public static long floatToLong(float value) {
        return doubleToLong(value);
    }

    public static long doubleToLong(double value) {
        if (!(value >= -TWO_63 && value < TWO_63)) {
            throw RowError.OVERFLOW;
        }
        return (long) value;
    }

    /** The decimal {@code value * factor}, below {@code bound} in magnitude. */
    public static long longToDecimal(long value, long factor, long bound) {
        long result = value * factor;
        if (Math.multiplyHigh(value, factor) != result >> 63 || result >= bound || result <= -bound) {
            throw RowError.OVERFLOW;
        }
        return result;
    }

    /** The decimal with {@code up} digits behind the point and at most {@code precision} in all. */
    public static void longToWideDecimal(long value, int up, int precision, Decimal128 out) {
        if (!WideDecimals.tryScaleUp(value >> 63, value, up, out)) {
            throw RowError.OVERFLOW;
        }
        WideDecimals.requirePrecision(out, precision);
    }

    public static long intToDecimal(int value, long factor, long bound) {
        return longToDecimal(value, factor, bound);
    }

    public static void intToWideDecimal(int value, int up, int precision, Decimal128 out) {
        longToWideDecimal(value, up, precision, out);
    }

    public static long booleanToDecimal(boolean value, long factor, long bound) {
        return longToDecimal(value ? 1 : 0, factor, bound);
    }

    public static void booleanToWideDecimal(boolean value, int up, int precision, Decimal128 out) {
        longToWideDecimal(value ? 1 : 0, up, precision, out);
    }

    /** {@code divisor}'s digits fewer behind the point, the rest below {@code bound} in magnitude. */
    public static void decimalScaleDownToWide(long value, long divisor, Decimal128 out) {
        out.set(CompactDecimals.divideHalfUp(value, divisor));
    }

    /** {@code down} digits fewer behind the point, the rest below {@code bound} in magnitude. */
    public static long decimalScaleDown(long value, long divisor, long bound) {
        long result = CompactDecimals.divideHalfUp(value, divisor);
        if (result >= bound || result <= -bound) {
            throw RowError.OVERFLOW;
        }
        return result;
    }

    /** From one wide scale to another: {@code up} digits more or {@code down} fewer. */
    public static void wideToWide(Decimal128 value, int up, int down, int precision, Decimal128 out) {
        if (!WideDecimals.tryScaleUp(value.high(), value.low(), up, out)) {
            throw RowError.OVERFLOW;
        }
        WideDecimals.scaleDown(out.high(), out.low(), down, out);
        WideDecimals.requirePrecision(out, precision);
    }

    /** A wide decimal in a compact type. Allocates when the value does not fit a {@code long} before it is scaled. */
    public static long wideToCompact(Decimal128 value, int up, int down, long bound) {
        if (value.isLong() && value.low() != Long.MIN_VALUE) {
            if (down > 0) {
                return down > 18 ? 0 : decimalScaleDown(value.low(), PowersOfTen.LONG[down], bound);
            }
            return up > 18 ? requireZero(value.low()) : longToDecimal(value.low(), PowersOfTen.LONG[up], bound);
        }
        Decimal128 scaled = new Decimal128();
        wideToWide(value, up, down, 38, scaled);
        if (!scaled.isLong() || scaled.low() >= bound || scaled.low() <= -bound) {
            throw RowError.OVERFLOW;
        }
        return scaled.low();
    }

    private static long requireZero(long value) {
        if (value != 0) {
            throw RowError.OVERFLOW;
        }
        return 0;
    }

    /** The whole part of a decimal whose point stands before {@code divisor}'s zeros. */
    public static long decimalToLong(long value, long divisor) {
        return value / divisor;
    }

    /** The whole part, between {@code min} and {@code max}. */
    public static int decimalToInt(long value, long divisor, int min, int max) {
        return longToInt(value / divisor, min, max);
    }

    /** The whole part of a wide decimal with {@code scale} digits behind the point. */
    public static long wideToLong(Decimal128 value, int scale) {
        if (value.isLong()) {
            return scale > 18 ? 0 : value.low() / PowersOfTen.LONG[scale];
        }
        BigInteger whole = value.toBigInteger().divide(PowersOfTen.big(scale));
        if (whole.bitLength() > 63) {
            throw RowError.OVERFLOW;
        }
        return whole.longValue();
    }

    /** The whole part, between {@code min} and {@code max}. */
    public static int wideToInt(Decimal128 value, int scale, int min, int max) {
        return longToInt(wideToLong(value, scale), min, max);
    }

    public static double decimalToDouble(long value, long divisor) {
        return (double) value / divisor;
    }

    public static float decimalToFloat(long value, long divisor) {
        return (float) ((double) value / divisor);
    }

    /** Allocates: the nearest double needs all digits. */
    public static double wideToDouble(Decimal128 value, int scale) {
        return new BigDecimal(value.toBigInteger(), scale).doubleValue();
    }

    public static float wideToFloat(Decimal128 value, int scale) {
        return (float) wideToDouble(value, scale);
    }

    public static long floatToDecimal(float value, int scale, long bound) {
        return doubleToDecimal(value, scale, bound);
    }

    /** The shortest decimal that reads as {@code value}, rounded to {@code scale} digits; allocates. */
    public static long doubleToDecimal(double value, int scale, long bound) {
        BigInteger unscaled = rounded(value, scale);
        if (unscaled.bitLength() > 63 || unscaled.longValue() >= bound || unscaled.longValue() <= -bound) {
            throw RowError.OVERFLOW;
        }
        return unscaled.longValue();
    }

    public static void floatToWideDecimal(float value, int scale, int precision, Decimal128 out) {
        doubleToWideDecimal(value, scale, precision, out);
    }

    /** The shortest decimal that reads as {@code value}, rounded to {@code scale} digits; allocates. */
    public static void doubleToWideDecimal(double value, int scale, int precision, Decimal128 out) {
        out.set(rounded(value, scale));
        WideDecimals.requirePrecision(out, precision);
    }

    private static BigInteger rounded(double value, int scale) {
        if (!Double.isFinite(value) || Math.abs(value) > 1e40) {
            throw RowError.OVERFLOW;
        }
        return BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP).unscaledValue();
    }
}
