package io.millrace.launcher.chaos;

import io.millrace.launcher.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Waits for what other processes do. */
record Waiting(World world) {

    private static final long BETWEEN_LOOKS_MS = 50;

    /** Whether it is so. */
    @FunctionalInterface
    interface Condition {

        /** Looks once. */
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * Returns as soon as it is so.
     *
     * @param what ends "Not within 30 s: …"
     * @throws IOException when the limit has passed
     */
    void until(String what, Duration limit, Condition condition) throws IOException, InterruptedException {
        if (!within(limit, condition)) {
            throw new IOException("Not within " + limit.toSeconds() + " s: " + what);
        }
    }

    /** Whether it is so before the limit has passed; looks at least once. */
    boolean within(Duration limit, Condition condition) throws IOException, InterruptedException {
        Instant end = now().plus(limit);
        while (!condition.holds()) {
            if (now().isAfter(end)) {
                return false;
            }
            world.pause().ms(BETWEEN_LOOKS_MS);
        }
        return true;
    }

    /** Lets time pass. */
    void pause(Duration time) throws InterruptedException {
        world.pause().ms(time.toMillis());
    }

    Instant now() {
        return world.clock().instant();
    }
}
