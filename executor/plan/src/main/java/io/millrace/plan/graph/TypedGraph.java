package io.millrace.plan.graph;

import io.millrace.model.document.Endpoint;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.problem.Problem;
import io.millrace.plan.node.TypedPort;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline with a type on every edge that can have one: the same nodes and edges as the document. Source of preview,
 * lineage, Flink SQL and the logical plan.
 *
 * @param nodes in an order in which every edge goes from an earlier to a later node; those on a circle come last
 * @param problems all there are: of the document first, then node by node in the order of the document
 */
public record TypedGraph(PipelineDocument document, List<TypedNode> nodes, List<Problem> problems) {

    public TypedGraph {
        nodes = List.copyOf(nodes);
        problems = List.copyOf(problems);
    }

    /** Whether something keeps the pipeline from running. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** Whether the pipeline comes to an end by itself: whether all its rows do. */
    public boolean isBounded() {
        return nodes.stream().flatMap(node -> node.outputs().values().stream()).allMatch(TypedPort::isBounded);
    }

    /** The node with this id. */
    public Optional<TypedNode> node(NodeId id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
    }

    /** What leaves by an output port; empty when it is unknown. */
    public Optional<TypedPort> output(Endpoint port) {
        return node(port.node())
                .flatMap(node -> Optional.ofNullable(node.outputs().get(port.port())));
    }
}
