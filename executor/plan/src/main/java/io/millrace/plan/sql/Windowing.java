package io.millrace.plan.sql;

import io.millrace.model.problem.TextRange;
import java.util.List;
import java.util.Optional;

/**
 * A call with an OVER.
 *
 * @param part the whole of it
 * @param function its name, in capital letters
 * @param arguments none where it says {@code *} or nothing
 * @param window what stands behind the OVER
 */
public record Windowing(Part part, String function, List<Part> arguments, Over window) {

    public Windowing {
        arguments = List.copyOf(arguments);
    }

    /**
     * What stands behind an OVER.
     *
     * @param isRows whether the frame is of a number of rows, and not of a time
     * @param preceding how far before the frame begins; absent for all
     */
    public record Over(
            TextRange range, List<Part> partition, List<Query.Order> order, boolean isRows, Optional<Part> preceding) {

        public Over {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
        }
    }
}
