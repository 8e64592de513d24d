package io.millrace.model.check;

import io.millrace.model.document.Edge;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.edit.Edit;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds circles of edges: one for each strongly connected component (Kosaraju 1978, Sharir 1981), the shortest through
 * the component's first node. Without recursion, since a chain of nodes may be as long as a document allows.
 */
final class CycleCheck {

    private final PipelineDocument document;
    private final Map<NodeId, List<Edge>> outOf = new HashMap<>();
    private final Map<NodeId, List<Edge>> into = new HashMap<>();

    private CycleCheck(PipelineDocument document) {
        this.document = document;
        for (Node node : document.nodes()) {
            outOf.put(node.id(), new ArrayList<>());
            into.put(node.id(), new ArrayList<>());
        }
        for (Edge edge : document.edges()) {
            List<Edge> out = outOf.get(edge.from().node());
            List<Edge> in = into.get(edge.to().node());
            if (out != null && in != null) {
                out.add(edge);
                in.add(edge);
            }
        }
    }

    /** One problem for each set of nodes that lie on circles together, by the first of them in the document. */
    static List<Problem> problems(PipelineDocument document) {
        CycleCheck check = new CycleCheck(document);
        Map<NodeId, Integer> components = check.components();
        Set<Integer> named = new HashSet<>();
        List<Problem> problems = new ArrayList<>();
        for (Node node : document.nodes()) {
            if (named.add(components.getOrDefault(node.id(), -1))) {
                check.shortestCircle(node.id(), components)
                        .map(CycleCheck::problem)
                        .ifPresent(problems::add);
            }
        }
        return problems;
    }

    /** For each node the number of its component. */
    private Map<NodeId, Integer> components() {
        List<NodeId> finished = new ArrayList<>();
        Set<NodeId> seen = new HashSet<>();
        document.nodes().forEach(node -> walk(node.id(), seen, finished));
        Map<NodeId, Integer> components = new HashMap<>();
        for (int i = finished.size() - 1; i >= 0; i--) {
            Deque<NodeId> open = new ArrayDeque<>(List.of(finished.get(i)));
            while (!open.isEmpty()) {
                NodeId node = open.remove();
                if (components.putIfAbsent(node, i) == null) {
                    into.getOrDefault(node, List.of()).stream()
                            .map(edge -> edge.from().node())
                            .filter(before -> !components.containsKey(before))
                            .forEach(open::add);
                }
            }
        }
        return components;
    }

    /** Walks along the edges, deepest first; nodes are finished when all behind them are. */
    private void walk(NodeId start, Set<NodeId> seen, List<NodeId> finished) {
        if (!seen.add(start)) {
            return;
        }
        Deque<NodeId> way = new ArrayDeque<>(List.of(start));
        Deque<Iterator<Edge>> left = new ArrayDeque<>(List.of(edgesOutOf(start)));
        while (!way.isEmpty()) {
            if (!left.element().hasNext()) {
                finished.add(way.pop());
                left.pop();
                continue;
            }
            NodeId next = left.element().next().to().node();
            if (seen.add(next)) {
                way.push(next);
                left.push(edgesOutOf(next));
            }
        }
    }

    private Iterator<Edge> edgesOutOf(NodeId node) {
        return outOf.getOrDefault(node, List.of()).iterator();
    }

    /** The edges of the shortest way from a node back to itself; empty when there is none. */
    private Optional<List<Edge>> shortestCircle(NodeId start, Map<NodeId, Integer> components) {
        Map<NodeId, Edge> reachedBy = new HashMap<>();
        Deque<NodeId> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty() && !reachedBy.containsKey(start)) {
            for (Edge edge : outOf.getOrDefault(open.remove(), List.of())) {
                NodeId next = edge.to().node();
                boolean isInside = Objects.equals(components.get(next), components.get(start));
                if (isInside && reachedBy.putIfAbsent(next, edge) == null) {
                    open.add(next);
                }
            }
        }
        List<Edge> circle = new ArrayList<>();
        Optional<Edge> back = Optional.ofNullable(reachedBy.get(start));
        while (back.isPresent()) {
            circle.addFirst(back.get());
            NodeId from = back.get().from().node();
            back = from.equals(start) ? Optional.empty() : Optional.ofNullable(reachedBy.get(from));
        }
        return circle.isEmpty() ? Optional.empty() : Optional.of(circle);
    }

    private static Problem problem(List<Edge> circle) {
        String way = circle.stream().map(edge -> "`" + edge.from().node() + "`").collect(Collectors.joining(" → "));
        Edge last = circle.getLast();
        return Problem.error(
                        ProblemCodes.EDGE_CYCLE,
                        "Rows would run in a circle: %s → `%s`; remove one of its edges"
                                .formatted(way, last.to().node()))
                .at(circle.getFirst().from().node())
                .fix("Remove the edge " + last, new Edit.RemoveEdge(last));
    }
}
