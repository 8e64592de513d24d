package io.millrace.expr.kernel;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.TimestampNanos;

/**
 * CAST between times. A coarser precision cuts digits off, towards the past. {@code unitMicros} and {@code unitNanos}
 * are the length of the last digit of the target's precision.
 */
public final class TimeConversions {

    /** TO_TIMESTAMP_LTZ answers the instants from 0000-01-01T00:00 UTC ... */
    private static final long FIRST_EPOCH_MICROS = -62_167_219_200_000_000L;

    /** ... to 9999-12-31T23:59:59.999 UTC. */
    private static final long LAST_EPOCH_MICROS = 253_402_300_799_999_000L;

    private TimeConversions() {}

    /** The local time on the clock of the zone at an instant, both in microseconds. */
    static long toLocal(long instant, PipelineZone zone) {
        long second = Math.floorDiv(instant, Civil.MICROS_PER_SECOND);
        return Civil.plus(instant, zone.offsetAtInstant(second), Civil.MICROS_PER_SECOND);
    }

    /** The instant at which the clock of the zone shows a local time, both in microseconds. */
    static long toInstant(long local, PipelineZone zone) {
        long second = Math.floorDiv(local, Civil.MICROS_PER_SECOND);
        return Civil.plus(local, -zone.offsetAtLocal(second), Civil.MICROS_PER_SECOND);
    }

    /** Milliseconds as microseconds; fails beyond the range of a timestamp. */
    static long micros(long millis) {
        return Civil.plus(0, millis, 1_000);
    }

    private static long cut(long micros, long unitMicros) {
        return unitMicros == 1 ? micros : micros - Math.floorMod(micros, unitMicros);
    }

    private static void cut(long millis, int nanosOfMilli, int unitNanos, TimestampNanos out) {
        out.set(millis, nanosOfMilli - nanosOfMilli % unitNanos);
    }

    // Between timestamps of one kind.

    public static long microsToMicros(long micros, long unitMicros) {
        return cut(micros, unitMicros);
    }

    public static void microsToNanos(long micros, TimestampNanos out) {
        out.setMicros(micros);
    }

    public static long nanosToMicros(TimestampNanos time, long unitMicros) {
        return cut(Arithmetic.addLong(micros(time.millis()), time.nanosOfMilli() / 1_000), unitMicros);
    }

    public static void nanosToNanos(TimestampNanos time, int unitNanos, TimestampNanos out) {
        cut(time.millis(), time.nanosOfMilli(), unitNanos, out);
    }

    // TIMESTAMP to TIMESTAMP_LTZ.

    public static long microsToInstant(long micros, long unitMicros, PipelineZone zone) {
        return cut(toInstant(micros, zone), unitMicros);
    }

    public static void microsToInstantNanos(long micros, PipelineZone zone, TimestampNanos out) {
        out.setMicros(toInstant(micros, zone));
    }

    public static long nanosToInstant(TimestampNanos time, long unitMicros, PipelineZone zone) {
        return cut(toInstant(nanosToMicros(time, 1), zone), unitMicros);
    }

    public static void nanosToInstantNanos(TimestampNanos time, int unitNanos, PipelineZone zone, TimestampNanos out) {
        long second = Math.floorDiv(time.millis(), 1_000L);
        cut(time.millis() - zone.offsetAtLocal(second) * 1_000L, time.nanosOfMilli(), unitNanos, out);
    }

    // TIMESTAMP_LTZ to TIMESTAMP.

    public static long microsToLocal(long micros, long unitMicros, PipelineZone zone) {
        return cut(toLocal(micros, zone), unitMicros);
    }

    public static void microsToLocalNanos(long micros, PipelineZone zone, TimestampNanos out) {
        out.setMicros(toLocal(micros, zone));
    }

    public static long nanosToLocal(TimestampNanos time, long unitMicros, PipelineZone zone) {
        return cut(toLocal(nanosToMicros(time, 1), zone), unitMicros);
    }

    public static void nanosToLocalNanos(TimestampNanos time, int unitNanos, PipelineZone zone, TimestampNanos out) {
        long second = Math.floorDiv(time.millis(), 1_000L);
        cut(time.millis() + zone.offsetAtInstant(second) * 1_000L, time.nanosOfMilli(), unitNanos, out);
    }

    // DATE and TIME to timestamps: midnight, or that time on 1970-01-01.

    public static long dateToMicros(int epochDay) {
        return Civil.microsOfDay(epochDay);
    }

    public static void dateToNanos(int epochDay, TimestampNanos out) {
        out.setMicros(Civil.microsOfDay(epochDay));
    }

    public static long dateToInstant(int epochDay, PipelineZone zone) {
        return toInstant(Civil.microsOfDay(epochDay), zone);
    }

    public static void dateToInstantNanos(int epochDay, PipelineZone zone, TimestampNanos out) {
        out.setMicros(dateToInstant(epochDay, zone));
    }

    public static long timeToMicros(int millis, long unitMicros) {
        return cut(millis * 1_000L, unitMicros);
    }

    public static void timeToNanos(int millis, TimestampNanos out) {
        out.set(millis, 0);
    }

    public static long timeToInstant(int millis, long unitMicros, PipelineZone zone) {
        return cut(toInstant(millis * 1_000L, zone), unitMicros);
    }

    public static void timeToInstantNanos(int millis, PipelineZone zone, TimestampNanos out) {
        out.setMicros(toInstant(millis * 1_000L, zone));
    }

    // Timestamps to DATE and TIME.

    public static int microsToDate(long micros) {
        return Civil.dayOfMicros(micros);
    }

    public static int nanosToDate(TimestampNanos time) {
        long day = Math.floorDiv(time.millis(), (long) Civil.MILLIS_PER_DAY);
        if ((int) day != day) {
            throw RowError.OVERFLOW;
        }
        return (int) day;
    }

    public static int microsToLocalDate(long micros, PipelineZone zone) {
        return Civil.dayOfMicros(toLocal(micros, zone));
    }

    public static int nanosToLocalDate(TimestampNanos time, PipelineZone zone) {
        return microsToLocalDate(nanosToMicros(time, 1), zone);
    }

    public static int microsToTime(long micros, int unitMillis) {
        int millis = (int) (Math.floorMod(micros, Civil.MICROS_PER_DAY) / 1_000);
        return timeToTime(millis, unitMillis);
    }

    public static int nanosToTime(TimestampNanos time, int unitMillis) {
        return timeToTime((int) Math.floorMod(time.millis(), (long) Civil.MILLIS_PER_DAY), unitMillis);
    }

    public static int microsToLocalTime(long micros, int unitMillis, PipelineZone zone) {
        return microsToTime(toLocal(micros, zone), unitMillis);
    }

    public static int nanosToLocalTime(TimestampNanos time, int unitMillis, PipelineZone zone) {
        return microsToLocalTime(nanosToMicros(time, 1), unitMillis, zone);
    }

    public static int timeToTime(int millis, int unitMillis) {
        return millis - millis % unitMillis;
    }

    /** TO_TIMESTAMP_LTZ of a count of units since 1970-01-01T00:00 UTC; NULL outside the years 0 to 9999. */
    public static long epochToInstant(long count, long unitMicros, NullFlag isNull) {
        if (count < FIRST_EPOCH_MICROS / unitMicros || count > LAST_EPOCH_MICROS / unitMicros) {
            isNull.raise();
            return 0;
        }
        return count * unitMicros;
    }
}
