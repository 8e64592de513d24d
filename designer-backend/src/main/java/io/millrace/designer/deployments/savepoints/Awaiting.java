package io.millrace.designer.deployments.savepoints;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.CheckpointStatus;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.model.error.RunError;
import java.util.List;
import java.util.Optional;

/** What is to be done about a savepoint that has no checkpoint yet: decided from the rows alone. */
sealed interface Awaiting {

    /** It is made of this one. */
    record Found(CheckpointRow checkpoint) implements Awaiting {}

    /** The deployment is to take one. */
    record Ask() implements Awaiting {}

    /** The deployment is to be suspended, as was asked for with it. */
    record Suspend() implements Awaiting {}

    /** Nothing now. */
    record Wait() implements Awaiting {}

    /** There will be none. */
    record Never(RunError reason) implements Awaiting {}

    /**
     * Decides.
     *
     * @param checkpoints what the log says of its deployment's, the highest number first
     */
    static Awaiting of(SavepointRow savepoint, DeploymentRow deployment, List<CheckpointRow> checkpoints) {
        Optional<CheckpointRow> last =
                checkpoints.stream().filter(CheckpointRow::counts).findFirst();
        if (deployment.endedAt().isPresent()) {
            return ended(savepoint, deployment, last);
        }
        if (savepoint.stop()) {
            // Its last checkpoint is the one that it ends at.
            return deployment.last().desired() == Desired.RUN ? new Suspend() : new Wait();
        }
        // The latest one: it stays longest before others take its place, and until it is pinned nothing else keeps it.
        Optional<CheckpointRow> later = checkpoints.stream()
                .filter(row -> row.number() > savepoint.afterCheckpoint() && row.status() == CheckpointStatus.COMMITTED)
                .findFirst();
        if (later.isPresent()) {
            return new Found(later.get());
        }
        Optional<RunError> failed = checkpoints.stream()
                .filter(row -> row.number() > savepoint.afterCheckpoint())
                .filter(_ -> last.filter(row -> row.number() > savepoint.afterCheckpoint())
                        .isEmpty())
                .flatMap(row -> row.error().stream())
                .findFirst();
        if (failed.isPresent()) {
            return new Never(failed.get());
        }
        return deployment.last().desired() == Desired.RUN ? new Ask() : new Wait();
    }

    private static Awaiting ended(SavepointRow savepoint, DeploymentRow deployment, Optional<CheckpointRow> last) {
        if (deployment.hasReadOn()) {
            return new Never(RunError.external(
                    "savepoint.readOn",
                    "The deployment %s came to its end first, and has made visible what it read after its last checkpoint."
                            .formatted(deployment.id()),
                    false));
        }
        return last.filter(row -> savepoint.stop() || row.number() > savepoint.afterCheckpoint())
                .<Awaiting>map(Found::new)
                .orElseGet(() -> new Never(RunError.external(
                        "savepoint.ended",
                        "The deployment %s ended before it took a checkpoint for it.".formatted(deployment.id()),
                        false)));
    }
}
