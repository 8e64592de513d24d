package io.millrace.plan;

import io.millrace.model.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What planning came to.
 *
 * @param plan absent when a problem is an error
 */
public record Planning(Optional<Plan> plan, List<Problem> problems) {

    public Planning {
        problems = List.copyOf(problems);
    }

    /**
     * The plan.
     *
     * @throws IllegalArgumentException listing the problems, when there is none
     */
    public Plan require() {
        return plan.orElseThrow(() -> new IllegalArgumentException(problems.toString()));
    }
}
