package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Placement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * An attempt ends so that the next one goes on at another parallelism, from the checkpoint that was taken for that. Ends when
 * nothing of it runs on an executor that has a lease. Or the job is not wanted any more.
 *
 * @param attempt the one that ends
 * @param placement where it runs
 * @param restarts how it came to this attempt
 */
public record Rescaling(long attempt, Placement placement, Restarts restarts) implements JobState {

    @Override
    public Phase phase() {
        return Phase.RESCALING;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(Phase.SCHEDULING, Phase.CANCELLING);
    }

    @Override
    public Set<ExecutorId> executors() {
        return placement.executors();
    }

    @Override
    public Decision decide(JobView view) {
        if (view.desired() != Desired.RUN) {
            Optional<RunError> note =
                    view.desired() == Desired.CANCEL ? Optional.of(JobErrors.cancelled()) : Optional.empty();
            return new Decision.Go(new Cancelling(attempt, placement, new Stopped(note)), note);
        }
        Parts parts = new Parts(view, attempt, placement);
        return parts.haveEnded() ? Decision.go(new Scheduling(attempt + 1, restarts)) : Decision.stay(parts.cancel());
    }
}
