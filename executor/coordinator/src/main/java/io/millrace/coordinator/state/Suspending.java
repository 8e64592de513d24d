package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.checkpoint.CheckpointStatus;
import io.millrace.coordinator.checkpoint.CheckpointTrouble;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A last checkpoint is taken, and the job ends there: what tasks do after it never becomes visible, so that another deployment
 * can go on from it. Ends when that checkpoint and its output are complete; when all tasks have come to their ends; when an
 * executor is lost, a task fails or storage does not take the checkpoint, since then the checkpoint before is as good a place to
 * end at; or when the job is stopped or cancelled.
 *
 * @param after the highest number of a checkpoint when this began; only a later one counts
 */
public record Suspending(long attempt, Placement placement, long after) implements JobState {

    @Override
    public Phase phase() {
        return Phase.SUSPENDING;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(Phase.COMMITTING, Phase.STOPPING, Phase.CANCELLING);
    }

    @Override
    public Set<ExecutorId> executors() {
        return placement.executors();
    }

    @Override
    public Decision decide(JobView view) {
        Parts parts = new Parts(view, attempt, placement);
        if (parts.haveFinished()) {
            return Decision.go(Committing.last(parts, new Finished()));
        }
        if (view.desired() == Desired.CANCEL) {
            return Trouble.end(view, attempt, placement, JobErrors.cancelled());
        }
        if (view.desired() == Desired.STOP) {
            return Decision.go(new Stopping(attempt, placement));
        }
        boolean isTaken = view.checkpoints()
                .last()
                .filter(row -> row.number() > after && row.status() == CheckpointStatus.COMMITTED)
                .isPresent();
        if (isTaken) {
            return Decision.go(new Cancelling(attempt, placement, new Stopped(Optional.empty())));
        }
        Optional<RunError> trouble = parts.troubleWhileRunning()
                .or(() -> CheckpointTrouble.notVisible(view, attempt, placement))
                .or(() -> CheckpointTrouble.endsEarlier(view, after));
        if (trouble.isPresent()) {
            return Trouble.end(view, attempt, placement, trouble.get());
        }
        return Decision.stay(parts.tell(PartStatus.READY, new ExecutorCommand.Start(view.fence(attempt))));
    }
}
