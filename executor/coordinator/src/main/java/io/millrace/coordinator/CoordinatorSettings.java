package io.millrace.coordinator;

import io.millrace.coordinator.checkpoint.CheckpointSettings;
import java.time.Duration;

/**
 * The times by which a coordinator decides.
 *
 * @param lease how long after a heartbeat an executor may begin what only one executor may do
 * @param lostAfter silence after which an executor counts as lost; longer than the lease, by as much as two clocks may
 *     drift apart in that time
 * @param noContactAfter silence after which a status is no longer shown as known, and nothing new is given to an executor
 * @param resendAfter when a command without visible effect is said again
 * @param settle how long a job waits for as many workers as it has tasks side by side, before it makes do with fewer
 * @param deployLimit how long executors may take to get ready
 * @param stopLimit how long a stop may take before it becomes a cancellation
 * @param restarts when and how often a job is started again
 * @param checkpoints when checkpoints are given up and how many are kept
 */
public record CoordinatorSettings(
        Duration lease,
        Duration lostAfter,
        Duration noContactAfter,
        Duration resendAfter,
        Duration settle,
        Duration deployLimit,
        Duration stopLimit,
        RestartPolicy restarts,
        CheckpointSettings checkpoints) {

    /** The share of the lease that clocks may drift apart while it lasts. */
    private static final int DRIFT_DIVISOR = 10;

    /** No process runs for so long, and a monotonic clock can still be added to it. */
    private static final Duration NEVER = Duration.ofDays(10_000);

    public CoordinatorSettings {
        if (lostAfter.compareTo(lease.plus(lease.dividedBy(DRIFT_DIVISOR))) < 0) {
            throw new IllegalArgumentException("An executor whose lease lasts " + lease
                    + " must not count as lost after " + lostAfter + "; at least a tenth more is needed");
        }
        if (noContactAfter.compareTo(lostAfter) > 0) {
            throw new IllegalArgumentException("Contact is missed before an executor is lost");
        }
    }

    /** For heartbeats of one second. */
    public static CoordinatorSettings standard() {
        return new CoordinatorSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(12),
                Duration.ofSeconds(4),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofMinutes(2),
                Duration.ofMinutes(10),
                RestartPolicy.standard(),
                CheckpointSettings.standard());
    }

    /**
     * For a coordinator and its only executor in one process: they end together and never miss each other, all events are
     * told at once, and nothing is started again.
     */
    public static CoordinatorSettings inOneProcess() {
        return new CoordinatorSettings(
                NEVER,
                NEVER.multipliedBy(2),
                NEVER.multipliedBy(2),
                Duration.ofSeconds(1),
                Duration.ZERO,
                NEVER,
                NEVER,
                RestartPolicy.none(),
                CheckpointSettings.standard());
    }

    /** The same times with another policy. */
    public CoordinatorSettings with(RestartPolicy policy) {
        return new CoordinatorSettings(
                lease, lostAfter, noContactAfter, resendAfter, settle, deployLimit, stopLimit, policy, checkpoints);
    }
}
