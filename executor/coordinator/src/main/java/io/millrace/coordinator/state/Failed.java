package io.millrace.coordinator.state;

import io.millrace.model.error.RunError;
import java.util.Set;

/**
 * It broke and is not started again. What was not visible then has been removed as far as that was possible.
 *
 * @param error what broke it
 */
public record Failed(RunError error) implements JobState {

    @Override
    public Phase phase() {
        return Phase.FAILED;
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
