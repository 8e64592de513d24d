package io.millrace.coordinator.state;

import io.millrace.model.error.RunError;
import java.util.Optional;
import java.util.Set;

/**
 * Someone ended it. Without a note, what had been read is visible.
 *
 * @param note why nothing more of it is visible
 */
public record Stopped(Optional<RunError> note) implements JobState {

    @Override
    public Phase phase() {
        return Phase.STOPPED;
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
