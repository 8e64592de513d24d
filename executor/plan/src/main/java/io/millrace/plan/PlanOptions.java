package io.millrace.plan;

import java.util.Set;

/**
 * How to plan.
 *
 * @param parallelism how many tasks a fragment runs as where nothing forbids it
 * @param skippedRewrites names of the rewrites to leave out
 */
public record PlanOptions(int parallelism, Set<String> skippedRewrites) {

    /** More tasks than any machine of ours has cores for. */
    public static final int MOST_PARALLELISM = 1_024;

    public PlanOptions {
        skippedRewrites = Set.copyOf(skippedRewrites);
        if (parallelism < 1 || parallelism > MOST_PARALLELISM) {
            throw new IllegalArgumentException(
                    "The parallelism lies between 1 and " + MOST_PARALLELISM + ", so it cannot be " + parallelism);
        }
    }

    /** All rewrites. */
    public static PlanOptions ofParallelism(int parallelism) {
        return new PlanOptions(parallelism, Set.of());
    }
}
