package io.millrace.expr.kernel;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.RowError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Arithmetic on decimals of up to 38 digits as 128-bit integers. Results are exact, then rounded half away from zero to
 * the scale of their type, and a row error when they pass its precision. What leaves 128 bits on the way, and division
 * beyond the fast path, goes through {@link BigInteger} or {@link BigDecimal}, which allocate.
 */
public final class WideDecimals {

    /** Flink divides to 38 significant digits first and rounds to the scale after; wide division does the same. */
    private static final MathContext DIVISION = new MathContext(38, RoundingMode.HALF_UP);

    /** With a divisor and a quotient below these, rounding once equals rounding twice. */
    private static final long FAST_DIVISOR = 1_000_000_000L;

    private static final int FAST_QUOTIENT_DIGITS = 28;

    private static final int LIMB_DIGITS = 9;

    private WideDecimals() {}

    /**
     * {@code a * 10^upA + b * 10^upB}, then {@code down} digits rounded off.
     *
     * @param precision the digits the result may have
     */
    public static void add(Decimal128 a, Decimal128 b, int upA, int upB, int down, int precision, Decimal128 out) {
        addScaled(a, b.high(), b.low(), upA, upB, down, precision, out);
    }

    public static void subtract(Decimal128 a, Decimal128 b, int upA, int upB, int down, int precision, Decimal128 out) {
        long low = -b.low();
        addScaled(a, ~b.high() + (low == 0 ? 1 : 0), low, upA, upB, down, precision, out);
    }

    private static void addScaled(
            Decimal128 a, long highB, long lowB, int upA, int upB, int down, int precision, Decimal128 out) {
        if (tryScaleUp(a.high(), a.low(), upA, out)) {
            long highA = out.high();
            long lowA = out.low();
            if (tryScaleUp(highB, lowB, upB, out)) {
                long low = lowA + out.low();
                long carry = Long.compareUnsigned(low, lowA) < 0 ? 1 : 0;
                long high = highA + out.high() + carry;
                if (((highA ^ high) & (out.high() ^ high)) >= 0) {
                    scaleDown(high, low, down, out);
                    requirePrecision(out, precision);
                    return;
                }
            }
        }
        BigInteger sum = a.toBigInteger()
                .multiply(PowersOfTen.big(upA))
                .add(Decimal128.of(highB, lowB).toBigInteger().multiply(PowersOfTen.big(upB)));
        setRounded(sum, down, precision, out);
    }

    /** {@code a * b}, then {@code down} digits rounded off. */
    public static void multiply(Decimal128 a, Decimal128 b, int down, int precision, Decimal128 out) {
        if (tryMultiply(a.high(), a.low(), b.high(), b.low(), out)) {
            scaleDown(out.high(), out.low(), down, out);
            requirePrecision(out, precision);
        } else {
            setRounded(a.toBigInteger().multiply(b.toBigInteger()), down, precision, out);
        }
    }

