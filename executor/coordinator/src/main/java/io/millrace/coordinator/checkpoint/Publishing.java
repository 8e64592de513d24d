package io.millrace.coordinator.checkpoint;

import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint is complete, and what it prepared is to become visible. Ends when that is so. When it fails for good or for
 * too long, the attempt is started again: the next one begins with this.
 */
record Publishing(CheckpointRow row) implements CheckpointState {

    @Override
    public CheckpointDecision decide(CheckpointView view) {
        ExecutorId host = view.placement().host();
        Optional<Stage> stage = view.told(host, row.number()).map(PartCheckpoint::stage);
        // An attempt that began at a checkpoint does not run before it has made its output visible.
        boolean isVisible = row.attempt() < view.attempt() || stage.equals(Optional.of(Stage.COMMITTED));
        if (isVisible) {
            return new CheckpointDecision.Write(row.committed());
        }
        List<Directive> directives = new ArrayList<>(view.settle(row.number()));
        if (!stage.equals(Optional.of(Stage.COMMITTING))) {
            directives.addAll(
                    view.toHost(new ExecutorCommand.CommitCheckpoint(view.fence(), row.number(), row.prepared())));
        }
        return new CheckpointDecision.Tell(directives);
    }
}
