package io.millrace.expr.kernel;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.RowError;

/**
 * Arithmetic on decimals of at most 18 digits. Factors and scales are fixed by the types, and the result types are wide
 * enough for every value (see {@link io.millrace.expr.function.DecimalRules}), so only a zero divisor can fail a row.
 */
public final class CompactDecimals {

    private CompactDecimals() {}

    /** {@code a * factorA + b * factorB}, which brings both to the scale of the result. */
    public static long add(long a, long b, long factorA, long factorB) {
        return a * factorA + b * factorB;
    }

    public static long subtract(long a, long b, long factorA, long factorB) {
        return a * factorA - b * factorB;
    }

    public static long multiply(long a, long b) {
        return a * b;
    }

    public static void addWide(long a, long b, long factorA, long factorB, Decimal128 out) {
        long lowA = a * factorA;
        long lowB = b * factorB;
        long low = lowA + lowB;
        long high = Math.multiplyHigh(a, factorA)
                + Math.multiplyHigh(b, factorB)
                + (Long.compareUnsigned(low, lowA) < 0 ? 1 : 0);
        out.set(high, low);
    }

    public static void subtractWide(long a, long b, long factorA, long factorB, Decimal128 out) {
        addWide(a, -b, factorA, factorB, out);
    }

    public static void multiplyWide(long a, long b, Decimal128 out) {
        out.set(Math.multiplyHigh(a, b), a * b);
    }

    /** {@code a * factor / b}, halves away from zero, where the numerator has at most 18 digits. */
    public static long divide(long a, long b, long factor) {
        if (b == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        return divideHalfUp(a * factor, b);
    }

    /** {@code a * 10^up / b}, halves away from zero, where the numerator has at most 38 digits. */
    public static void divideWide(long a, long b, int up, Decimal128 out) {
        if (b == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        WideDecimals.tryScaleUp(a >> 63, a, up, out);
        WideDecimals.divideBy(out, b);
    }

    public static long negate(long a) {
        return -a;
    }

    /** The remainder, with the sign of {@code a}, after both are brought to one scale. */
    public static long remainder(long a, long b, long factorA, long factorB) {
        if (b == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        return (a * factorA) % (b * factorB);
    }

    /** The remainder of two whole numbers where {@code b}, and so the result, is an INT. */
    public static int remainderInt(long a, long b) {
        return (int) Arithmetic.remainderLong(a, b);
    }

    /** {@code a / b} with halves away from zero; neither is {@link Long#MIN_VALUE}. */
    static long divideHalfUp(long a, long b) {
        long quotient = a / b;
        long remainder = Math.abs(a - quotient * b);
        long divisor = Math.abs(b);
        if (remainder >= divisor - remainder) {
            quotient += (a ^ b) < 0 ? -1 : 1;
        }
        return quotient;
    }
}
