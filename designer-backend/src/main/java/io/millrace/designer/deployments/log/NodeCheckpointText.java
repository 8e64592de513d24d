package io.millrace.designer.deployments.log;

import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonNumber;
import io.millrace.model.json.JsonObject;
import io.millrace.model.json.JsonString;
import io.millrace.model.text.JsonText;
import io.millrace.protocol.job.NodeCheckpoint;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What checkpoints hold of nodes, as JSON text, for {@code checkpoint.nodes}. */
final class NodeCheckpointText {

    private NodeCheckpointText() {}

    static String write(List<NodeCheckpoint> nodes) {
        return CanonicalJson.print(
                new JsonArray(nodes.stream().<Json>map(NodeCheckpointText::json).toList()));
    }

    /** What was written. A figure that another version left out is 0: figures are not worth an error. */
    static List<NodeCheckpoint> read(String text) {
        return JsonText.require(text) instanceof JsonArray(List<Json> elements)
                ? elements.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(element -> node((JsonObject) element))
                        .toList()
                : List.of();
    }

    private static JsonObject json(NodeCheckpoint node) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("node", new JsonString(node.nodeId()));
        members.put("stateBytes", number(node.stateBytes()));
        members.put("rows", number(node.rows()));
        members.put("bytesWritten", number(node.bytesWritten()));
        members.put("alignMicros", number(node.alignMicros()));
        members.put("stallMicros", number(node.stallMicros()));
        return new JsonObject(members);
    }

    private static NodeCheckpoint node(JsonObject json) {
        return new NodeCheckpoint(
                json.text("node").orElse(""),
                number(json, "stateBytes"),
                number(json, "rows"),
                number(json, "bytesWritten"),
                number(json, "alignMicros"),
                number(json, "stallMicros"));
    }

    private static JsonNumber number(long value) {
        return new JsonNumber(BigDecimal.valueOf(value));
    }

    private static long number(JsonObject json, String key) {
        return json.get(key)
                .filter(JsonNumber.class::isInstance)
                .map(value -> ((JsonNumber) value).value().longValue())
                .orElse(0L);
    }
}
