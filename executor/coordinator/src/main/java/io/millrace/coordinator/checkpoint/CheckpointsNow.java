package io.millrace.coordinator.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * How the checkpoints of a job are, for people.
 *
 * @param last the last one that counts
 * @param failed those that have not come about since one did, the latest first
 * @param underWay the one that is being taken
 */
public record CheckpointsNow(Optional<CheckpointRow> last, List<CheckpointRow> failed, Optional<UnderWay> underWay) {

    /** None were taken, and none are. */
    public static final CheckpointsNow NONE = new CheckpointsNow(Optional.empty(), List.of(), Optional.empty());

    public CheckpointsNow {
        failed = List.copyOf(failed);
    }

    /**
     * A checkpoint that is being taken.
     *
     * @param startedMicros when it began, in microseconds since 1970-01-01T00:00 UTC
     * @param executors how many take part
     * @param aligned on how many of these the barrier has passed all tasks
     * @param written how many of these have written their parts
     */
    public record UnderWay(long number, long startedMicros, int executors, int aligned, int written) {}
}
