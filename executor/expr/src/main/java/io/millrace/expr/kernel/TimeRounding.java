package io.millrace.expr.kernel;

import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.TimestampNanos;

/**
 * FLOOR and CEIL of times to a unit: the last start of one that is not later, the first that is not earlier. Weeks begin
 * on Sunday, as in Flink. A TIMESTAMP_LTZ is rounded on the clock of the pipeline's zone.
 */
public final class TimeRounding {

    private TimeRounding() {}

    public static int floorDate(int epochDay, CalendarUnit unit) {
        if (unit.months() == 0) {
            return unit == CalendarUnit.WEEK ? epochDay - Math.floorMod(epochDay + 4L, 7) : epochDay;
        }
        long date = Civil.date(epochDay);
        int year = Civil.year(date);
        long first =
                switch (unit) {
                    case MONTH -> Civil.epochDay(year, Civil.month(date), 1);
                    case QUARTER -> Civil.epochDay(year, (Civil.month(date) - 1) / 3 * 3 + 1, 1);
                    case YEAR -> Civil.epochDay(year, 1, 1);
                    case DECADE -> Civil.epochDay(year - Math.floorMod(year, 10), 1, 1);
                    case CENTURY -> Civil.epochDay(year - Math.floorMod(year - 1, 100), 1, 1);
                    default -> Civil.epochDay(year - Math.floorMod(year - 1, 1_000), 1, 1);
                };
        return checkedDay(first);
    }

    public static int ceilDate(int epochDay, CalendarUnit unit) {
        int floor = floorDate(epochDay, unit);
        return floor == epochDay ? floor : next(floor, unit);
    }

    /** The start of the unit after the one that starts on this day. */
    private static int next(int start, CalendarUnit unit) {
        return unit.months() > 0
                ? Civil.plusMonths(start, unit.months())
                : checkedDay(start + unit.micros() / Civil.MICROS_PER_DAY);
    }

    public static long floorTimestamp(long micros, CalendarUnit unit) {
        if (unit.isOfDays()) {
            return Civil.microsOfDay(floorDate(Civil.dayOfMicros(micros), unit));
        }
        return micros - Math.floorMod(micros, unit.micros());
    }

    public static long ceilTimestamp(long micros, CalendarUnit unit) {
        long floor = floorTimestamp(micros, unit);
        return floor == micros ? floor : next(floor, unit);
    }

    private static long next(long start, CalendarUnit unit) {
        return unit.isOfDays()
                ? Civil.microsOfDay(next(Civil.dayOfMicros(start), unit))
                : Arithmetic.addLong(start, unit.micros());
    }

    public static void floorNanos(TimestampNanos time, CalendarUnit unit, TimestampNanos out) {
        out.setMicros(floorTimestamp(TimeConversions.micros(time.millis()), unit));
    }

    public static void ceilNanos(TimestampNanos time, CalendarUnit unit, TimestampNanos out) {
        long micros = TimeConversions.micros(time.millis());
        long floor = floorTimestamp(micros, unit);
        out.setMicros(floor == micros && time.nanosOfMilli() == 0 ? floor : next(floor, unit));
    }

    public static long floorLocal(long micros, CalendarUnit unit, PipelineZone zone) {
        long local = TimeConversions.toLocal(micros, zone);
        return toInstant(floorTimestamp(local, unit), local, micros, unit, zone);
    }

    public static long ceilLocal(long micros, CalendarUnit unit, PipelineZone zone) {
        long local = TimeConversions.toLocal(micros, zone);
        return toInstant(ceilTimestamp(local, unit), local, micros, unit, zone);
    }

    /**
     * The instant at which the clock shows the rounded time. Units shorter than a day keep the offset of the instant they
     * come from: in an hour that the clock shows twice they must not fall back into the first one.
     */
    private static long toInstant(long rounded, long local, long instant, CalendarUnit unit, PipelineZone zone) {
        return unit.isOfDays()
                ? TimeConversions.toInstant(rounded, zone)
                : Arithmetic.addLong(instant, rounded - local);
    }

    public static void floorNanosLocal(TimestampNanos time, CalendarUnit unit, PipelineZone zone, TimestampNanos out) {
        out.setMicros(floorLocal(TimeConversions.micros(time.millis()), unit, zone));
    }

    public static void ceilNanosLocal(TimestampNanos time, CalendarUnit unit, PipelineZone zone, TimestampNanos out) {
        long micros = TimeConversions.micros(time.millis());
        long local = TimeConversions.toLocal(micros, zone);
        long floor = floorTimestamp(local, unit);
        long rounded = floor == local && time.nanosOfMilli() == 0 ? floor : next(floor, unit);
        out.setMicros(toInstant(rounded, local, micros, unit, zone));
    }

    public static int floorTime(int millis, CalendarUnit unit) {
        return (int) (floorTimestamp(millis * 1_000L, unit) / 1_000);
    }

    /** Fails when the next unit begins on the next day. */
    public static int ceilTime(int millis, CalendarUnit unit) {
        long ceil = ceilTimestamp(millis * 1_000L, unit) / 1_000;
        if (ceil >= Civil.MILLIS_PER_DAY) {
            throw RowError.OVERFLOW;
        }
        return (int) ceil;
    }

    private static int checkedDay(long day) {
        if ((int) day != day) {
            throw RowError.OVERFLOW;
        }
        return (int) day;
    }
}