    /** {@code a / b} of scales {@code scaleA} and {@code scaleB}, at the result's scale. */
    public static void divide(
            Decimal128 a, Decimal128 b, int scaleA, int scaleB, int precision, int scale, Decimal128 out) {
        if ((b.high() | b.low()) == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        int up = scale - scaleA + scaleB;
        if (b.isLong()
                && Math.abs(b.low()) < FAST_DIVISOR
                && b.low() != Long.MIN_VALUE
                && up >= 0
                && tryScaleUp(a.high(), a.low(), up, out)) {
            divideBy(out, b.low());
            if (hasPrecision(out, FAST_QUOTIENT_DIGITS)) {
                requirePrecision(out, precision);
                return;
            }
        }
        BigDecimal quotient =
                new BigDecimal(a.toBigInteger(), scaleA).divide(new BigDecimal(b.toBigInteger(), scaleB), DIVISION);
        out.set(quotient.setScale(scale, RoundingMode.HALF_UP).unscaledValue());
        requirePrecision(out, precision);
    }

    /** The remainder of {@code a * 10^upA / (b * 10^upB)}, with the sign of {@code a}; its type holds it. */
    public static void remainder(Decimal128 a, Decimal128 b, int upA, int upB, Decimal128 out) {
        if ((b.high() | b.low()) == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        if (upA == 0 && upB == 0 && a.isLong() && b.isLong()) {
            out.set(a.low() % b.low());
        } else {
            out.set(bigRemainder(a, b, upA, upB));
        }
    }

    /** As {@link #remainder} for a result of at most 18 digits. */
    public static long remainderCompact(Decimal128 a, Decimal128 b, int upA, int upB) {
        if ((b.high() | b.low()) == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        return upA == 0 && upB == 0 && a.isLong() && b.isLong()
                ? a.low() % b.low()
                : bigRemainder(a, b, upA, upB).longValue();
    }

    /** The remainder of two whole numbers where {@code b}, and so the result, is a BIGINT. */
    public static long remainderLong(Decimal128 a, Decimal128 b) {
        return remainderCompact(a, b, 0, 0);
    }

    /** As above, where {@code b} is an INT. */
    public static int remainderInt(Decimal128 a, Decimal128 b) {
        return (int) remainderCompact(a, b, 0, 0);
    }

    private static BigInteger bigRemainder(Decimal128 a, Decimal128 b, int upA, int upB) {
        return a.toBigInteger()
                .multiply(PowersOfTen.big(upA))
                .remainder(b.toBigInteger().multiply(PowersOfTen.big(upB)));
    }

    /** {@code -a}; a decimal is never the smallest 128-bit integer. */
    public static void negate(Decimal128 a, Decimal128 out) {
        long low = -a.low();
        out.set(~a.high() + (low == 0 ? 1 : 0), low);
    }

    /** The order of two 128-bit integers of scales {@code scaleA} and {@code scaleB}, by value. */
    static int compare(long highA, long lowA, int scaleA, long highB, long lowB, int scaleB) {
        if (scaleA == scaleB) {
            int order = Long.compare(highA, highB);
            return order != 0 ? order : Long.compareUnsigned(lowA, lowB);
        }
        boolean negative = highA < 0;
        if (negative != highB < 0) {
            return negative ? -1 : 1;
        }
        int order = scaleA < scaleB
                ? compareScaled(highA, lowA, scaleB - scaleA, highB, lowB)
                : -compareScaled(highB, lowB, scaleA - scaleB, highA, lowA);
        return negative ? -order : order;
    }

    /** The order of {@code |a| * 10^up} and {@code |b|}. */
    private static int compareScaled(long highA, long lowA, int up, long highB, long lowB) {
        long magnitudeLowA = highA < 0 ? -lowA : lowA;
        long magnitudeHighA = highA < 0 ? ~highA + (lowA == 0 ? 1 : 0) : highA;
        long magnitudeLowB = highB < 0 ? -lowB : lowB;
        long magnitudeHighB = highB < 0 ? ~highB + (lowB == 0 ? 1 : 0) : highB;
        long powerHigh = PowersOfTen.HIGH[up];
        long powerLow = PowersOfTen.LOW[up];
        // |a| * 10^up = (mHA * 2^64 + mLA) * (pH * 2^64 + pL); anything at 2^128 or above is larger than any |b|.
        if (magnitudeHighA != 0 && powerHigh != 0) {
            return 1;
        }
        long crossHigh = magnitudeHighA != 0
                ? Math.unsignedMultiplyHigh(magnitudeHighA, powerLow)
                : Math.unsignedMultiplyHigh(magnitudeLowA, powerHigh);
        if (crossHigh != 0) {
            return 1;
        }
        long cross = magnitudeHighA != 0 ? magnitudeHighA * powerLow : magnitudeLowA * powerHigh;
        long low = magnitudeLowA * powerLow;
        long high = cross + Math.unsignedMultiplyHigh(magnitudeLowA, powerLow);
        if (Long.compareUnsigned(high, cross) < 0) {
            return 1;
        }
        int order = Long.compareUnsigned(high, magnitudeHighB);
        return order != 0 ? order : Long.compareUnsigned(low, magnitudeLowB);
    }

    /** {@code value * 10^up} into {@code out}, unless it leaves 127 bits. */
    static boolean tryScaleUp(long high, long low, int up, Decimal128 out) {
        if (up == 0) {
            out.set(high, low);
            return true;
        }
        return up <= 38 && tryMultiply(high, low, PowersOfTen.HIGH[up], PowersOfTen.LOW[up], out);
    }

    /** The product into {@code out}, unless it leaves 127 bits. */
    static boolean tryMultiply(long highA, long lowA, long highB, long lowB, Decimal128 out) {
        boolean longA = highA == lowA >> 63;
        boolean longB = highB == lowB >> 63;
        if (longA && longB) {
            out.set(Math.multiplyHigh(lowA, lowB), lowA * lowB);
            return true;
        }
        boolean negative = (highA ^ highB) < 0;
        long hA = highA < 0 ? ~highA + (lowA == 0 ? 1 : 0) : highA;
        long lA = highA < 0 ? -lowA : lowA;
        long hB = highB < 0 ? ~highB + (lowB == 0 ? 1 : 0) : highB;
        long lB = highB < 0 ? -lowB : lowB;
        if (hA != 0 && hB != 0) {
            return false;
        }
        long crossHigh = hA != 0 ? Math.unsignedMultiplyHigh(hA, lB) : Math.unsignedMultiplyHigh(lA, hB);
        long cross = hA != 0 ? hA * lB : lA * hB;
        long low = lA * lB;
        long high = cross + Math.unsignedMultiplyHigh(lA, lB);
        if (crossHigh != 0 || Long.compareUnsigned(high, cross) < 0 || high < 0) {
            return false;
        }
        if (negative) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
        out.set(high, low);
        return true;
    }

    /** {@code value / 10^down} into {@code out}, halves away from zero. */
    static void scaleDown(long high, long low, int down, Decimal128 out) {
        if (down == 0) {
            out.set(high, low);
            return;
        }
        if (high == low >> 63 && down <= 18 && low != Long.MIN_VALUE) {
            out.set(CompactDecimals.divideHalfUp(low, PowersOfTen.LONG[down]));
            return;
        }
        boolean negative = high < 0;
        out.set(negative ? ~high + (low == 0 ? 1 : 0) : high, negative ? -low : low);
        // Whether to round up is decided by the last digit taken off, so all but that one are cut first.
        int cut = down - 1;
        while (cut > 0) {
            int digits = Math.min(cut, LIMB_DIGITS);
            divideMagnitude(out, (int) PowersOfTen.LONG[digits]);
            cut -= digits;
        }
        boolean up = divideMagnitude(out, 10) >= 5;
        long rounded = out.low() + (up ? 1 : 0);
        long carried = out.high() + (up && rounded == 0 ? 1 : 0);
        out.set(carried, rounded);
        if (negative) {
            negate(out, out);
        }
    }

    /** Divides a non-negative register by a positive divisor below 2^31 and answers the remainder. */
    private static int divideMagnitude(Decimal128 register, int divisor) {
        long high = register.high();
        long low = register.low();
        long quotientHigh = high / divisor;
        long remainder = high % divisor;
        long upper = (remainder << 32) | (low >>> 32);
        long quotientUpper = upper / divisor;
        long lower = ((upper % divisor) << 32) | (low & 0xFFFF_FFFFL);
        register.set(quotientHigh, (quotientUpper << 32) | (lower / divisor));
        return (int) (lower % divisor);
    }

    /** Replaces the register by its quotient, halves away from zero, by a divisor that is neither 0 nor the smallest long. */
    static void divideBy(Decimal128 register, long divisor) {
        boolean negative = register.high() < 0 != divisor < 0;
        if (register.high() < 0) {
            negate(register, register);
        }
        long magnitude = Math.abs(divisor);
        long quotientHigh = register.high() / magnitude;
        long rest = register.high() % magnitude;
        long low = register.low();
        long quotientLow = rest == 0 && low >= 0 ? low / magnitude : divideLong(rest, low, magnitude);
        long remainder = low - quotientLow * magnitude;
        if (remainder >= magnitude - remainder) {
            quotientLow++;
            quotientHigh += quotientLow == 0 ? 1 : 0;
        }
        register.set(quotientHigh, quotientLow);
        if (negative) {
            negate(register, register);
        }
    }

    /**
     * The quotient of the unsigned 128-bit number by a positive divisor above {@code high}: Knuth's algorithm D with two
     * 32-bit digits, as in Warren, Hacker's Delight, 9-4.
     */
    private static long divideLong(long high, long low, long divisor) {
        int shift = Long.numberOfLeadingZeros(divisor);
        long v = divisor << shift;
        long v1 = v >>> 32;
        long v0 = v & 0xFFFF_FFFFL;
        long u32 = shift == 0 ? high : (high << shift) | (low >>> (64 - shift));
        long u10 = low << shift;
        long u1 = u10 >>> 32;
        long u0 = u10 & 0xFFFF_FFFFL;
        long q1 = digit(u32, u1, v1, v0);
        long u21 = (u32 << 32) + u1 - q1 * v;
        long q0 = digit(u21, u0, v1, v0);
        return (q1 << 32) + q0;
    }

    /** One digit of the quotient, base 2^32. */
    private static long digit(long upper, long next, long v1, long v0) {
        long q = Long.divideUnsigned(upper, v1);
        long r = upper - q * v1;
        while (q > 0xFFFF_FFFFL || Long.compareUnsigned(q * v0, (r << 32) | next) > 0) {
            q--;
            r += v1;
            if (r > 0xFFFF_FFFFL) {
                break;
            }
        }
        return q;
    }

    private static void setRounded(BigInteger value, int down, int precision, Decimal128 out) {
        out.set(new BigDecimal(value, down).setScale(0, RoundingMode.HALF_UP).unscaledValue());
        requirePrecision(out, precision);
    }

    /** Fails the row when the value has more digits than its type. */
    static void requirePrecision(Decimal128 value, int precision) {
        if (!hasPrecision(value, precision)) {
            throw RowError.OVERFLOW;
        }
    }

    static boolean hasPrecision(Decimal128 value, int precision) {
        long high = value.high();
        long low = value.low();
        if (high < 0) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
        long boundHigh = PowersOfTen.HIGH[precision];
        return high >= 0
                && (high < boundHigh
                        || (high == boundHigh && Long.compareUnsigned(low, PowersOfTen.LOW[precision]) < 0));
    }
}
