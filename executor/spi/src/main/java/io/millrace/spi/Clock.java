package io.millrace.spi;

/** Time, as it comes in. Only the executor process reads the system's clocks; tests move theirs by hand. */
public interface Clock {

    /** A monotonic time in nanoseconds, for durations only. */
    long nanoTime();

    /** The time of day, in microseconds since 1970-01-01T00:00 UTC. */
    long wallMicros();

    /** Becomes done when {@link #nanoTime} has reached {@code nanoTime}. */
    Completion at(long nanoTime);
}
