package io.millrace.plan.check;

import io.millrace.model.document.Edge;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.edit.Edit;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts nodes behind those their rows come from, otherwise in the order of the document, and finds circles.
 *
 * @param nodes all nodes; those that a circle keeps from having a place come last
 * @param circles a problem for each circle
 */
record FlowOrder(List<Node> nodes, List<Problem> circles) {

    static FlowOrder of(PipelineDocument document, List<Edge> edges) {
        List<Node> nodes = document.nodes();
        Map<NodeId, Integer> positions = new HashMap<>();
        nodes.forEach(node -> positions.put(node.id(), positions.size()));
        int[] waitingFor = new int[nodes.size()];
        Map<NodeId, List<Integer>> behind = new HashMap<>();
        for (Edge edge : edges) {
            int to = Objects.requireNonNull(positions.get(edge.to().node()), "edges between existing nodes");
            waitingFor[to]++;
            behind.computeIfAbsent(edge.from().node(), _ -> new ArrayList<>()).add(to);
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < waitingFor.length; i++) {
            if (waitingFor[i] == 0) {
                ready.add(i);
            }
        }
        Set<NodeId> placed = new HashSet<>();
        List<Node> order = new ArrayList<>();
        for (Integer next = ready.poll(); next != null; next = ready.poll()) {
            NodeId id = nodes.get(next).id();
            placed.add(id);
            order.add(nodes.get(next));
            for (int follower : behind.getOrDefault(id, List.of())) {
                if (--waitingFor[follower] == 0) {
                    ready.add(follower);
                }
            }
        }
        List<Node> rest =
                nodes.stream().filter(node -> !placed.contains(node.id())).toList();
        order.addAll(rest);
        return new FlowOrder(order, circles(document, rest, edges));
    }

    private static List<Problem> circles(PipelineDocument document, List<Node> rest, List<Edge> edges) {
        // Only edges between nodes without a place can be on a circle, and each such node has one that leads to it.
        Set<NodeId> open = rest.stream().map(Node::id).collect(Collectors.toSet());
        Map<NodeId, Edge> leading = new HashMap<>();
        for (Edge edge : edges) {
            if (open.contains(edge.from().node()) && open.contains(edge.to().node())) {
                leading.putIfAbsent(edge.to().node(), edge);
            }
        }
        List<Problem> circles = new ArrayList<>();
        Set<NodeId> seen = new HashSet<>();
        for (Node start : rest) {
            List<Edge> way = new ArrayList<>();
            NodeId at = start.id();
            while (seen.add(at)) {
                Edge edge = leading.get(at);
                if (edge == null) {
                    break;
                }
                way.add(edge);
                at = edge.from().node();
            }
            NodeId end = at;
            int first = 0;
            while (first < way.size() && !way.get(first).to().node().equals(end)) {
                first++;
            }
            if (first < way.size()) {
                circles.add(circle(document, way.subList(first, way.size()).reversed()));
            }
        }
        return circles;
    }

    private static Problem circle(PipelineDocument document, List<Edge> edges) {
        String way =
                edges.stream().map(edge -> label(document, edge.from().node())).collect(Collectors.joining(" → "));
        Edge last = edges.getLast();
        return Problem.error(
                        ProblemCodes.EDGE_CYCLE,
                        "Rows go in a circle: " + way + " → "
                                + label(document, edges.getFirst().from().node())
                                + "; remove one of these edges")
                .at(FieldPath.of("edges").index(document.edges().indexOf(last)))
                .fix("Remove " + last, new Edit.RemoveEdge(last));
    }

    private static String label(PipelineDocument document, NodeId id) {
        return document.node(id).map(Node::label).orElse(id.value());
    }
}
