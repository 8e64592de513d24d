package io.millrace.expr.kernel;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;

/**
 * CAST of text to times, as Flink reads it. A timestamp is {@code yyyy-[m]m-[d]d} and optionally a space and
 * {@code [h]h:[m]m:[s]s} with up to nine digits behind a point; a day that its month lacks becomes the last one, and
 * {@code 24:00:00} the next midnight.
 */
public final class TimeParsing {

    /** What the scanners answer for text that is not a time. */
    static final long MALFORMED = Long.MIN_VALUE;

    private static final int MAX_YEAR = 9_999;

    private TimeParsing() {}

    /** A TIMESTAMP to 6 digits. */
    public static long textToMicros(Utf8 text, long unitMicros) {
        long seconds = seconds(text);
        if (seconds == MALFORMED) {
            throw RowError.CAST_FAILED;
        }
        return micros(seconds, nanos(text), unitMicros);
    }

    /** A TIMESTAMP beyond 6 digits. */
    public static void textToNanos(Utf8 text, int unitNanos, TimestampNanos out) {
        long seconds = seconds(text);
        if (seconds == MALFORMED) {
            throw RowError.CAST_FAILED;
        }
        int nanos = nanos(text);
        int nanosOfMilli = nanos % 1_000_000;
        out.set(seconds * 1_000 + nanos / 1_000_000, nanosOfMilli - nanosOfMilli % unitNanos);
    }

    /** A TIMESTAMP_LTZ to 6 digits, written as local time. */
    public static long textToInstant(Utf8 text, long unitMicros, PipelineZone zone) {
        return TimeConversions.toInstant(textToMicros(text, unitMicros), zone);
    }

    /** A TIMESTAMP_LTZ beyond 6 digits, written as local time. */
    public static void textToInstantNanos(Utf8 text, int unitNanos, PipelineZone zone, TimestampNanos out) {
        textToNanos(text, unitNanos, out);
        TimeConversions.nanosToInstantNanos(out, 1, zone, out);
    }

    /** TO_TIMESTAMP without a format: NULL for text that is not a timestamp. */
    public static long toTimestamp(Utf8 text, NullFlag isNull) {
        long seconds = seconds(text);
        if (seconds == MALFORMED) {
            isNull.raise();
            return 0;
        }
        return micros(seconds, nanos(text), 1_000);
    }

    private static long micros(long seconds, int nanos, long unitMicros) {
        long micros = nanos / 1_000;
        return seconds * Civil.MICROS_PER_SECOND + (micros - micros % unitMicros);
    }

