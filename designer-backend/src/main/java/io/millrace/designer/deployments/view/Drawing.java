package io.millrace.designer.deployments.view;

import io.millrace.model.document.Edge;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.PipelineDocument;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a revision matters to figures.
 *
 * @param sources the nodes that rows come from
 */
public record Drawing(List<DrawnEdge> edges, Set<String> sources) {

    /** An edge. */
    public record DrawnEdge(PortRef from, PortRef to) {}

    /** Of this document. */
    public static Drawing of(PipelineDocument document) {
        Set<String> reached =
                document.edges().stream().map(edge -> edge.to().node().value()).collect(Collectors.toSet());
        return new Drawing(
                document.edges().stream().map(Drawing::drawn).toList(),
                document.nodes().stream()
                        .map(node -> node.id().value())
                        .filter(node -> !reached.contains(node))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static DrawnEdge drawn(Edge edge) {
        return new DrawnEdge(port(edge.from()), port(edge.to()));
    }

    private static PortRef port(Endpoint end) {
        return new PortRef(end.node().value(), end.port().value());
    }
}
