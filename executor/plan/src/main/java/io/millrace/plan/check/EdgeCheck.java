package io.millrace.plan.check;

import io.millrace.model.NearestName;
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
import io.millrace.plan.node.NodeType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether each edge ties two existing ports together. */
final class EdgeCheck {

    private final PipelineDocument document;
    private final Map<NodeId, Node> nodes = new LinkedHashMap<>();
    private final Map<NodeId, NodeType> types;
    private final ProblemLog log;

    EdgeCheck(PipelineDocument document, Map<NodeId, NodeType> types, ProblemLog log) {
        this.document = document;
        this.types = types;
        this.log = log;
        document.nodes().forEach(node -> nodes.put(node.id(), node));
    }

    /**
     * What came of the check.
     *
     * @param sound the edges between existing ports; those of nodes without a type are taken as they are
     * @param tied all ports at which an edge is tied, even if its other end is in the air
     */
    record Result(List<Edge> sound, Set<Endpoint> tied) {}

    Result check() {
        List<Edge> sound = new ArrayList<>();
        Set<Endpoint> tied = new HashSet<>();
        for (int i = 0; i < document.edges().size(); i++) {
            Edge edge = document.edges().get(i);
            FieldPath path = FieldPath.of("edges").index(i);
            // Both ends are looked at, so that an edge with two flaws shows both.
            boolean starts = checkEnd(edge, edge.from(), path.key("from"), false);
            boolean ends = checkEnd(edge, edge.to(), path.key("to"), true);
            if (starts) {
                tied.add(edge.from());
            }
            if (ends) {
                tied.add(edge.to());
            }
            if (starts && ends) {
                sound.add(edge);
            }
        }
        return new Result(sound, tied);
    }

    private boolean checkEnd(Edge edge, Endpoint end, FieldPath path, boolean isTarget) {
        Node node = nodes.get(end.node());
        if (node == null) {
            List<String> known = nodes.keySet().stream().map(NodeId::value).toList();
            log.add(withNearest(
                            Problem.error(
                                    ProblemCodes.NODE_UNKNOWN,
                                    "The edge " + edge + " names the node `" + end.node() + "`, which is not there"
                                            + NearestName.hint(end.node().value(), known)),
                            edge,
                            NearestName.of(end.node().value(), known)
                                    .map(near -> moved(edge, new Endpoint(new NodeId(near), end.port()), isTarget)))
                    .at(path.key("node")));
            return false;
        }
        NodeType type = types.get(end.node());
        if (type == null) {
            return true;
        }
        List<PortName> ports = ports(type, node, isTarget);
        if (ports.contains(end.port())) {
            return true;
        }
        log.add(unknownPort(edge, end, node, ports, isTarget).at(path.key("port")));
        return false;
    }

    private static List<PortName> ports(NodeType type, Node node, boolean isTarget) {
        var ports = type.descriptor().ports();
        return (isTarget ? ports.inputsOf(node.config()) : ports.outputsOf(node.config()))
                .stream().map(PortDescriptor::name).toList();
    }

    private static Problem unknownPort(Edge edge, Endpoint end, Node node, List<PortName> ports, boolean isTarget) {
        List<String> names = ports.stream().map(PortName::value).toList();
        String kind = isTarget ? "input" : "output";
        String known = names.isEmpty()
                ? "; it has no " + kind + "s"
                : "; its " + kind + (names.size() == 1 ? " is " : "s are ") + String.join(", ", names);
        Optional<String> meant = NearestName.of(end.port().value(), names)
                .or(() -> names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty());
        return withNearest(
                Problem.error(
                        ProblemCodes.PORT_UNKNOWN,
                        "`" + node.label() + "` has no " + kind + " `" + end.port() + "`" + known),
                edge,
                meant.map(near -> moved(edge, new Endpoint(end.node(), new PortName(near)), isTarget)));
    }

    private static Edge moved(Edge edge, Endpoint end, boolean isTarget) {
        return isTarget ? new Edge(edge.from(), end) : new Edge(end, edge.to());
    }

    private static Problem withNearest(Problem problem, Edge edge, Optional<Edge> nearest) {
        Problem withFix = nearest.map(meant -> problem.fix(
                        "Draw " + meant + " instead",
                        new Edit.RemoveEdge(edge),
                        new Edit.AddEdge(meant, Optional.empty())))
                .orElse(problem);
        return withFix.fix("Remove the edge", new Edit.RemoveEdge(edge));
    }
}
