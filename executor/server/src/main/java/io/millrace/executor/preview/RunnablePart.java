package io.millrace.executor.preview;

import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.document.Edge;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.ErrorPolicy;
import io.millrace.model.document.Layout;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PortName;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.plan.Planner;
import io.millrace.plan.graph.DeadLetters;
import io.millrace.plan.graph.TypedGraph;
import io.millrace.plan.graph.TypedNode;
import io.millrace.protocol.preview.PreviewResult.LeftOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a drawing can be run: the nodes without errors that read no node which is left out. Where rows leave by a port
 * that nobody reads, a sink is put that makes them run; rows that fail are skipped everywhere, so that they can be shown.
 *
 * @param graph typed, without errors unless the document as a whole has some
 * @param leftOut the other nodes
 */
record RunnablePart(TypedGraph graph, List<LeftOut> leftOut) {

    /** The node type of the sinks put where nobody reads. */
    static final NodeTypeName END = new NodeTypeName("preview-end");

    private static final String END_ID = "preview-end-";

    /** Whether a node is one that was put there. */
    static boolean isEnd(String nodeId) {
        return nodeId.startsWith(END_ID);
    }

    /**
     * Finds it.
     *
     * @param catalogue with {@link #END}
     */
    static RunnablePart of(PipelineDocument drawn, Planner planner, Catalogue catalogue) {
        TypedGraph graph = planner.check(drawn, catalogue);
        Map<NodeId, String> leftOut = new LinkedHashMap<>();
        DeadLetters.of(drawn).sinks().stream()
                .filter(sink ->
                        drawn.node(sink).isPresent() && drawn.edgesInto(sink).isEmpty())
                .forEach(sink -> leftOut.put(sink, "It gets rows that fail; here they are shown where they fail."));
        // Leaving a node out may leave another without what it needs, so this goes on until nothing more falls away.
        while (true) {
            int before = leftOut.size();
            leaveOut(graph, leftOut);
            PipelineDocument rest = without(graph, leftOut);
            if (leftOut.size() == before && before > 0 || rest.nodes().isEmpty()) {
                return new RunnablePart(planner.check(rest, catalogue), reasons(leftOut));
            }
            graph = planner.check(rest, catalogue);
            if (graph.problems().stream()
                    .noneMatch(problem -> problem.isError() && problem.nodeId().isPresent())) {
                return new RunnablePart(graph, reasons(leftOut));
            }
        }
    }

    private static void leaveOut(TypedGraph graph, Map<NodeId, String> leftOut) {
        for (Problem problem : graph.problems()) {
            if (problem.isError()) {
                problem.nodeId().ifPresent(node -> leftOut.putIfAbsent(node, problem.message()));
            }
        }
        for (TypedNode node : graph.nodes()) {
            Optional<NodeId> missing = node.inputs().values().stream()
                    .flatMap(List::stream)
                    .map(Endpoint::node)
                    .filter(leftOut::containsKey)
                    .findFirst();
            if (missing.isPresent()) {
                leftOut.putIfAbsent(node.id(), "It reads `" + missing.get() + "`, which is left out.");
            } else if (node.operation().isEmpty()) {
                leftOut.putIfAbsent(node.id(), "It is not finished.");
            }
        }
    }

    private static PipelineDocument without(TypedGraph graph, Map<NodeId, String> leftOut) {
        PipelineDocument drawn = graph.document();
        List<Node> nodes = new ArrayList<>(drawn.nodes().stream()
                .filter(node ->
                        !leftOut.containsKey(node.id()) && !isEnd(node.id().value()))
                .map(RunnablePart::skipping)
                .toList());
        List<Edge> edges = new ArrayList<>(
                drawn.edges().stream().filter(edge -> isKept(edge, leftOut)).toList());
        int ends = 0;
        for (TypedNode node : graph.nodes()) {
            if (leftOut.containsKey(node.id()) || isEnd(node.id().value())) {
                continue;
            }
            for (PortName port : node.outputs().keySet().stream().sorted().toList()) {
                Endpoint from = new Endpoint(node.id(), port);
                if (edges.stream().noneMatch(edge -> edge.from().equals(from))) {
                    NodeId end = new NodeId(END_ID + ends++);
                    nodes.add(new Node(end, "", END, 1, JsonObject.EMPTY, Optional.empty()));
                    edges.add(new Edge(from, new Endpoint(end, PortName.IN)));
                }
            }
        }
        return new PipelineDocument(
                drawn.id(), drawn.name(), "", drawn.settings(), drawn.parameters(), nodes, edges, Layout.EMPTY);
    }

    private static boolean isKept(Edge edge, Map<NodeId, String> leftOut) {
        NodeId to = edge.to().node();
        return !leftOut.containsKey(edge.from().node()) && !leftOut.containsKey(to) && !isEnd(to.value());
    }

    private static Node skipping(Node node) {
        return new Node(
                node.id(), node.name(), node.type(), node.typeVersion(), node.config(), Optional.of(ErrorPolicy.SKIP));
    }

    private static List<LeftOut> reasons(Map<NodeId, String> leftOut) {
        return leftOut.entrySet().stream()
                .filter(entry -> !isEnd(entry.getKey().value()))
                .map(entry -> new LeftOut(entry.getKey().value(), entry.getValue()))
                .toList();
    }
}
