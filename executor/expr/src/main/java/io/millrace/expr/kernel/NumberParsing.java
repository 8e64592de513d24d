package io.millrace.expr.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * CAST of text to numbers and BOOLEAN, as Flink reads them. Integers: spaces around, a sign, digits, and digits behind a
 * point that are cut off. Decimals and floating point: as {@link BigDecimal} and {@link Double#parseDouble}; the plain
 * spellings are read here, the others go through those classes, which allocates.
 */
public final class NumberParsing {

    /** Doubles hold every integer of so many digits, and powers of ten up to 10^22 are exact. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] EXACT_POWERS = new double[EXACT_DIGITS + 1];

    static {
        double power = 1;
        for (int i = 0; i < EXACT_POWERS.length; i++) {
            EXACT_POWERS[i] = power;
            power *= 10;
        }
    }

    /** Beyond this exponent {@link BigDecimal} would build numbers of absurd size. */
    private static final int MAX_EXPONENT = 1000;

    private NumberParsing() {}

    /** {@code true}, {@code t}, {@code yes}, {@code y}, {@code 1} and their opposites, in either case. */
    public static boolean textToBoolean(Utf8 text) {
        if (isWord(text, "true")
                || isWord(text, "t")
                || isWord(text, "yes")
                || isWord(text, "y")
                || isWord(text, "1")) {
            return true;
        }
        if (isWord(text, "false")
                || isWord(text, "f")
                || isWord(text, "no")
                || isWord(text, "n")
                || isWord(text, "0")) {
            return false;
        }
        throw RowError.CAST_FAILED;
    }

    private static boolean isWord(Utf8 text, String word) {
        if (text.length() != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            byte b = text.byteAt(i);
            if ((b >= 'A' && b <= 'Z' ? b + 0x20 : b) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** An integer between the bounds. */
    public static int textToInt(Utf8 text, int min, int max) {
        long value = textToLong(text);
        if (value < min || value > max) {
            throw RowError.CAST_FAILED;
        }
        return (int) value;
    }

    public static long textToLong(Utf8 text) {
        byte[] data = text.data();
        int start = text.start();
        int end = start + text.length();
        while (start < end && data[start] == ' ') {
            start++;
        }
        while (start < end && data[end - 1] == ' ') {
            end--;
        }
        boolean negative = start < end && data[start] == '-';
        if (start < end && (negative || data[start] == '+')) {
            start++;
        }
        if (start == end) {
            throw RowError.CAST_FAILED;
        }
        // Counted down, because the smallest number has no positive counterpart.
        long value = 0;
        int i = start;
        for (; i < end && Digits.isDigit(data[i]); i++) {
            int digit = data[i] - '0';
            if (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
                throw RowError.CAST_FAILED;
            }
            value = value * 10 - digit;
        }
        if (i < end) {
            requireFraction(data, i, end);
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw RowError.CAST_FAILED;
        }
        return negative ? value : -value;
    }

    private static void requireFraction(byte[] data, int start, int end) {
        if (data[start] != '.') {
            throw RowError.CAST_FAILED;
        }
        for (int i = start + 1; i < end; i++) {
            if (!Digits.isDigit(data[i])) {
                throw RowError.CAST_FAILED;
            }
        }
    }

    /** A decimal of {@code scale} digits behind the point, below {@code bound} in magnitude. */
    public static long textToDecimal(Utf8 text, int scale, long bound) {
        long plain = plainDecimal(text, scale);
        if (plain == Long.MIN_VALUE) {
            Decimal128 slow = new Decimal128();
            slowDecimal(text, scale, slow);
            if (!slow.isLong()) {
                throw RowError.OVERFLOW;
            }
            plain = slow.low();
        }
        if (plain >= bound || plain <= -bound) {
            throw RowError.OVERFLOW;
        }
        return plain;
    }

    /** A decimal of {@code scale} digits behind the point and at most {@code precision} in all. */
    public static void textToWideDecimal(Utf8 text, int scale, int precision, Decimal128 out) {
        long plain = plainDecimal(text, scale);
        if (plain == Long.MIN_VALUE) {
            slowDecimal(text, scale, out);
        } else {
            out.set(plain);
        }
        if (!WideDecimals.hasPrecision(out, precision)) {
            throw RowError.OVERFLOW;
        }
    }

    /** Sign, digits and point with no more than 18 digits at the wanted scale; {@link Long#MIN_VALUE} for anything else. */
    private static long plainDecimal(Utf8 text, int scale) {
        byte[] data = text.data();
        int i = text.start();
        int end = i + text.length();
        boolean negative = i < end && data[i] == '-';
        if (negative) {
            i++;
        }
        long value = 0;
        int digits = 0;
        int behind = -1;
        for (; i < end; i++) {
            byte b = data[i];
            if (b == '.' && behind < 0) {
                behind = 0;
            } else if (Digits.isDigit(b) && behind < scale && ++digits <= 18) {
                value = value * 10 + (b - '0');
                behind += behind >= 0 ? 1 : 0;
            } else {
                return Long.MIN_VALUE;
            }
        }
        int missing = scale - Math.max(0, behind);
        if (digits == 0 || digits + missing > 18) {
            return Long.MIN_VALUE;
        }
        value *= PowersOfTen.LONG[missing];
        return negative ? -value : value;
    }

    private static void slowDecimal(Utf8 text, int scale, Decimal128 out) {
        try {
            BigDecimal value = new BigDecimal(text.toString().trim());
            long wholeDigits = (long) value.precision() - value.scale();
            if (wholeDigits > MAX_EXPONENT) {
                throw RowError.OVERFLOW;
            }
            out.set(
                    wholeDigits < -MAX_EXPONENT
                            ? BigInteger.ZERO
                            : value.setScale(scale, RoundingMode.HALF_UP).unscaledValue());
        } catch (NumberFormatException e) {
            throw RowError.CAST_FAILED;
        }
    }

    public static float textToFloat(Utf8 text) {
        try {
            return Float.parseFloat(text.toString());
        } catch (NumberFormatException e) {
            throw RowError.CAST_FAILED;
        }
    }

    public static double textToDouble(Utf8 text) {
        byte[] data = text.data();
        int i = text.start();
        int end = i + text.length();
        boolean negative = i < end && data[i] == '-';
        if (negative) {
            i++;
        }
        // Few digits with a point: both the digits and the power of ten are exact, so their quotient is the nearest
        // double (Clinger, How to Read Floating Point Numbers Accurately, 1990).
        long value = 0;
        int digits = 0;
        int behind = -1;
        for (; i < end && digits <= EXACT_DIGITS; i++) {
            byte b = data[i];
            if (b == '.' && behind < 0) {
                behind = 0;
            } else if (Digits.isDigit(b)) {
                digits++;
                value = value * 10 + (b - '0');
                behind += behind >= 0 ? 1 : 0;
            } else {
                return slowDouble(text);
            }
        }
        if (digits == 0 || digits > EXACT_DIGITS || i < end) {
            return slowDouble(text);
        }
        double magnitude = behind > 0 ? value / EXACT_POWERS[behind] : value;
        return negative ? -magnitude : magnitude;
    }

    private static double slowDouble(Utf8 text) {
        try {
            return Double.parseDouble(new String(text.data(), text.start(), text.length(), UTF_8));
        } catch (NumberFormatException e) {
            throw RowError.CAST_FAILED;
        }
    }
}
