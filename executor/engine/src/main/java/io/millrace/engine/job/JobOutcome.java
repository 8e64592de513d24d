package io.millrace.engine.job;

import io.millrace.model.error.RunError;
import java.util.Optional;

/**
 * How a job ended.
 *
 * @param state a final state
 * @param error what ended it, when it failed
 */
public record JobOutcome(JobState state, Optional<RunError> error) {

    public JobOutcome {
        if (!state.isFinal() || error.isPresent() != (state == JobState.FAILED)) {
            throw new IllegalArgumentException(state + " does not go with " + error);
        }
    }
}
