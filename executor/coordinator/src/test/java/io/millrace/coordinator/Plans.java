package io.millrace.coordinator;

import io.millrace.model.json.JsonObject;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans of which only the shape matters. */
public final class Plans {

    private Plans() {}

    /** A chain of fragments with one operator each, of these parallelisms, each reading from the one before. */
    public static OperatorPlan chain(Distribution between, int... parallelisms) {
        List<PhysicalOperator> operators = new ArrayList<>();
        List<Fragment> fragments = new ArrayList<>();
        List<PlanEdge> edges = new ArrayList<>();
        for (int i = 0; i < parallelisms.length; i++) {
            operators.add(new PhysicalOperator(
                    i, "calc", List.of("n" + i), List.of(), List.of(), JsonObject.EMPTY, Map.of()));
            fragments.add(new Fragment(i, List.of(i), parallelisms[i], false));
            if (i > 0) {
                edges.add(new PlanEdge(i - 1, 0, i, 0, between));
            }
        }
        return new OperatorPlan(ZoneOffset.UTC, operators, fragments, edges, List.of());
    }

    /** A deployment of a chain with two tasks each. */
    public static Deployment deployment(String id, String pipeline) {
        return new Deployment(
                new DeploymentId(id),
                new Deployment.Target(pipeline, "default"),
                "r1",
                Map.of(),
                new Deployment.StartFrom.Beginning(),
                chain(new Distribution.Rebalance(), 2, 2),
                Optional.empty());
    }
}
