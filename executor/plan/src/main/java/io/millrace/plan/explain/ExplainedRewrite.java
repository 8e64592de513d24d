package io.millrace.plan.explain;

import java.util.List;

/**
 * A rewrite that was applied.
 *
 * @param name which, as options name it
 * @param what what it did and where, in a sentence without the final stop
 * @param before the operators it changed, as they were
 * @param after what they have become
 */
public record ExplainedRewrite(
        String name, String what, List<ExplainedOperator> before, List<ExplainedOperator> after) {

    public ExplainedRewrite {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
