package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sources stop reading, and what was read goes through. Ends when all tasks have come to their ends; when an executor is
 * lost or a task fails, which is no reason any more to start again; when it takes too long; or when the job is cancelled.
 */
public record Stopping(long attempt, Placement placement) implements JobState {

    @Override
    public Phase phase() {
        return Phase.STOPPING;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(Phase.COMMITTING, Phase.CANCELLING);
    }

    @Override
    public Set<ExecutorId> executors() {
        return placement.executors();
    }

    @Override
    public Decision decide(JobView view) {
        Parts parts = new Parts(view, attempt, placement);
        if (parts.haveFinished()) {
            return Decision.go(Committing.last(parts, new Stopped(Optional.empty())));
        }
        if (view.desired() == Desired.CANCEL) {
            return Trouble.end(view, attempt, placement, JobErrors.cancelled());
        }
        Optional<RunError> trouble = parts.troubleWhileRunning()
                .or(() -> view.inState().compareTo(view.settings().stopLimit()) >= 0
                        ? Optional.of(JobErrors.stopTookTooLong(view.settings().stopLimit()))
                        : Optional.empty());
        if (trouble.isPresent()) {
            return Trouble.end(view, attempt, placement, trouble.get());
        }
        // A part that was never started is, or its tasks would never come to their ends.
        List<Directive> directives =
                new ArrayList<>(parts.tell(PartStatus.READY, new ExecutorCommand.Start(view.fence(attempt))));
        directives.addAll(parts.tell(PartStatus.RUNNING, new ExecutorCommand.Stop(view.fence(attempt))));
        return Decision.stay(directives);
    }
}
