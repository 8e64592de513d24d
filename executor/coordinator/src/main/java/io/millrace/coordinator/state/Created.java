package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A deployment was accepted. Ends at once: it is scheduled, or was not wanted for longer than a moment. */
public record Created() implements JobState {

    @Override
    public Phase phase() {
        return Phase.CREATED;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(Phase.SCHEDULING, Phase.STOPPED);
    }

    @Override
    public long attempt() {
        return 0;
    }

    @Override
    public Decision decide(JobView view) {
        return Decision.go(
                view.desired() == Desired.RUN ? new Scheduling(1, Restarts.NONE) : new Stopped(Optional.empty()));
    }
}
