package io.millrace.model.shape;

import io.millrace.model.problem.Problem;
import java.util.Optional;

/** Takes what a reader complains about and knows what the places mean: a field of a node, a line of a text. */
@FunctionalInterface
public interface Findings {

    /**
     * Takes a problem.
     *
     * @param place where it is; the problem itself does not say yet
     * @param problem code, message and values
     * @param repair what would mend it
     */
    void report(Place place, Problem problem, Optional<Repair> repair);
}
