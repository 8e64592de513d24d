package io.millrace.testkit.cluster;

import io.millrace.model.json.JsonObject;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Source, aggregation and sink in a fragment each; only their number of tasks matters to a coordinator. */
final class SimulatedPlan {

    private SimulatedPlan() {}

    static OperatorPlan of(int parallelism, int sinkTasks) {
        return new OperatorPlan(
                ZoneOffset.UTC,
                List.of(operator(0, "source"), operator(1, "aggregate"), operator(2, "sink")),
                List.of(
                        new Fragment(0, List.of(0), parallelism, false),
                        new Fragment(1, List.of(1), parallelism, false),
                        new Fragment(2, List.of(2), sinkTasks, false)),
                List.of(
                        new PlanEdge(0, 0, 1, 0, new Distribution.Hash(List.of(0))),
                        new PlanEdge(1, 0, 2, 0, new Distribution.Rebalance())),
                List.of());
    }

    private static PhysicalOperator operator(int id, String type) {
        return new PhysicalOperator(id, type, List.of(type), List.of(), List.of(), JsonObject.EMPTY, Map.of());
    }
}
