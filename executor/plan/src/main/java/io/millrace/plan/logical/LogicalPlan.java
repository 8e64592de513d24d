package io.millrace.plan.logical;

import io.millrace.model.type.EdgeSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a pipeline computes.
 *
 * @param nodes each behind the nodes it reads
 */
public record LogicalPlan(List<LogicalNode> nodes) {

    public LogicalPlan {
        nodes = List.copyOf(nodes);
        Map<Integer, LogicalNode> before = new HashMap<>();
        for (LogicalNode node : nodes) {
            for (List<OutputRef> port : node.inputs()) {
                for (OutputRef from : port) {
                    LogicalNode read = before.get(from.node());
                    if (read == null || from.port() >= read.operator().outputs().size()) {
                        throw new IllegalArgumentException("Node " + node.id() + " ("
                                + node.operator().type() + ") reads output " + from + ", which is not there before it");
                    }
                }
            }
            if (before.put(node.id(), node) != null) {
                throw new IllegalArgumentException("Node " + node.id() + " stands twice");
            }
        }
    }

    /** The node with this id. */
    public LogicalNode node(int id) {
        for (LogicalNode node : nodes) {
            if (node.id() == id) {
                return node;
            }
        }
        throw new IllegalArgumentException("There is no node " + id);
    }

    /** What leaves by an output. */
    public EdgeSchema schema(OutputRef output) {
        return node(output.node()).operator().outputs().get(output.port());
    }

    /** The nodes that read any output of a node, each once, in order. */
    public List<LogicalNode> readers(int id) {
        return nodes.stream()
                .filter(node -> node.inputs().stream().flatMap(List::stream).anyMatch(from -> from.node() == id))
                .toList();
    }

    /** How many edges leave a node. */
    public int edgesOutOf(int id) {
        int edges = 0;
        for (LogicalNode node : nodes) {
            for (List<OutputRef> port : node.inputs()) {
                for (OutputRef from : port) {
                    edges += from.node() == id ? 1 : 0;
                }
            }
        }
        return edges;
    }

    /** An id no node has. */
    public int freeId() {
        return nodes.stream().mapToInt(LogicalNode::id).max().orElse(-1) + 1;
    }

    /** The plan with a node in the place of the one with its id. */
    public LogicalPlan with(LogicalNode changed) {
        return new LogicalPlan(nodes.stream()
                .map(node -> node.id() == changed.id() ? changed : node)
                .toList());
    }

    /**
     * The plan of these nodes, put in order, without those nobody reads.
     *
     * @throws IllegalArgumentException when they read each other in a circle
     */
    public static LogicalPlan ofUnordered(List<LogicalNode> nodes) {
        Map<Integer, LogicalNode> byId = new HashMap<>();
        nodes.forEach(node -> byId.put(node.id(), node));
        List<LogicalNode> ordered = new ArrayList<>();
        Set<Integer> placed = new HashSet<>();
        for (LogicalNode node : nodes) {
            if (node.operator().outputs().isEmpty()) {
                place(node, byId, placed, ordered, new HashSet<>());
            }
        }
        return new LogicalPlan(ordered);
    }

    private static void place(
            LogicalNode node,
            Map<Integer, LogicalNode> byId,
            Set<Integer> placed,
            List<LogicalNode> ordered,
            Set<Integer> path) {
        if (placed.contains(node.id())) {
            return;
        }
        if (!path.add(node.id())) {
            throw new IllegalArgumentException("Node " + node.id() + " reads itself");
        }
        for (List<OutputRef> port : node.inputs()) {
            for (OutputRef from : port) {
                LogicalNode read = byId.get(from.node());
                if (read == null) {
                    throw new IllegalArgumentException("Node " + node.id() + " reads " + from + ", which is not there");
                }
                place(read, byId, placed, ordered, path);
            }
        }
        path.remove(node.id());
        placed.add(node.id());
        ordered.add(node);
    }
}
