package io.millrace.spi.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * A number read from text: {@code digits * 10^exponent}, turned into what a column holds without rounding more often
 * than once. A register that is used again for each number.
 *
 * <p>Up to 19 digits stay in a {@code long}, where a conversion is a few multiplications; beyond that, and where a double
 * is not exact (below), the JDK's own parsers take the text.
 */
public final class NumberText {

    /** Digits that fit 64 bits without sign. */
    private static final int MOST_DIGITS = 19;

    /** Texts like 1e999999999 must not make numbers with as many digits. */
    private static final int LARGEST_EXPONENT = 10_000;

    /** Longer ones are beyond every exact type, and to find out how far would take long. */
    private static final int MOST_CHARACTERS = 1_000;

    /**
     * With at most 53 bits of digits and a power of ten that is itself exact, the one multiplication or division rounds
     * once, so the result is right (Clinger: How to read floating point numbers accurately, 1990).
     */
    private static final double[] EXACT_POWERS = new double[23];

    private static final float[] EXACT_FLOAT_POWERS = new float[11];
    private static final long[] POWERS = new long[19];

    /** 10^19 and on to 10^38, as 128 bits. */
    private static final long[] WIDE_POWERS_HIGH = new long[20];

    private static final long[] WIDE_POWERS_LOW = new long[20];

    static {
        for (int i = 0; i < EXACT_POWERS.length; i++) {
            EXACT_POWERS[i] = Double.parseDouble("1e" + i);
        }
        for (int i = 0; i < EXACT_FLOAT_POWERS.length; i++) {
            EXACT_FLOAT_POWERS[i] = Float.parseFloat("1e" + i);
        }
        long power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
        for (int i = 0; i < WIDE_POWERS_HIGH.length; i++) {
            BigInteger wide = BigInteger.TEN.pow(POWERS.length + i);
            WIDE_POWERS_HIGH[i] = wide.shiftRight(64).longValueExact();
            WIDE_POWERS_LOW[i] = wide.longValue();
        }
    }

    private byte[] data = new byte[0];
    private int start;
    private int end;
    private boolean negative;

    /** All digits, without sign as 64 bits; without meaning when there are more than {@link #MOST_DIGITS}. */
    private long digits;

    private boolean tooManyDigits;
    private int exponent;

    /** Where the text goes on with an exponent, and that exponent. */
    private int mantissaEnd;

    private int power;
    private long high;
    private long value;

    /**
     * Reads the number that begins at {@code from}, as JSON spells numbers: no plus sign, no leading zeros, digits on
     * both sides of a point.
     *
     * @param to where the bytes end
     * @return where the number ends; -1 if there is none
     */
    public int scanJson(byte[] bytes, int from, int to) {
        int place = from;
        if (place < to && bytes[place] == '-') {
            place++;
        }
        boolean isPlain = place < to && (bytes[place] != '0' || place + 1 == to || !isDigit(bytes[place + 1]));
        int last = scan(bytes, from, to, false);
        return isPlain ? last : -1;
    }

    /**
     * Reads a whole text as a number, as SQL spells numbers: a sign, leading zeros and a point at either end are
     * allowed, blanks are not.
     *
     * @return whether it is one
     */
    public boolean read(byte[] bytes, int from, int to) {
        return scan(bytes, from, to, true) == to;
    }

    private int scan(byte[] bytes, int from, int to, boolean lenient) {
        data = bytes;
        start = from;
        int place = from;
        negative = place < to && bytes[place] == '-';
        if (negative || lenient && place < to && bytes[place] == '+') {
            place++;
        }
        long read = 0;
        int count = 0;
        int wholeStart = place;
        while (place < to && isDigit(bytes[place])) {
            read = read * 10 + bytes[place] - '0';
            count += count > 0 || bytes[place] != '0' ? 1 : 0;
            place++;
        }
        int wholeDigits = place - wholeStart;
        int fractionDigits = 0;
        if (place < to && bytes[place] == '.') {
            place++;
            int fractionStart = place;
            while (place < to && isDigit(bytes[place])) {
                read = read * 10 + bytes[place] - '0';
                count += count > 0 || bytes[place] != '0' ? 1 : 0;
                place++;
            }
            fractionDigits = place - fractionStart;
            if (fractionDigits == 0 && !lenient) {
                return -1;
            }
        }
        if (lenient ? wholeDigits + fractionDigits == 0 : wholeDigits == 0) {
            return -1;
        }
        digits = read;
        tooManyDigits = count > MOST_DIGITS;
        exponent = -fractionDigits;
        power = 0;
        mantissaEnd = place;
        end = place;
        return place < to && (bytes[place] | 0x20) == 'e' ? scanExponent(place + 1, to) : place;
    }

