package io.millrace.plan.graph;

import io.millrace.model.catalogue.ConfigField;
import io.millrace.model.catalogue.FieldType;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.json.JsonString;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a sink has for itself while it runs: two that write to one place would remove and replace each other's files.
 *
 * @param connector paths of different connectors have nothing in common
 * @param path without what makes no difference: {@code ./out//a/} is {@code out/a}
 */
public record SinkPlace(NodeTypeName connector, String path) {

    /** Of a node; empty for one that is no sink, or names no path. */
    public static Optional<SinkPlace> of(Node node, NodeTypeDescriptor descriptor) {
        if (descriptor.kind() != NodeKind.SINK) {
            return Optional.empty();
        }
        return descriptor.configSchema().fields().stream()
                .filter(field -> field.type() instanceof FieldType.FilePath)
                .map(ConfigField::name)
                .flatMap(name -> node.config().get(name).stream())
                .filter(JsonString.class::isInstance)
                .map(path -> new SinkPlace(descriptor.type(), plain(((JsonString) path).value())))
                .findFirst();
    }

    /** Of all sinks of a drawing that have one, by node. */
    public static Map<NodeId, SinkPlace> of(TypedGraph graph) {
        Map<NodeId, SinkPlace> places = new LinkedHashMap<>();
        for (TypedNode node : graph.nodes()) {
            node.descriptor()
                    .flatMap(descriptor -> of(node.node(), descriptor))
                    .ifPresent(place -> places.put(node.id(), place));
        }
        return places;
    }

    private static String plain(String path) {
        return Arrays.stream(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .collect(Collectors.joining("/"));
    }
}
