package io.millrace.plan.logical;

import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.EdgeSchema;
import java.util.List;
import java.util.Map;

/**
 * Writes rows to the outside.
 *
 * @param connector the connector's node type
 * @param config the node's config
 * @param input the rows; of a dead-letter sink the letters, which come by no edge of the logical plan
 */
public record SinkWrite(NodeId node, NodeTypeName connector, JsonObject config, EdgeSchema input)
        implements LogicalOperator {

    /** Whether letters about failed rows come instead of drawn rows. */
    public static boolean getsLetters(LogicalNode node) {
        return node.operator() instanceof SinkWrite && node.inputs().getFirst().isEmpty();
    }

    @Override
    public String type() {
        return "sink";
    }

    @Override
    public List<NodeId> nodeIds() {
        return List.of(node);
    }

    @Override
    public List<EdgeSchema> inputs() {
        return List.of(input);
    }

    @Override
    public List<EdgeSchema> outputs() {
        return List.of();
    }

    @Override
    public PhysicalForm physical() {
        return new PhysicalForm(
                "sink",
                JsonObject.of("connector", Json.of(connector.value()), "config", config),
                Map.of(),
                List.of(PhysicalForm.InputNeed.ANY));
    }
}
