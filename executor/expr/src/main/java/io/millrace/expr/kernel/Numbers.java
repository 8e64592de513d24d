package io.millrace.expr.kernel;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.RowError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Functions on one number. Rounding takes halves away from zero; the {@code digits} it keeps behind the point may be
 * negative. Wide decimals beyond 64 bits go through {@link BigDecimal}, which allocates.
 */
public final class Numbers {

    /** Where doubles are whole numbers anyway. */
    private static final double WHOLE = 0x1p52;

    /** How close to a half the scaled value must be for the exact, slower rounding to decide. */
    private static final double NEAR_HALF = 1e-4;

    /** Powers of ten that doubles hold exactly and that keep products exact enough. */
    private static final int FAST_DIGITS = 15;

    private Numbers() {}

    public static int same(int value) {
        return value;
    }

    public static long same(long value) {
        return value;
    }

    public static void same(Decimal128 value, Decimal128 out) {
        out.set(value);
    }

    public static int absTiny(int value) {
        return Arithmetic.checkTiny(Math.abs(value));
    }

    public static int absSmall(int value) {
        return Arithmetic.checkSmall(Math.abs(value));
    }

    public static int absInt(int value) {
        return value < 0 ? Arithmetic.negateInt(value) : value;
    }

    public static long absLong(long value) {
        return value < 0 ? Arithmetic.negateLong(value) : value;
    }

    public static float absFloat(float value) {
        return Math.abs(value);
    }

    public static double absDouble(double value) {
        return Math.abs(value);
    }

    public static void absWide(Decimal128 value, Decimal128 out) {
        if (value.high() < 0) {
            WideDecimals.negate(value, out);
        } else {
            out.set(value);
        }
    }

    public static int signInt(int value) {
        return Integer.signum(value);
    }

    public static long signLong(long value) {
        return Long.signum(value);
    }

    public static float signFloat(float value) {
        return Math.signum(value);
    }

    public static double signDouble(double value) {
        return Math.signum(value);
    }

    /** One as a decimal is {@code one}, which does not fit a type without digits before the point. */
    public static long signDecimal(long value, long one, long bound) {
        if (value != 0 && one >= bound) {
            throw RowError.OVERFLOW;
        }
        return Long.signum(value) * one;
    }

    public static void signWide(Decimal128 value, int scale, int precision, Decimal128 out) {
        long sign = value.high() != 0 ? value.high() >> 63 | 1 : value.low() == 0 ? 0 : 1;
        WideDecimals.tryScaleUp(sign >> 63, sign, scale, out);
        WideDecimals.requirePrecision(out, precision);
    }

    public static float floorFloat(float value) {
        return (float) Math.floor(value);
    }

    public static double floorDouble(double value) {
        return Math.floor(value);
    }

    public static float ceilFloat(float value) {
        return (float) Math.ceil(value);
    }

    public static double ceilDouble(double value) {
        return Math.ceil(value);
    }

    /** The whole number, of scale 0. */
    public static long floorDecimal(long value, long divisor) {
        return Math.floorDiv(value, divisor);
    }

    public static long ceilDecimal(long value, long divisor) {
        return Math.ceilDiv(value, divisor);
    }

    public static void floorWide(Decimal128 value, int scale, Decimal128 out) {
        if (value.isLong() && scale <= 18) {
            out.set(Math.floorDiv(value.low(), PowersOfTen.LONG[scale]));
        } else {
            out.set(whole(value, scale, RoundingMode.FLOOR));
        }
    }

    public static void ceilWide(Decimal128 value, int scale, Decimal128 out) {
        if (value.isLong() && scale <= 18) {
            out.set(Math.ceilDiv(value.low(), PowersOfTen.LONG[scale]));
        } else {
            out.set(whole(value, scale, RoundingMode.CEILING));
        }
    }

    private static BigInteger whole(Decimal128 value, int scale, RoundingMode mode) {
        return new BigDecimal(value.toBigInteger(), scale).setScale(0, mode).unscaledValue();
    }

    /** An integer between the bounds. */
    public static int roundInt(int value, int digits, int min, int max) {
        return digits >= 0 ? value : NumberConversions.longToInt(roundLong(value, digits), min, max);
    }

