package io.millrace.coordinator;

/** Time, as it comes in. */
public interface Clock {

    /** A monotonic time in nanoseconds. Decisions go by this one. */
    long nanoTime();

    /** The time of day in microseconds since 1970-01-01T00:00 UTC, for people and rows. */
    long wallMicros();
}
