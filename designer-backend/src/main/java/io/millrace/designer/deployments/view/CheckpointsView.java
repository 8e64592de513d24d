package io.millrace.designer.deployments.view;

import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.CheckpointsNow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How the checkpoints of a deployment are that runs.
 *
 * @param last the last one that counts: from there it would go on
 * @param underWay the one that is being taken
 * @param trouble what is wrong, while none comes about
 */
public record CheckpointsView(Optional<Last> last, Optional<UnderWay> underWay, Optional<Trouble> trouble) {

    /**
     * The last one that counts.
     *
     * @param at when it was complete
     */
    public record Last(long number, Instant at) {}

    /**
     * One that is being taken.
     *
     * @param executors how many take part
     * @param aligned on how many of these the barrier has passed all tasks
     * @param written how many of these have written their parts
     */
    public record UnderWay(long number, Instant since, int executors, int aligned, int written) {}

    /**
     * Why none comes about.
     *
     * @param since when the first of these began
     * @param failed how many in a row
     * @param reason of the latest
     */
    public record Trouble(Instant since, int failed, Reason reason) {}

    /** As the coordinator sees them. */
    public static CheckpointsView of(CheckpointsNow now) {
        return new CheckpointsView(
                now.last().map(row -> new Last(row.number(), time(row).plus(row.duration()))),
                now.underWay()
                        .map(it -> new UnderWay(
                                it.number(), time(it.startedMicros()), it.executors(), it.aligned(), it.written())),
                now.failed().stream()
                        .findFirst()
                        .flatMap(CheckpointRow::error)
                        .map(error -> new Trouble(
                                time(now.failed().getLast()), now.failed().size(), Reason.of(error))));
    }

    private static Instant time(CheckpointRow row) {
        return time(row.startedMicros());
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
