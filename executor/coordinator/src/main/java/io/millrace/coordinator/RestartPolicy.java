package io.millrace.coordinator;

import java.time.Duration;

/**
 * When and how often a job that broke is started again.
 *
 * @param first the pause before the first restart; doubled with each further one
 * @param longest the longest pause
 * @param mostInARow how many failures of the job itself may follow each other; lost executors are not its failure and are
 *     not limited
 * @param stableAfter running for so long ends a row
 */
public record RestartPolicy(Duration first, Duration longest, int mostInARow, Duration stableAfter) {

    /** 1 s, 2 s, 4 s … 1 min; ten in a row. */
    public static RestartPolicy standard() {
        return new RestartPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 10, Duration.ofMinutes(10));
    }

    /** Whatever breaks a job is its end, at once. */
    public static RestartPolicy none() {
        return new RestartPolicy(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);
    }

    /** The pause before restart number {@code restart}, from 1. */
    public Duration pause(int restart) {
        Duration pause = first;
        for (int i = 1; i < restart && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
