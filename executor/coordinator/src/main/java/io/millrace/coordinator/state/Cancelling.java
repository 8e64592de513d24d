package io.millrace.coordinator.state;

import io.millrace.coordinator.state.JobView.Presence;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import java.util.EnumSet;
import java.util.Set;

/**
 * All tasks end at once. Ends when none runs on an executor that has a lease; what a completed checkpoint prepared still
 * becomes visible then, and nothing else. An executor whose tasks do not end has to end
 * itself; it is then lost.
 *
 * @param outcome what the job comes to
 */
public record Cancelling(long attempt, Placement placement, JobState outcome) implements JobState {

    @Override
    public Phase phase() {
        return Phase.CANCELLING;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(Phase.COMMITTING, Phase.ABORTING, Phase.STOPPED, Phase.FAILED);
    }

    @Override
    public Set<ExecutorId> executors() {
        return placement.executors();
    }

    @Override
    public Decision decide(JobView view) {
        Parts parts = new Parts(view, attempt, placement);
        if (!parts.haveEnded()) {
            return Decision.stay(parts.cancel());
        }
        Prepared left = parts.prepared().without(view.checkpoints().decided());
        if (!view.checkpoints().toCommit().isEmpty()) {
            return Decision.go(Committing.ofCheckpoint(attempt + 1, placement.host(), view, left, outcome));
        }
        boolean canAbort = view.presence(placement.host()) == Presence.PRESENT && !left.isEmpty();
        return Decision.go(canAbort ? new Aborting(attempt + 1, placement.host(), left, outcome) : outcome);
    }
}
