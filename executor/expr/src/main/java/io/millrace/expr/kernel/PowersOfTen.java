package io.millrace.expr.kernel;

import java.math.BigInteger;

/** 10 to the n in the widths that decimals need. The arrays are constants; nobody writes them. */
final class PowersOfTen {

    /** 10^0 to 10^18. */
    static final long[] LONG = new long[19];

    /** The upper halves of 10^0 to 10^38. */
    static final long[] HIGH = new long[39];

    /** The lower halves of 10^0 to 10^38. */
    static final long[] LOW = new long[39];

    static {
        BigInteger power = BigInteger.ONE;
        for (int i = 0; i <= 38; i++) {
            if (i <= 18) {
                LONG[i] = power.longValueExact();
            }
            HIGH[i] = power.shiftRight(64).longValueExact();
            LOW[i] = power.longValue();
            power = power.multiply(BigInteger.TEN);
        }
    }

    private PowersOfTen() {}

    static BigInteger big(int exponent) {
        return BigInteger.TEN.pow(exponent);
    }
}
