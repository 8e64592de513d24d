package io.millrace.expr.kernel;

import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;

/**
 * CAST of times and intervals to text: {@code 2024-02-29}, {@code 12:34:56.7}, {@code 2024-02-29 12:34:56.789},
 * {@code +1 02:03:04.005}, {@code +1-02}. A timestamp shows all digits of its precision, a TIME drops zeros at the end but
 * one, as in Flink.
 */
public final class TimeTexts {

    /** Room for any of them: a year may have ten digits and a sign. */
    private static final int ROOM = 48;

    private TimeTexts() {}

    public static void dateToText(int epochDay, Utf8 out) {
        byte[] to = out.scratch(ROOM);
        out.setScratch(putDate(to, 0, epochDay));
    }

    public static void timeToText(int millis, int precision, Utf8 out) {
        byte[] to = out.scratch(ROOM);
        int at = putClock(to, 0, millis / 1_000);
        if (precision > 0) {
            int rest = millis % 1_000;
            to[at++] = '.';
            for (int i = 0; i < precision; i++) {
                to[at++] = (byte) ('0' + rest / 100);
                rest = rest % 100 * 10;
                if (rest == 0) {
                    break;
                }
            }
        }
        out.setScratch(at);
    }

    public static void microsToText(long micros, int precision, Utf8 out) {
        int day = Civil.dayOfMicros(micros);
        long microsOfDay = micros - day * Civil.MICROS_PER_DAY;
        putTimestamp(day, microsOfDay, 0, precision, out);
    }

    public static void nanosToText(TimestampNanos time, int precision, Utf8 out) {
        int day = TimeConversions.nanosToDate(time);
        long millisOfDay = Math.floorMod(time.millis(), (long) Civil.MILLIS_PER_DAY);
        putTimestamp(day, millisOfDay * 1_000, time.nanosOfMilli(), precision, out);
    }

    public static void instantToText(long micros, int precision, PipelineZone zone, Utf8 out) {
        microsToText(TimeConversions.toLocal(micros, zone), precision, out);
    }

    public static void instantNanosToText(TimestampNanos time, int precision, PipelineZone zone, Utf8 out) {
        long local = TimeConversions.toLocal(TimeConversions.micros(time.millis()), zone);
        int day = Civil.dayOfMicros(local);
        putTimestamp(day, local - day * Civil.MICROS_PER_DAY, time.nanosOfMilli(), precision, out);
    }

    private static void putTimestamp(int day, long microsOfDay, int moreNanos, int precision, Utf8 out) {
        byte[] to = out.scratch(ROOM);
        int at = putDate(to, 0, day);
        to[at++] = ' ';
        long second = microsOfDay / Civil.MICROS_PER_SECOND;
        at = putClock(to, at, (int) second);
        if (precision > 0) {
            long nanos = (microsOfDay - second * Civil.MICROS_PER_SECOND) * 1_000 + moreNanos;
            to[at++] = '.';
            at = Digits.putPadded(to, at, nanos / PowersOfTen.LONG[9 - precision], precision);
        }
        out.setScratch(at);
    }

    /** An interval of months: sign, years, months. */
    public static void monthsToText(int months, Utf8 out) {
        byte[] to = out.scratch(ROOM);
        long magnitude = Math.abs((long) months);
        to[0] = (byte) (months < 0 ? '-' : '+');
        int at = Digits.put(to, 1, magnitude / 12);
        to[at++] = '-';
        out.setScratch(Digits.putPadded(to, at, magnitude % 12, 2));
    }

    /** An interval of milliseconds: sign, days, time. */
    public static void millisToText(long millis, Utf8 out) {
        byte[] to = out.scratch(ROOM);
        to[0] = (byte) (millis < 0 ? '-' : '+');
        // The smallest long has no magnitude, but its days and what is left have.
        long days = Math.abs(millis / Civil.MILLIS_PER_DAY);
        int rest = (int) Math.abs(millis % Civil.MILLIS_PER_DAY);
        int at = Digits.put(to, 1, days);
        to[at++] = ' ';
        at = putClock(to, at, rest / 1_000);
        to[at++] = '.';
        out.setScratch(Digits.putPadded(to, at, rest % 1_000, 3));
    }

    private static int putDate(byte[] to, int start, int epochDay) {
        long date = Civil.date(epochDay);
        int year = Civil.year(date);
        int at = start;
        if (year < 0) {
            to[at++] = '-';
            year = -year;
        }
        at = Digits.putPadded(to, at, year, Math.max(4, Digits.count(year)));
        to[at++] = '-';
        at = Digits.putPadded(to, at, Civil.month(date), 2);
        to[at++] = '-';
        return Digits.putPadded(to, at, Civil.day(date), 2);
    }

    private static int putClock(byte[] to, int start, int secondOfDay) {
        int at = Digits.putPadded(to, start, secondOfDay / 3_600, 2);
        to[at++] = ':';
        at = Digits.putPadded(to, at, secondOfDay / 60 % 60, 2);
        to[at++] = ':';
        return Digits.putPadded(to, at, secondOfDay % 60, 2);
    }
}
