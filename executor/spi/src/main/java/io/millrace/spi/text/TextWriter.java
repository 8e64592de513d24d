package io.millrace.spi.text;

import io.millrace.spi.format.RowEncoder.Buffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Writes values as text: what {@link NumberText}, {@link TimeText} and {@link Base64Text} read back to the same value. */
public final class TextWriter {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SMALLEST_LONG = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

    /** Pairs of digits, so that one division gives two. */
    private static final byte[] PAIRS = new byte[200];

    private static final int[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private static final int MOST_DIGITS = 20;
    private static final int SECONDS_PER_DAY = 86_400;

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    private TextWriter() {}

    /** {@code true} or {@code false}. */
    public static void putBoolean(Buffer to, boolean value) {
        byte[] text = value ? TRUE : FALSE;
        to.put(text, 0, text.length);
    }

    /** A whole number. */
    public static void putLong(Buffer to, long value) {
        if (value == Long.MIN_VALUE) {
            to.put(SMALLEST_LONG, 0, SMALLEST_LONG.length);
            return;
        }
        int start = to.reserve(MOST_DIGITS);
        byte[] bytes = to.bytes();
        int place = start;
        if (value < 0) {
            bytes[place++] = '-';
        }
        to.truncate(putDigits(bytes, place, Math.abs(value)));
    }

    /** Writes the digits of a number that is not negative; returns where they end. */
    private static int putDigits(byte[] bytes, int start, long value) {
        int end = start + digits(value);
        int place = end;
        long rest = value;
        while (rest >= 10) {
            int pair = (int) (rest % 100) * 2;
            bytes[--place] = PAIRS[pair + 1];
            bytes[--place] = PAIRS[pair];
            rest /= 100;
        }
        if (place > start) {
            bytes[start] = (byte) ('0' + rest);
        }
        return end;
    }

    private static int digits(long value) {
        int count = 1;
        for (long bound = 10; count < 19 && value >= bound; bound *= 10) {
            count++;
        }
        return count;
    }

    /** A DECIMAL of at most 18 digits, with all digits of its scale: {@code 12.50}. */
    public static void putDecimal(Buffer to, long unscaled, int scale) {
        if (scale == 0) {
            putLong(to, unscaled);
            return;
        }
        long power = 1;
        for (int i = 0; i < scale; i++) {
            power *= 10;
        }
        long magnitude = Math.abs(unscaled);
        if (unscaled < 0) {
            to.put((byte) '-');
        }
        putLong(to, magnitude / power);
        to.put((byte) '.');
        int start = to.reserve(scale);
        long rest = magnitude % power;
        for (int i = scale - 1; i >= 0; i--) {
            to.bytes()[start + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** A DECIMAL of any size, with all digits of its scale. */
    public static void putWideDecimal(Buffer to, long high, long low, int scale) {
        BigInteger unscaled = BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
        putAscii(to, new BigDecimal(unscaled, scale).toPlainString());
    }

    /** The shortest number that reads back to the same double; {@code NaN}, {@code Infinity}, {@code -Infinity}. */
    public static void putDouble(Buffer to, double value) {
        putAscii(to, Double.toString(value));
    }

    /** The shortest number that reads back to the same float; {@code NaN}, {@code Infinity}, {@code -Infinity}. */
    public static void putFloat(Buffer to, float value) {
        putAscii(to, Float.toString(value));
    }

    /** Text of which all characters are ASCII. */
    public static void putAscii(Buffer to, String text) {
        int start = to.reserve(text.length());
        byte[] bytes = to.bytes();
        for (int i = 0; i < text.length(); i++) {
            bytes[start + i] = (byte) text.charAt(i);
        }
    }

    /** {@code 2001-01-31}. */
    public static void putDate(Buffer to, int days) {
        // Howard Hinnant's civil_from_days: years that begin in March have their odd day at the end.
        long shifted = days + 719_468L;
        long era = Math.floorDiv(shifted, 146_097L);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long marchMonth = (5 * dayOfYear + 2) / 153;
        int day = (int) (dayOfYear - (153 * marchMonth + 2) / 5 + 1);
        int month = (int) (marchMonth < 10 ? marchMonth + 3 : marchMonth - 9);
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        if (year < 0 || year > 9_999) {
            putLong(to, year);
        } else {
            putPadded(to, (int) year, 4);
        }
        to.put((byte) '-');
        putPadded(to, month, 2);
        to.put((byte) '-');
        putPadded(to, day, 2);
    }

    /** {@code 13:45:00.250}: as many digits behind the point as {@code precision} says, none for 0. */
    public static void putTime(Buffer to, int millisOfDay, int precision) {
        putTimeOfDay(to, millisOfDay / 1_000, millisOfDay % 1_000 * 1_000_000, precision);
    }

    /**
     * Date and time of day with {@code separator} between.
     *
     * @param second seconds since 1970-01-01T00:00
     * @param nanos nanoseconds within the second
     */
    public static void putTimestamp(Buffer to, long second, int nanos, int precision, char separator) {
        putDate(to, (int) Math.floorDiv(second, (long) SECONDS_PER_DAY));
        to.put((byte) separator);
        putTimeOfDay(to, Math.floorMod(second, SECONDS_PER_DAY), nanos, precision);
    }

    private static void putTimeOfDay(Buffer to, int secondOfDay, int nanos, int precision) {
        putPadded(to, secondOfDay / 3_600, 2);
        to.put((byte) ':');
        putPadded(to, secondOfDay / 60 % 60, 2);
        to.put((byte) ':');
        putPadded(to, secondOfDay % 60, 2);
        if (precision > 0) {
            to.put((byte) '.');
            putPadded(to, nanos / POWERS[9 - precision], precision);
        }
    }

    private static void putPadded(Buffer to, int value, int width) {
        int start = to.reserve(width);
        int rest = value;
        for (int i = width - 1; i >= 0; i--) {
            to.bytes()[start + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Bytes as base64. */
    public static void putBase64(Buffer to, byte[] bytes, int start, int length) {
        int place = to.reserve(Base64Text.encodedLength(length));
        Base64Text.encode(bytes, start, length, to.bytes(), place);
    }
}
