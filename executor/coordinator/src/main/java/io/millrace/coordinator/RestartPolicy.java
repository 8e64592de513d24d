package io.millrace.coordinator;

import java.time.Duration;

/**
 * When and how often a job that broke is started again.
 *
 * @param first the pause before the first restart; doubled with each further one, until an attempt gets as far as a checkpoint
 *     whose output is visible
 * @param longest the longest pause
 * @param mostInARow how many failures of the job itself may follow each other; lost executors are not its failure and are
 *     not limited
 * @param mostOfOthers how many failures of other systems may follow each other: a disk that is full, a server that is away
 * @param stableAfter running for so long ends a row
 */
public record RestartPolicy(Duration first, Duration longest, int mostInARow, int mostOfOthers, Duration stableAfter) {

    /** 1 s, 2 s, 4 s … 1 min; ten in a row of its own, and a thousand of others: at a minute each the better part of a day. */
    public static RestartPolicy standard() {
        return new RestartPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 10, 1_000, Duration.ofMinutes(10));
    }

    /** Whatever breaks a job is its end, at once. */
    public static RestartPolicy none() {
        return new RestartPolicy(Duration.ZERO, Duration.ZERO, 0, 0, Duration.ZERO);
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
