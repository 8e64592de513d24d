package io.millrace.launcher.process;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pause before a child is started again: half a second, doubled with every failure in a row up to half a minute, and a
 * fifth more or less by chance, so that children which fell together do not rise together.
 */
public final class BackOff {

    private static final long FIRST_MS = 500;
    private static final long LONGEST_MS = 30_000;
    private static final double SPREAD = 0.2;
    private static final int DOUBLINGS = 16;

    private final RandomGenerator random;

    /** @param random seeded by the caller */
    public BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** @param failures in a row, the last one included; at least 1 */
    Duration pause(int failures) {
        long plain = Math.min(LONGEST_MS, FIRST_MS << Math.min(failures - 1, DOUBLINGS));
        return Duration.ofMillis(Math.round(plain * random.nextDouble(1 - SPREAD, 1 + SPREAD)));
    }
}
