package io.millrace.plan.check;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.problem.Problem;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.graph.SinkPlace;
import io.millrace.plan.node.NodeType;
import java.util.HashMap;
import java.util.Map;

/** Whether each sink has its place for itself. */
final class PlaceCheck {

    private PlaceCheck() {}

    static void check(PipelineDocument document, Map<NodeId, NodeType> types, ProblemLog log) {
        Map<SinkPlace, Node> taken = new HashMap<>();
        for (Node node : document.nodes()) {
            NodeType type = types.get(node.id());
            if (type == null) {
                continue;
            }
            SinkPlace.of(node, type.descriptor()).ifPresent(place -> {
                Node other = taken.putIfAbsent(place, node);
                if (other != null) {
                    log.add(Problem.error(
                                    PlanProblemCodes.SINK_PLACE,
                                    "`" + node.label() + "` writes to `" + place.path() + "`, as `" + other.label()
                                            + "` does, and one would remove what the other wrote; choose another path")
                            .at(node.id())
                            .at(FieldPath.of("config").then(FieldPath.of("path"))));
                }
            });
        }
    }
}
