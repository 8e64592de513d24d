package io.millrace.coordinator.checkpoint;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Prepared;
import java.time.Duration;
import java.util.Optional;

/**
 * What the log says of a checkpoint.
 *
 * @param deployment whose
 * @param number grows within the deployment, with gaps
 * @param attempt which attempt took it
 * @param manifest where its manifest is, for the storage; present once it was complete, also when it has failed since
 * @param prepared what it makes visible
 * @param error why it failed; present just then
 * @param startedMicros when it began, in microseconds since 1970-01-01T00:00 UTC
 * @param duration from then until the coordinator knew that it was complete or was not going to be; whole milliseconds
 * @param figures what it cost the executors
 */
public record CheckpointRow(
        DeploymentId deployment,
        long number,
        long attempt,
        CheckpointStatus status,
        Optional<String> manifest,
        Prepared prepared,
        Optional<RunError> error,
        long startedMicros,
        Duration duration,
        CheckpointFigures figures) {

    public CheckpointRow {
        duration = Duration.ofMillis(duration.toMillis());
        if (number < 1 || attempt < 1) {
            throw new IllegalArgumentException("Checkpoints and attempts count from 1: " + number + ", " + attempt);
        }
        if (manifest.isEmpty() && status != CheckpointStatus.FAILED) {
            throw new IllegalArgumentException("Checkpoint " + number + " counts and has no manifest");
        }
        if (error.isPresent() != (status == CheckpointStatus.FAILED)) {
            throw new IllegalArgumentException("A failed checkpoint has an error, and no other: " + number);
        }
    }

    /** The same, with its output visible. */
    CheckpointRow committed() {
        return next(CheckpointStatus.COMMITTED, Optional.empty());
    }

    /** The same, which cannot be read any more. */
    CheckpointRow damaged(RunError how) {
        return next(CheckpointStatus.FAILED, Optional.of(how));
    }

    private CheckpointRow next(CheckpointStatus then, Optional<RunError> how) {
        if (!status.mayBecome(then)) {
            throw new IllegalStateException("Checkpoint " + number + " is " + status + " and cannot be " + then);
        }
        return new CheckpointRow(
                deployment, number, attempt, then, manifest, prepared, how, startedMicros, duration, figures);
    }

    /** Whether an attempt may begin at it. */
    public boolean counts() {
        return status != CheckpointStatus.FAILED;
    }

    /** Whether it was complete once, also if it cannot be read any more. */
    public boolean wasComplete() {
        return manifest.isPresent();
    }
}