    private int scanExponent(int from, int to) {
        int place = from;
        boolean down = place < to && data[place] == '-';
        if (down || place < to && data[place] == '+') {
            place++;
        }
        int first = place;
        int read = 0;
        while (place < to && isDigit(data[place])) {
            read = Math.min(read * 10 + data[place] - '0', LARGEST_EXPONENT);
            place++;
        }
        if (place == first) {
            return -1;
        }
        power = down ? -read : read;
        exponent += power;
        end = place;
        return place;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** What the last successful conversion gave; the lower half of it for {@link #toWideDecimal}. */
    public long value() {
        return value;
    }

    /** The upper half of what {@link #toWideDecimal} gave. */
    public long high() {
        return high;
    }

    /**
     * As a whole number from {@code min} to {@code max}; 12.0 and 12e0 are 12.
     *
     * @return whether it is one
     */
    public boolean toLong(long min, long max) {
        if (tooManyDigits || exponent != 0 && digits != 0) {
            return toLongSlowly(min, max);
        }
        if (digits < 0 && !(negative && digits == Long.MIN_VALUE)) {
            return false;
        }
        value = negative ? -digits : digits;
        return value >= min && value <= max;
    }

    private boolean toLongSlowly(long min, long max) {
        if (isTooLong()) {
            return false;
        }
        BigDecimal exact = exact();
        if (exact.precision() - (long) exact.scale() > MOST_DIGITS
                || exact.stripTrailingZeros().scale() > 0) {
            return false;
        }
        BigInteger whole = exact.toBigInteger();
        if (whole.bitLength() > 63) {
            return false;
        }
        value = whole.longValue();
        return value >= min && value <= max;
    }

    /** Whether it has a fraction, so that {@link #toLong} fails whatever the bounds. */
    public boolean hasFraction() {
        return !isTooLong() && exact().stripTrailingZeros().scale() > 0;
    }

    /** As the nearest double; infinite when it is beyond all of them. */
    public double toDouble() {
        if (!tooManyDigits && digits >>> 53 == 0) {
            if (exponent == 0) {
                return negative ? -(double) digits : digits;
            }
            if (exponent >= -22 && exponent <= 22) {
                double exact = digits;
                double scaled = exponent < 0 ? exact / EXACT_POWERS[-exponent] : exact * EXACT_POWERS[exponent];
                return negative ? -scaled : scaled;
            }
        }
        return Double.parseDouble(text());
    }

    /** As the nearest float; infinite when it is beyond all of them. */
    public float toFloat() {
        if (!tooManyDigits && digits >>> 24 == 0 && exponent >= -10 && exponent <= 10) {
            float exact = digits;
            float scaled = exponent < 0 ? exact / EXACT_FLOAT_POWERS[-exponent] : exact * EXACT_FLOAT_POWERS[exponent];
            return negative ? -scaled : scaled;
        }
        return Float.parseFloat(text());
    }

    /**
     * As the unscaled value of a DECIMAL of at most 18 digits. Digits behind its scale are rounded, half away from zero,
     * as SQL does.
     *
     * @return whether it has at most {@code precision} digits
     */
    public boolean toDecimal(int precision, int scale) {
        int shift = exponent + scale;
        if (tooManyDigits || digits < 0 || shift >= POWERS.length || shift <= -POWERS.length) {
            return toDecimalSlowly(precision, scale) && high == value >> 63;
        }
        long unscaled;
        if (shift >= 0) {
            if (Math.multiplyHigh(digits, POWERS[shift]) != 0) {
                return false;
            }
            unscaled = digits * POWERS[shift];
        } else {
            long divisor = POWERS[-shift];
            unscaled = digits / divisor;
            unscaled += digits % divisor >= divisor - digits % divisor ? 1 : 0;
        }
        value = negative ? -unscaled : unscaled;
        return unscaled >= 0 && unscaled < POWERS[precision];
    }

    /**
     * As the unscaled value of a DECIMAL of any size, in {@link #high} and {@link #value}.
     *
     * @return whether it has at most {@code precision} digits
     */
    public boolean toWideDecimal(int precision, int scale) {
        int shift = exponent + scale;
        if (tooManyDigits || shift < 0 || shift >= POWERS.length) {
            return toDecimalSlowly(precision, scale);
        }
        long low = digits * POWERS[shift];
        long top = Math.unsignedMultiplyHigh(digits, POWERS[shift]);
        if (!isBelowPower(top, low, precision)) {
            return false;
        }
        value = negative ? -low : low;
        high = negative ? ~top + (low == 0 ? 1 : 0) : top;
        return true;
    }

    private static boolean isBelowPower(long high, long low, int precision) {
        if (precision < POWERS.length) {
            return high == 0 && Long.compareUnsigned(low, POWERS[precision]) < 0;
        }
        int index = precision - POWERS.length;
        return high < WIDE_POWERS_HIGH[index]
                || high == WIDE_POWERS_HIGH[index] && Long.compareUnsigned(low, WIDE_POWERS_LOW[index]) < 0;
    }

    private boolean toDecimalSlowly(int precision, int scale) {
        if (isTooLong()) {
            return false;
        }
        BigDecimal exact = exact();
        // Of a huge power of ten the digits are not worth writing out: it does not fit, or it rounds to zero.
        long wholeDigits = exact.precision() - (long) exact.scale();
        if (exact.signum() != 0 && wholeDigits > precision) {
            return false;
        }
        BigInteger unscaled = wholeDigits < -scale - 1L
                ? BigInteger.ZERO
                : exact.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
        if (unscaled.abs().compareTo(BigInteger.TEN.pow(precision)) >= 0) {
            return false;
        }
        high = unscaled.shiftRight(64).longValue();
        value = unscaled.longValue();
        return true;
    }

    private boolean isTooLong() {
        return end - start > MOST_CHARACTERS;
    }

    private BigDecimal exact() {
        String mantissa = new String(data, start, mantissaEnd - start, StandardCharsets.ISO_8859_1);
        return new BigDecimal(mantissa).scaleByPowerOfTen(power);
    }

    private String text() {
        return new String(data, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
