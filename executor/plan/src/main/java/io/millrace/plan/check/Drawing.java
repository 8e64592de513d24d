package io.millrace.plan.check;

import io.millrace.model.document.Edge;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PortName;
import io.millrace.plan.node.NodeType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The nodes and those edges that tie existing ports together.
 *
 * @param inOrder nodes, each behind those its rows come from; those on a circle, and behind one, last
 * @param edgesInto edges by the node and the input port they end at
 * @param connected output ports that an edge leaves
 * @param ancestors for each node those whose rows reach it
 */
record Drawing(
        List<Node> inOrder,
        Map<NodeId, Map<PortName, List<Edge>>> edgesInto,
        Set<Endpoint> connected,
        Map<NodeId, Set<NodeId>> ancestors) {

    static Drawing of(PipelineDocument document, Map<NodeId, NodeType> types, ProblemLog log) {
        EdgeCheck.Result checked = new EdgeCheck(document, types, log).check();
        List<Edge> edges = checked.sound();
        Map<NodeId, Map<PortName, List<Edge>>> into = new HashMap<>();
        Set<Endpoint> connected = new HashSet<>();
        for (Edge edge : edges) {
            into.computeIfAbsent(edge.to().node(), _ -> new TreeMap<>())
                    .merge(edge.to().port(), List.of(edge), Drawing::joined);
            connected.add(edge.from());
        }
        FlowOrder order = FlowOrder.of(document, edges);
        order.circles().forEach(log::add);
        new ConnectionCheck(document, types, log).check(into, checked.tied());
        PlaceCheck.check(document, types, log);
        return new Drawing(order.nodes(), into, connected, ancestors(order, into));
    }

    /** The edges into a node by input port. */
    Map<PortName, List<Edge>> edgesInto(NodeId node) {
        return edgesInto.getOrDefault(node, Map.of());
    }

    /** The nodes whose rows reach this one. */
    Set<NodeId> ancestors(NodeId node) {
        return ancestors.getOrDefault(node, Set.of());
    }

    private static Map<NodeId, Set<NodeId>> ancestors(FlowOrder order, Map<NodeId, Map<PortName, List<Edge>>> into) {
        Map<NodeId, Set<NodeId>> ancestors = new LinkedHashMap<>();
        for (Node node : order.nodes()) {
            Set<NodeId> reached = new HashSet<>();
            for (List<Edge> edges : into.getOrDefault(node.id(), Map.of()).values()) {
                for (Edge edge : edges) {
                    NodeId from = edge.from().node();
                    reached.add(from);
                    reached.addAll(ancestors.getOrDefault(from, Set.of()));
                }
            }
            ancestors.put(node.id(), reached);
        }
        return ancestors;
    }

    private static List<Edge> joined(List<Edge> first, List<Edge> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }
}
