package io.millrace.plan.check;

import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.PortDescriptor;
import io.millrace.model.document.Edge;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PortName;
import io.millrace.model.edit.Edit;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.graph.DeadLetters;
import io.millrace.plan.node.NodeType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether each node gets the rows it needs, once, and its own rows go somewhere. */
final class ConnectionCheck {

    private final PipelineDocument document;
    private final Map<NodeId, NodeType> types;
    private final ProblemLog log;
    private final DeadLetters letters;

    ConnectionCheck(PipelineDocument document, Map<NodeId, NodeType> types, ProblemLog log) {
        this.document = document;
        this.types = types;
        this.log = log;
        letters = DeadLetters.of(document);
    }

    void check(Map<NodeId, Map<PortName, List<Edge>>> edgesInto, Set<Endpoint> tied) {
        for (Node node : document.nodes()) {
            NodeType type = types.get(node.id());
            if (type == null) {
                continue;
            }
            NodeTypeDescriptor descriptor = type.descriptor();
            Map<PortName, List<Edge>> into = edgesInto.getOrDefault(node.id(), Map.of());
            for (PortDescriptor port : descriptor.ports().inputsOf(node.config())) {
                checkInput(node, port, into.getOrDefault(port.name(), List.of()), tied);
            }
            checkOutputs(node, descriptor, tied);
        }
    }

    private void checkInput(Node node, PortDescriptor port, List<Edge> edges, Set<Endpoint> tied) {
        // An edge whose other end is wrong has been reported; that nothing comes by it is no news.
        if (port.isRequired() && !getsLetters(node) && !tied.contains(new Endpoint(node.id(), port.name()))) {
            log.add(Problem.error(
                            ProblemCodes.PORT_UNCONNECTED,
                            "No rows come to `" + port.name() + "` of `" + node.label() + "`; draw an edge to it")
                    .at(node.id())
                    .arg("port", port.name().value()));
        }
        if (edges.size() > 1 && !port.takesMany()) {
            for (Edge edge : edges.subList(1, edges.size())) {
                log.add(Problem.error(
                                ProblemCodes.PORT_CROWDED,
                                "`" + port.name() + "` of `" + node.label()
                                        + "` takes one edge, and there is one before " + edge
                                        + "; merge the rows in a union node")
                        .at(FieldPath.of("edges").index(document.edges().indexOf(edge)))
                        .arg("port", port.name().value())
                        .fix("Remove the edge", new Edit.RemoveEdge(edge)));
            }
        }
    }

    /** Whether failed rows come to the node, which needs no edge. */
    private boolean getsLetters(Node node) {
        return letters.sinks().contains(node.id());
    }

    private void checkOutputs(Node node, NodeTypeDescriptor descriptor, Set<Endpoint> tied) {
        List<PortDescriptor> outputs = descriptor.ports().outputsOf(node.config());
        boolean isUsed = outputs.stream().anyMatch(port -> tied.contains(new Endpoint(node.id(), port.name())));
        if (descriptor.kind() != NodeKind.SINK && !isUsed) {
            log.add(Problem.warning(
                            PlanProblemCodes.NODE_UNUSED,
                            "The rows of `" + node.label() + "` go nowhere, so it will not run; draw an edge from it")
                    .at(node.id()));
        }
    }
}
