package io.millrace.protocol.job;

import io.millrace.model.error.RunError;
import java.util.List;
import java.util.Optional;

/**
 * What a checkpoint holds of a key, or why nobody can tell.
 *
 * @param id that of the {@link StateQuery}
 * @param error why there is no answer; then there are no states
 * @param states those that are found by a key, in plan order
 */
public record StateAnswer(long id, Optional<RunError> error, List<KeyedState> states) {

    public StateAnswer {
        states = List.copyOf(states);
    }

    /** These states. */
    public static StateAnswer of(long id, List<KeyedState> states) {
        return new StateAnswer(id, Optional.empty(), states);
    }

    /** None, because of this. */
    public static StateAnswer failed(long id, RunError error) {
        return new StateAnswer(id, Optional.of(error), List.of());
    }
}