    /** Seconds since 1970-01-01T00:00, or {@link #MALFORMED}; what is behind the point is checked only. */
    private static long seconds(Utf8 text) {
        byte[] data = text.data();
        int start = text.start();
        int end = start + text.length();
        if (text.length() < 8 || data[start + 4] != '-') {
            return MALFORMED;
        }
        int year = number(data, start, start + 4);
        int monthEnd = fieldEnd(data, start + 5, end);
        int month = number(data, start + 5, monthEnd);
        if (monthEnd >= end || data[monthEnd] != '-') {
            return MALFORMED;
        }
        int dayEnd = fieldEnd(data, monthEnd + 1, end);
        int day = number(data, monthEnd + 1, dayEnd);
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
            return MALFORMED;
        }
        long epochDay = Civil.epochDay(year, month, Math.min(day, Civil.lengthOfMonth(year, month)));
        if (dayEnd == end) {
            return epochDay * 86_400L;
        }
        int secondOfDay = data[dayEnd] == ' ' ? clock(data, dayEnd + 1, end) : -1;
        return secondOfDay < 0 ? MALFORMED : epochDay * 86_400L + secondOfDay;
    }

    /** The second of the day that {@code [h]h:[m]m:[s]s[.fraction]} names, 86,400 for its end, or -1. */
    private static int clock(byte[] data, int start, int end) {
        int hourEnd = fieldEnd(data, start, end);
        int hour = number(data, start, hourEnd);
        int minuteEnd = colon(data, hourEnd, end);
        int minute = number(data, hourEnd + 1, minuteEnd);
        int secondEnd = colon(data, minuteEnd, end);
        int second = number(data, minuteEnd + 1, secondEnd);
        if (hour < 0 || minute < 0 || second < 0 || hour > 24 || minute > 59 || second > 59) {
            return -1;
        }
        boolean fraction = false;
        if (secondEnd < end) {
            if (data[secondEnd] != '.' || end - secondEnd > 10) {
                return -1;
            }
            for (int i = secondEnd + 1; i < end; i++) {
                if (!Digits.isDigit(data[i])) {
                    return -1;
                }
                fraction |= data[i] != '0';
            }
        }
        if (hour == 24 && (minute != 0 || second != 0 || fraction)) {
            return -1;
        }
        return hour * 3_600 + minute * 60 + second;
    }

    /** The end of the one or two digits after a colon at {@code at}; {@code at} itself when there is no colon. */
    private static int colon(byte[] data, int at, int end) {
        return at < end && data[at] == ':' ? fieldEnd(data, at + 1, end) : at;
    }

    /** The end of the one or two digits at {@code start}. */
    private static int fieldEnd(byte[] data, int start, int end) {
        int i = start;
        while (i < end && i < start + 2 && Digits.isDigit(data[i])) {
            i++;
        }
        return i;
    }

    /** The number in a range of digits; -1 when it is empty or has something else. */
    private static int number(byte[] data, int start, int end) {
        if (start >= end || end - start > 9) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            if (!Digits.isDigit(data[i])) {
                return -1;
            }
            value = value * 10 + (data[i] - '0');
        }
        return value;
    }

    /** The nanoseconds behind the only point of a well-formed timestamp. */
    private static int nanos(Utf8 text) {
        byte[] data = text.data();
        int end = text.start() + text.length();
        int point = end - 1;
        int first = Math.max(text.start(), end - 10);
        while (point >= first && data[point] != '.') {
            point--;
        }
        if (point < first) {
            return 0;
        }
        int digits = end - point - 1;
        return digits == 0 ? 0 : (int) (number(data, point + 1, end) * PowersOfTen.LONG[9 - digits]);
    }

    /** {@code yyyy}, {@code yyyy-m} or {@code yyyy-m-d}, with spaces around each; what follows the first space is left out. */
    public static int textToDate(Utf8 text) {
        byte[] data = text.data();
        int start = text.start();
        int end = start + text.length();
        int space = Utf8Bytes.indexOf(data, start, end, SPACE, 0, 1);
        if (space > start) {
            end = space;
        }
        int firstDash = dash(data, start, end);
        int secondDash = dash(data, firstDash + 1, end);
        int year = trimmed(data, start, firstDash);
        int month = firstDash < end ? trimmed(data, firstDash + 1, secondDash) : 1;
        int day = secondDash < end ? trimmed(data, secondDash + 1, end) : 1;
        if (year < 0 || year > MAX_YEAR || month < 1 || month > 12) {
            throw RowError.CAST_FAILED;
        }
        if (day < 1 || day > Civil.lengthOfMonth(year, month)) {
            throw RowError.CAST_FAILED;
        }
        return (int) Civil.epochDay(year, month, day);
    }

    private static final byte[] SPACE = {' '};

    /** The position of the next dash, or the end. */
    private static int dash(byte[] data, int start, int end) {
        int i = start;
        while (i < end && data[i] != '-') {
            i++;
        }
        return Math.min(i, end);
    }

    private static int trimmed(byte[] data, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && data[from] == ' ') {
            from++;
        }
        while (from < to && data[to - 1] == ' ') {
            to--;
        }
        return number(data, from, to);
    }

    /** {@code [h]h}, {@code [h]h:[m]m} or {@code [h]h:[m]m:[s]s[.fraction]}, rounded to milliseconds, then cut. */
    public static int textToTime(Utf8 text, int unitMillis) {
        byte[] data = text.data();
        int start = text.start();
        int end = start + text.length();
        int firstColon = colonOrEnd(data, start, end);
        int secondColon = colonOrEnd(data, firstColon + 1, end);
        int point = secondColon;
        while (point < end && data[point] != '.') {
            point++;
        }
        int hour = trimmed(data, start, firstColon);
        int minute = firstColon < end ? trimmed(data, firstColon + 1, secondColon) : 0;
        int second = secondColon < end ? trimmed(data, secondColon + 1, point) : 0;
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            throw RowError.CAST_FAILED;
        }
        int millis = ((hour * 60 + minute) * 60 + second) * 1_000 + (point < end ? fraction(data, point + 1, end) : 0);
        if (millis >= Civil.MILLIS_PER_DAY) {
            throw RowError.CAST_FAILED;
        }
        return millis - millis % unitMillis;
    }

    private static int colonOrEnd(byte[] data, int start, int end) {
        int i = start;
        while (i < end && data[i] != ':') {
            i++;
        }
        return Math.min(i, end);
    }

    /** Digits behind the point in milliseconds, rounded by the fourth. */
    private static int fraction(byte[] data, int start, int end) {
        int to = end;
        while (to > start && data[to - 1] == ' ') {
            to--;
        }
        int millis = 0;
        for (int i = start; i < to; i++) {
            if (!Digits.isDigit(data[i])) {
                throw RowError.CAST_FAILED;
            }
        }
        for (int i = 0; i < 3; i++) {
            millis = millis * 10 + (start + i < to ? data[start + i] - '0' : 0);
        }
        return start + 3 < to && data[start + 3] >= '5' ? millis + 1 : millis;
    }
}