    public static long roundLong(long value, int digits) {
        if (digits >= 0) {
            return value;
        }
        if (digits >= -18) {
            long unit = PowersOfTen.LONG[-digits];
            long rest = value % unit;
            long down = value - rest;
            return Math.abs(rest) >= unit - Math.abs(rest) ? Arithmetic.addLong(down, value < 0 ? -unit : unit) : down;
        }
        // Half of 10^19 is still a long; rounding up to it is not.
        if (digits == -19 && (value >= 5_000_000_000_000_000_000L || value <= -5_000_000_000_000_000_000L)) {
            throw RowError.OVERFLOW;
        }
        return 0;
    }

    public static float roundFloat(float value, int digits) {
        return (float) roundDouble(value, digits);
    }

    /**
     * Rounds the decimal that {@link Double#toString} shows. Away from halves that is the nearest multiple of the power of
     * ten, which needs no decimal; near them {@link BigDecimal} decides.
     */
    public static double roundDouble(double value, int digits) {
        if (!(Math.abs(value) < WHOLE) && digits >= 0) {
            return value;
        }
        if (digits >= 0 && digits <= FAST_DIGITS) {
            double power = PowersOfTen.LONG[digits];
            double scaled = value * power;
            double floor = Math.floor(scaled);
            double fraction = scaled - floor;
            if (Math.abs(scaled) < 1e9 && Math.abs(fraction - 0.5) > NEAR_HALF) {
                double rounded = (fraction < 0.5 ? floor : floor + 1) / power;
                return rounded == 0 ? 0 : rounded;
            }
        }
        return roundExactly(value, digits);
    }

    private static double roundExactly(double value, int digits) {
        if (!Double.isFinite(value)) {
            return value;
        }
        if (digits > 400) {
            return value;
        }
        if (digits < -400) {
            return 0;
        }
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }

    /** {@code value / divisor}, rounded, times {@code factor}; the type of the result is wide enough. */
    public static long roundDecimal(long value, long divisor, long factor) {
        return CompactDecimals.divideHalfUp(value, divisor) * factor;
    }

    /** {@code down} digits rounded off, then {@code up} zeros behind. */
    public static void roundWide(Decimal128 value, int down, int up, int precision, Decimal128 out) {
        WideDecimals.scaleDown(value.high(), value.low(), down, out);
        if (!WideDecimals.tryScaleUp(out.high(), out.low(), up, out)) {
            throw RowError.OVERFLOW;
        }
        WideDecimals.requirePrecision(out, precision);
    }

    /** As {@link #roundWide} for a result of at most 18 digits, which holds every value. Allocates beyond 64 bits. */
    public static long roundWideToCompact(Decimal128 value, int down, int up) {
        if (value.isLong() && value.low() != Long.MIN_VALUE && down <= 18) {
            return CompactDecimals.divideHalfUp(value.low(), PowersOfTen.LONG[down]) * PowersOfTen.LONG[up];
        }
        Decimal128 rounded = new Decimal128();
        roundWide(value, down, up, 38, rounded);
        return rounded.low();
    }

    /** Rounds within the type, for digits that come with the row. */
    public static long roundDecimalWithin(long value, int digits, int scale, long bound) {
        if (digits >= scale) {
            return value;
        }
        long down = (long) scale - digits;
        if (down > 18) {
            return 0;
        }
        long unit = PowersOfTen.LONG[(int) down];
        long quotient = CompactDecimals.divideHalfUp(value, unit);
        long rounded = quotient * unit;
        if (Math.multiplyHigh(quotient, unit) != rounded >> 63 || rounded >= bound || rounded <= -bound) {
            throw RowError.OVERFLOW;
        }
        return rounded;
    }

    /** Rounds within the type, for digits that come with the row. */
    public static void roundWideWithin(Decimal128 value, int digits, int scale, int precision, Decimal128 out) {
        if (digits >= scale) {
            out.set(value);
            return;
        }
        long down = (long) scale - digits;
        if (down > 38) {
            out.set(0);
        } else {
            roundWide(value, (int) down, (int) down, precision, out);
        }
    }

    public static double power(double base, double exponent) {
        return Math.pow(base, exponent);
    }

    /** As {@code POWER(value, 0.5)}, so the root of -0.0 is 0.0 and that of -Infinity is Infinity. */
    public static double sqrt(double value) {
        return Math.pow(value, 0.5);
    }

    public static double ln(double value) {
        return Math.log(value);
    }

    public static double log10(double value) {
        return Math.log10(value);
    }

    public static double exp(double value) {
        return Math.exp(value);
    }

    /** An interval of months times a number. */
    public static int multiplyMonths(int months, long count) {
        long result = Arithmetic.multiplyLong(months, count);
        if ((int) result != result) {
            throw RowError.OVERFLOW;
        }
        return (int) result;
    }
}
