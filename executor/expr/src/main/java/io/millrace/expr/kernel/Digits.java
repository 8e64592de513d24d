package io.millrace.expr.kernel;

/** Decimal digits in byte arrays. */
final class Digits {

    /** A sign and the digits of the smallest long. */
    static final int MAX_LONG = 20;

    private static final byte[] MIN_LONG = "-9223372036854775808".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Digits() {}

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** How many digits a number that is not negative has; 1 for 0. */
    static int count(long value) {
        int digits = 1;
        while (digits < PowersOfTen.LONG.length && value >= PowersOfTen.LONG[digits]) {
            digits++;
        }
        return digits;
    }

    /** Writes the number and answers the position after it. */
    static int put(byte[] to, int at, long value) {
        if (value == Long.MIN_VALUE) {
            System.arraycopy(MIN_LONG, 0, to, at, MIN_LONG.length);
            return at + MIN_LONG.length;
        }
        int begin = at;
        long magnitude = value;
        if (value < 0) {
            to[begin++] = '-';
            magnitude = -value;
        }
        return putPadded(to, begin, magnitude, count(magnitude));
    }

    /** Writes a number that is not negative with this many digits, leading zeros among them. */
    static int putPadded(byte[] to, int at, long value, int digits) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            long quotient = rest / 10;
            to[i] = (byte) ('0' + (rest - quotient * 10));
            rest = quotient;
        }
        return at + digits;
    }
}
