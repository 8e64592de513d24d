package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.checkpoint.CheckpointTrouble;
import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tasks run. Ends when all have come to their ends; when an executor is lost or a task fails; or when the job is to stop.
 *
 * @param restarts how it came to this attempt
 */
public record Running(long attempt, Placement placement, Restarts restarts) implements JobState {

    @Override
    public Phase phase() {
        return Phase.RUNNING;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(Phase.COMMITTING, Phase.STOPPING, Phase.RESTARTING, Phase.CANCELLING);
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
        Optional<RunError> trouble =
                parts.troubleWhileRunning().or(() -> CheckpointTrouble.of(view, attempt, placement));
        if (trouble.isPresent()) {
            boolean stable = view.inState().compareTo(view.settings().restarts().stableAfter()) >= 0;
            return Trouble.after(view, attempt, placement, stable ? restarts.ended() : restarts, trouble.get());
        }
        if (view.desired() == Desired.STOP) {
            return Decision.go(new Stopping(attempt, placement));
        }
        List<Directive> directives = parts.tell(PartStatus.READY, new ExecutorCommand.Start(view.fence(attempt)));
        return Decision.stay(directives);
    }
}
