package io.millrace.designer.deployments.view;

import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.protocol.job.CheckpointFigures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A checkpoint of a deployment.
 *
 * @param number grows, with gaps
 * @param attempt which attempt took it
 * @param startedAt when it was begun
 * @param durationMs until it was known whether it counts
 * @param bytes all state it needs, wherever that was written
 * @param increment bytes it wrote itself
 * @param alignMs the longest that a task waited for the barrier from its other inputs
 * @param stallMs the longest that a task took in no rows
 * @param text what became of it, in a sentence
 * @param reason why it failed
 */
public record CheckpointView(
        long number,
        long attempt,
        Status status,
        Instant startedAt,
        long durationMs,
        long bytes,
        long increment,
        double alignMs,
        double stallMs,
        String text,
        Optional<Reason> reason) {

    private static final double MICROS_PER_MILLI = 1_000;

    /** What became of it. */
    public enum Status {
        /** An attempt may begin at it, and its output becomes visible. */
        COMPLETED("completed"),
        /** An attempt may begin at it, and its output is visible. */
        COMMITTED("committed"),
        /** It did not come about, or cannot be read any more. */
        FAILED("failed");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** As it is written. */
        @JsonValue
        public String text() {
            return text;
        }
    }

    /** As the log has it. */
    public static CheckpointView of(CheckpointRow row) {
        CheckpointFigures figures = row.figures();
        return new CheckpointView(
                row.number(),
                row.attempt(),
                switch (row.status()) {
                    case COMPLETED -> Status.COMPLETED;
                    case COMMITTED -> Status.COMMITTED;
                    case FAILED -> Status.FAILED;
                },
                Instant.EPOCH.plus(row.startedMicros(), ChronoUnit.MICROS),
                row.duration().toMillis(),
                figures.stateBytes(),
                figures.bytesWritten(),
                figures.alignMicros() / MICROS_PER_MILLI,
                figures.stallMicros() / MICROS_PER_MILLI,
                text(row),
                row.error().map(Reason::of));
    }

    private static String text(CheckpointRow row) {
        return switch (row.status()) {
            case COMPLETED -> "Complete; what it holds becomes visible.";
            case COMMITTED -> "Complete, and what it holds is visible.";
            case FAILED ->
                row.wasComplete()
                        ? "Was complete, and cannot be read any more."
                        : row.error().map(error -> error.message()).orElse("Failed.");
        };
    }
}
