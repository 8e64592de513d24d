package io.millrace.coordinator.state;

import io.millrace.model.error.RunError;
import java.util.Optional;

/**
 * How a job came to its attempt.
 *
 * @param inARow how many restarts there were without a stable time between them
 * @param cause what broke the attempt before; empty when there was none
 */
public record Restarts(int inARow, Optional<RunError> cause) {

    /** It is the first attempt. */
    public static final Restarts NONE = new Restarts(0, Optional.empty());

    /** The row has ended: it ran for a stable time. */
    Restarts ended() {
        return new Restarts(0, cause);
    }
}
