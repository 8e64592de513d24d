package io.millrace.expr.value;

/**
 * A register for a timestamp beyond 6 digits: milliseconds since 1970-01-01T00:00 (of the zone-less calendar or of UTC)
 * and nanoseconds within the millisecond, 0 to 999,999. One thread writes it; equality and order are by value.
 */
public final class TimestampNanos implements Comparable<TimestampNanos> {

    private long millis;
    private int nanosOfMilli;

    /** 1970-01-01T00:00. */
    public TimestampNanos() {}

    /** A boxed value, not to be written again. */
    public static TimestampNanos of(long millis, int nanosOfMilli) {
        TimestampNanos value = new TimestampNanos();
        value.set(millis, nanosOfMilli);
        return value;
    }

    public long millis() {
        return millis;
    }

    public int nanosOfMilli() {
        return nanosOfMilli;
    }

    /** Writes the register; {@code nanosOfMilli} is 0 to 999,999. */
    public void set(long millis, int nanosOfMilli) {
        this.millis = millis;
        this.nanosOfMilli = nanosOfMilli;
    }

    /** Takes over the other register's value. */
    public void set(TimestampNanos other) {
        millis = other.millis;
        nanosOfMilli = other.nanosOfMilli;
    }

    /** Takes over a timestamp in microseconds. */
    public void setMicros(long micros) {
        millis = Math.floorDiv(micros, 1_000L);
        nanosOfMilli = (int) (micros - millis * 1_000L) * 1_000;
    }

    /** A copy that nobody writes. */
    public TimestampNanos copy() {
        return of(millis, nanosOfMilli);
    }

    @Override
    public int compareTo(TimestampNanos other) {
        int order = Long.compare(millis, other.millis);
        return order != 0 ? order : Integer.compare(nanosOfMilli, other.nanosOfMilli);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimestampNanos that && millis == that.millis && nanosOfMilli == that.nanosOfMilli;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(millis) * 31 + nanosOfMilli;
    }

    @Override
    public String toString() {
        return millis + " ms + " + nanosOfMilli + " ns";
    }
}
