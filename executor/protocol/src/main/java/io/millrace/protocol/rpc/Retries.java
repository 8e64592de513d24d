package io.millrace.protocol.rpc;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long each time up to two seconds, less up to half of it by chance, so that
 * many that were cut off together do not come back together. A coordinator that takes over gives executors 12 s to be heard
 * of; two seconds leave room for several tries. Not thread-safe.
 */
public final class Retries {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 5;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final RandomGenerator random;
    private int failures;

    /**
     * @param random for the chance in it
     */
    public Retries(RandomGenerator random) {
        this.random = random;
    }

    /** Something failed again: how long to wait now. */
    public Duration next() {
        long longest = Math.min(FIRST.toNanos() << Math.min(failures, MOST_DOUBLINGS), LONGEST.toNanos());
        failures++;
        return Duration.ofNanos(longest / 2 + random.nextLong(longest / 2));
    }

    /** It worked. */
    public void succeeded() {
        failures = 0;
    }
}
