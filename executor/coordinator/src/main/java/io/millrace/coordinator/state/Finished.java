package io.millrace.coordinator.state;

import java.util.Set;

/**
 * All input was read and all output is visible.
 */
public record Finished() implements JobState {

    @Override
    public Phase phase() {
        return Phase.FINISHED;
    }

    @Override
    public Set<Phase> next() {
        return Set.of();
    }

    @Override
    public long attempt() {
        return 0;
    }

    @Override
    public Decision decide(JobView view) {
        return Decision.stay();
    }
}
