package io.millrace.plan.rewrite;

import io.millrace.plan.logical.LogicalPlan;
import java.util.Optional;

/** A way to make a plan cheaper that leaves its answer as it is. */
public interface Rewrite {

    /** Its name, as {@code explain} shows it and options name it: small letters and hyphens. */
    String name();

    /** Applies it once; empty when there is no place for it (any more). */
    Optional<Rewritten> apply(LogicalPlan plan);

    /**
     * What one application came to.
     *
     * @param what what has been done, in a sentence for people without the final stop
     */
    record Rewritten(LogicalPlan plan, String what) {}
}
