package io.millrace.expr.value;

import java.math.BigInteger;

/**
 * A register for a 128-bit two's-complement integer: the unscaled value of a DECIMAL beyond 18 digits, or an
 * intermediate result. One thread writes it; equality and order are by value. Arithmetic is in
 * {@link io.millrace.expr.kernel.WideDecimals}.
 */
public final class Decimal128 implements Comparable<Decimal128> {

    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    private long high;
    private long low;

    /** Zero. */
    public Decimal128() {}

    /** A boxed value, not to be written again. */
    public static Decimal128 of(long high, long low) {
        Decimal128 value = new Decimal128();
        value.set(high, low);
        return value;
    }

    /** A boxed value, not to be written again. */
    public static Decimal128 of(long value) {
        return of(value >> 63, value);
    }

    /**
     * A boxed value, not to be written again.
     *
     * @throws RowError OVERFLOW beyond 127 bits
     */
    public static Decimal128 of(BigInteger value) {
        Decimal128 register = new Decimal128();
        register.set(value);
        return register;
    }

    /** The upper 64 bits, with the sign. */
    public long high() {
        return high;
    }

    /** The lower 64 bits, unsigned. */
    public long low() {
        return low;
    }

    /** Writes both halves. */
    public void set(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** Writes a 64-bit integer. */
    public void set(long value) {
        set(value >> 63, value);
    }

    /** Takes over the other register's value. */
    public void set(Decimal128 other) {
        set(other.high, other.low);
    }

    /**
     * Writes a big integer.
     *
     * @throws RowError OVERFLOW beyond 127 bits
     */
    public void set(BigInteger value) {
        if (value.bitLength() > 127) {
            throw RowError.OVERFLOW;
        }
        set(value.shiftRight(64).longValue(), value.longValue());
    }

    /** Whether the value fits a {@code long}, which then is {@link #low}. */
    public boolean isLong() {
        return high == low >> 63;
    }

    /** The value. */
    public BigInteger toBigInteger() {
        BigInteger lower = BigInteger.valueOf(low);
        return BigInteger.valueOf(high).shiftLeft(64).add(low < 0 ? lower.add(TWO_64) : lower);
    }

    /** A copy that nobody writes. */
    public Decimal128 copy() {
        return of(high, low);
    }

    @Override
    public int compareTo(Decimal128 other) {
        int order = Long.compare(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decimal128 that && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high) * 31 + Long.hashCode(low);
    }

    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
