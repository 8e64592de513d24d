package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Placement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * An attempt broke; the next one follows when the pause is over and nothing of this one runs on an executor that has a
 * lease. Or the job is not wanted any more.
 *
 * @param attempt the one that broke
 * @param placement where it ran
 * @param restarts which restart in a row this is, from 1
 * @param failures how many failures of the job itself are behind that
 * @param reason what broke it
 */
public record Restarting(long attempt, Placement placement, int restarts, int failures, RunError reason)
        implements JobState {

    /**
     * What follows an attempt that broke.
     *
     * @param restarts how the job came to it
     */
    static Restarting after(long attempt, Placement placement, Restarts restarts, RunError reason) {
        Restarts next = restarts.after(reason);
        return new Restarting(attempt, placement, next.inARow(), next.failures(), reason);
    }

    @Override
    public Phase phase() {
        return Phase.RESTARTING;
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
            RunError note = view.desired() == Desired.CANCEL ? JobErrors.cancelled() : reason;
            return Decision.go(new Cancelling(attempt, placement, new Stopped(Optional.of(note))), note);
        }
        Parts parts = new Parts(view, attempt, placement);
        boolean paused = view.inState().compareTo(view.settings().restarts().pause(restarts)) >= 0;
        if (paused && parts.haveEnded()) {
            return Decision.go(new Scheduling(attempt + 1, new Restarts(restarts, failures, Optional.of(reason))));
        }
        return Decision.stay(parts.cancel());
    }
}
