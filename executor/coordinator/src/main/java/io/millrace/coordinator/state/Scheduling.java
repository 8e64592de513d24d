package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.Scheduler;
import io.millrace.coordinator.Scheduler.Candidate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits for executors. Ends when there are as many workers as the job has tasks side by side, or after a while when there
 * is any; or when the job is not wanted any more.
 *
 * @param attempt the one to be placed
 * @param restarts how many restarts there were in a row
 */
public record Scheduling(long attempt, int restarts) implements JobState {

    @Override
    public Phase phase() {
        return Phase.SCHEDULING;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(Phase.DEPLOYING, Phase.STOPPED);
    }

    @Override
    public Decision decide(JobView view) {
        if (view.desired() != Desired.RUN) {
            return Decision.go(new Stopped(Optional.empty()));
        }
        List<Candidate> candidates = view.executors().candidates();
        int slots = candidates.stream().mapToInt(Candidate::slots).sum();
        boolean waitedLongEnough = view.inState().compareTo(view.settings().settle()) >= 0;
        if (slots >= view.deployment().parallelism() || (slots > 0 && waitedLongEnough)) {
            return Decision.go(
                    new Deploying(attempt, Scheduler.place(view.deployment().plan(), candidates), restarts));
        }
        return Decision.stay();
    }
}
