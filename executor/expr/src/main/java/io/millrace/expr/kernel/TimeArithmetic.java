package io.millrace.expr.kernel;

import io.millrace.expr.value.RowError;
import io.millrace.expr.value.TimestampNanos;

/**
 * Times plus and minus intervals, and distances between times. Months end a date on the last day of a month that is too
 * short. A TIMESTAMP_LTZ is moved in UTC, as in Flink.
 */
public final class TimeArithmetic {

    private TimeArithmetic() {}

    /** {@code count} units of microseconds later. */
    public static long plus(long micros, long count, long unitMicros) {
        return Civil.plus(micros, count, unitMicros);
    }

    public static long plusMonths(long micros, long count, int unitMonths) {
        int day = Civil.dayOfMicros(micros);
        int later = Civil.plusMonths(day, Arithmetic.multiplyLong(count, unitMonths));
        return Arithmetic.addLong(micros, Arithmetic.multiplyLong((long) later - day, Civil.MICROS_PER_DAY));
    }

    /** As above, for an interval. */
    public static long plusMonths(long micros, int count, int unitMonths) {
        return plusMonths(micros, (long) count, unitMonths);
    }

    public static void nanosPlus(TimestampNanos time, long count, long unitMicros, TimestampNanos out) {
        long micros = TimeConversions.micros(time.millis());
        long moved = Civil.plus(micros, count, unitMicros);
        out.set(Math.floorDiv(moved, 1_000L), time.nanosOfMilli());
    }

    public static void nanosPlusMonths(TimestampNanos time, long count, int unitMonths, TimestampNanos out) {
        long moved = plusMonths(TimeConversions.micros(time.millis()), count, unitMonths);
        out.set(Math.floorDiv(moved, 1_000L), time.nanosOfMilli());
    }

    /** As above, for an interval. */
    public static void nanosPlusMonths(TimestampNanos time, int count, int unitMonths, TimestampNanos out) {
        nanosPlusMonths(time, (long) count, unitMonths, out);
    }

    /** The whole days of {@code count} units of milliseconds later. */
    public static int datePlus(int epochDay, long count, long unitMillis) {
        long days = Arithmetic.multiplyLong(count, unitMillis) / Civil.MILLIS_PER_DAY;
        long result = Arithmetic.addLong(epochDay, days);
        if ((int) result != result) {
            throw RowError.OVERFLOW;
        }
        return (int) result;
    }

    public static int datePlusMonths(int epochDay, long count, int unitMonths) {
        return Civil.plusMonths(epochDay, Arithmetic.multiplyLong(count, unitMonths));
    }

    /** As above, for an interval. */
    public static int datePlusMonths(int epochDay, int count, int unitMonths) {
        return Civil.plusMonths(epochDay, (long) count * unitMonths);
    }

    /** Round the clock. */
    public static int timePlus(int millis, long count, long unitMillis) {
        long moved = Arithmetic.addLong(millis, Arithmetic.multiplyLong(count, unitMillis) % Civil.MILLIS_PER_DAY);
        return (int) Math.floorMod(moved, (long) Civil.MILLIS_PER_DAY);
    }

    /** How many whole units lie between the two, counted in milliseconds as Flink does. */
    public static int difference(long from, long to, long unitMillis) {
        return checkedInt((Math.floorDiv(to, 1_000L) - Math.floorDiv(from, 1_000L)) / unitMillis);
    }

    public static int timeDifference(int from, int to, long unitMillis) {
        return checkedInt(((long) to - from) / unitMillis);
    }

    /** How many whole units of months lie between the two. */
    public static int differenceMonths(long from, long to, int unitMonths) {
        return from <= to ? monthsBetween(from, to) / unitMonths : -(monthsBetween(to, from) / unitMonths);
    }

    /** The most months that can be added to {@code early} without passing {@code late}. */
    private static int monthsBetween(long early, long late) {
        int earlyDay = Civil.dayOfMicros(early);
        int lateDay = Civil.dayOfMicros(late);
        long earlyDate = Civil.date(earlyDay);
        long lateDate = Civil.date(lateDay);
        int months =
                (Civil.year(lateDate) - Civil.year(earlyDate)) * 12 + Civil.month(lateDate) - Civil.month(earlyDate);
        int reached = Civil.plusMonths(earlyDay, months);
        boolean passed =
                reached > lateDay || (reached == lateDay && timeOfDay(early, earlyDay) > timeOfDay(late, lateDay));
        return passed ? months - 1 : months;
    }

    private static long timeOfDay(long micros, int day) {
        return micros - day * Civil.MICROS_PER_DAY;
    }

    private static int checkedInt(long value) {
        if ((int) value != value) {
            throw RowError.OVERFLOW;
        }
        return (int) value;
    }
}
