package io.millrace.engine.operators.aggregate;

import io.millrace.expr.value.RowError;

/**
 * A number of some 106 bits as the sum of two doubles, the second at most half a unit in the last place of the first. So sums of
 * squares stay right where those of doubles lose all their digits, and what was added can be taken away again. After T. J. Dekker
 * (A floating-point technique for extending the available precision, 1971), with fused multiplication. Mutable, and reused.
 */
final class DoubleDouble {

    private double high;
    private double low;

    double high() {
        return high;
    }

    double low() {
        return low;
    }

    void set(double ofHigh, double ofLow) {
        high = ofHigh;
        low = ofLow;
    }

    void setLong(long value) {
        high = (double) value;
        // Of the numbers that round to 2^63 the difference does not wrap.
        low = high == 0x1p63 ? (double) (value - Long.MAX_VALUE) - 1 : (double) (value - (long) high);
    }

    /** Adds a number of two parts. */
    void add(double otherHigh, double otherLow) {
        double sum = high + otherHigh;
        double part = sum - high;
        double error = (high - (sum - part)) + (otherHigh - part);
        double lows = low + otherLow;
        double lowPart = lows - low;
        double lowError = (low - (lows - lowPart)) + (otherLow - lowPart);
        error += lows;
        normalize(sum, error);
        normalize(high, low + lowError);
    }

    /** Multiplies with a number of two parts. */
    void multiply(double otherHigh, double otherLow) {
        double product = high * otherHigh;
        double error = Math.fma(high, otherHigh, -product);
        error += high * otherLow + low * otherHigh;
        normalize(product, error);
    }

    /** Divides by a number that one double holds. */
    void divide(double divisor) {
        double quotient = high / divisor;
        double rest = Math.fma(-quotient, divisor, high);
        double second = (rest + low) / divisor;
        double secondRest = Math.fma(-second, divisor, rest) + low;
        normalize(quotient, second);
        normalize(high, low + secondRest / divisor);
    }

    /** Its root; it is not negative. */
    void squareRoot() {
        if (high <= 0) {
            set(0, 0);
            return;
        }
        double root = Math.sqrt(high);
        double rest = Math.fma(-root, root, high) + low;
        normalize(root, rest / (2 * root));
    }

    /**
     * Without what is behind the point; it is not negative.
     *
     * @throws RowError when a long cannot hold it
     */
    long toLong() {
        double whole = Math.floor(high);
        double rest = whole == high ? Math.floor(low) : 0;
        if (whole > 0x1p63 || whole == 0x1p63 && rest >= 0) {
            throw RowError.OVERFLOW;
        }
        return whole == 0x1p63 ? Long.MAX_VALUE + ((long) rest + 1) : (long) whole + (long) rest;
    }

    private void normalize(double sum, double error) {
        high = sum + error;
        low = error - (high - sum);
    }
}
