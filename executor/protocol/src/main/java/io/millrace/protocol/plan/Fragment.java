package io.millrace.protocol.plan;

import java.util.List;

/**
 * Operators that run in one task, on one thread.
 *
 * @param id unique in the plan
 * @param operators ids, in an order in which every local edge goes from an earlier to a later one
 * @param parallelism how many tasks it runs as
 * @param blocking whether its operators may block, so that each task gets a thread of its own
 */
public record Fragment(int id, List<Integer> operators, int parallelism, boolean blocking) {

    public Fragment {
        operators = List.copyOf(operators);
        if (operators.isEmpty() || parallelism < 1) {
            throw new IllegalArgumentException(
                    "Fragment " + id + " has " + operators.size() + " operators and parallelism " + parallelism);
        }
    }
}
