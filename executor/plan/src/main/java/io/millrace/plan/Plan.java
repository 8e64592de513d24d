package io.millrace.plan;

import io.millrace.plan.graph.TypedGraph;
import io.millrace.plan.logical.LogicalPlan;
import io.millrace.plan.rewrite.AppliedRewrite;
import io.millrace.protocol.plan.OperatorPlan;
import java.util.List;

/**
 * A pipeline, planned for a deployment.
 *
 * @param graph what was planned
 * @param drawn what is computed, node by node as drawn
 * @param rewrites what was done to it, in order
 * @param logical what is computed, after all rewrites
 * @param operators what executors run
 */
public record Plan(
        TypedGraph graph,
        LogicalPlan drawn,
        List<AppliedRewrite> rewrites,
        LogicalPlan logical,
        OperatorPlan operators) {

    public Plan {
        rewrites = List.copyOf(rewrites);
    }
}
