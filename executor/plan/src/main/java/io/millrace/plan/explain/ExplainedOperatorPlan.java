package io.millrace.plan.explain;

import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.NodePolicy;
import io.millrace.protocol.plan.PlanEdge;
import java.time.ZoneId;
import java.util.List;

/**
 * The operator plan.
 *
 * @param timeZone the pipeline's time zone
 * @param operators each behind those it reads
 * @param fragments which operators run in one task, and how many such tasks there are
 * @param edges how rows get from operator to operator
 * @param policies what each node does about rows it cannot process
 */
public record ExplainedOperatorPlan(
        ZoneId timeZone,
        List<ExplainedOperator> operators,
        List<Fragment> fragments,
        List<PlanEdge> edges,
        List<NodePolicy> policies) {

    public ExplainedOperatorPlan {
        operators = List.copyOf(operators);
        fragments = List.copyOf(fragments);
        edges = List.copyOf(edges);
        policies = List.copyOf(policies);
    }
}
