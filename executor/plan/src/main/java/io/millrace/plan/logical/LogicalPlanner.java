package io.millrace.plan.logical;

import io.millrace.expr.Expr;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.graph.DeadLetters;
import io.millrace.plan.graph.TypedGraph;
import io.millrace.plan.graph.TypedNode;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.parameter.ParameterValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a logical plan of a typed graph without errors, node by node; nodes whose rows reach no sink are left out. */
public final class LogicalPlanner {

    private final TypedGraph graph;
    private final ParameterValues parameters;
    private final Set<Endpoint> read = new HashSet<>();
    private final Map<Endpoint, OutputRef> outputs = new HashMap<>();
    private final List<LogicalNode> nodes = new ArrayList<>();

    private LogicalPlanner(TypedGraph graph, ParameterValues parameters) {
        this.graph = graph;
        this.parameters = parameters;
    }

    /**
     * The plan.
     *
     * @throws FailedNode when a parameter's value does not suit an expression
     */
    public static LogicalPlan plan(TypedGraph graph, ParameterValues parameters) {
        LogicalPlanner planner = new LogicalPlanner(graph, parameters);
        Set<NodeId> used = planner.findUsed();
        for (TypedNode node : graph.nodes()) {
            if (used.contains(node.id())) {
                planner.add(node);
            }
        }
        return LogicalPlan.ofUnordered(planner.nodes);
    }

    /** A node that cannot be planned; the message is for the user. */
    public static final class FailedNode extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient NodeId node;

        FailedNode(NodeId node, IllegalArgumentException cause) {
            super(String.valueOf(cause.getMessage()), cause);
            this.node = node;
        }

        /** Which one. */
        public NodeId node() {
            return node;
        }
    }

    /** The nodes from which rows reach a sink, and the sinks of their letters; notes which outputs those read. */
    private Set<NodeId> findUsed() {
        Set<NodeId> used = new HashSet<>();
        DeadLetters letters = DeadLetters.of(graph.document());
        for (TypedNode node : graph.nodes().reversed()) {
            boolean isSink = node.descriptor()
                    .filter(type -> type.ports().outputsOf(node.node().config()).isEmpty())
                    .filter(_ -> !letters.sinks().contains(node.id()))
                    .isPresent();
            boolean isRead = read.stream().anyMatch(endpoint -> endpoint.node().equals(node.id()));
            if (isSink || isRead) {
                used.add(node.id());
                node.inputs().values().forEach(read::addAll);
            }
        }
        letters.writers().forEach((sink, writers) -> {
            if (writers.stream().anyMatch(used::contains)) {
                used.add(sink);
            }
        });
        return used;
    }

    private void add(TypedNode node) {
        TypedOperation operation = node.operation()
                .orElseThrow(() -> new IllegalArgumentException("The node " + node.id() + " has errors"));
        operation.addTo(new NodeBuilder(node));
    }

    /** The builder as one node sees it. */
    private final class NodeBuilder implements LogicalBuilder {
        private final TypedNode node;

        NodeBuilder(TypedNode node) {
            this.node = node;
        }

        @Override
        public List<OutputRef> input(PortName port) {
            return node.inputs().getOrDefault(port, List.of()).stream()
                    .map(from -> {
                        OutputRef output = outputs.get(from);
                        if (output == null) {
                            throw new IllegalStateException("Nothing has said what leaves by " + from);
                        }
                        return output;
                    })
                    .toList();
        }

        @Override
        public EdgeSchema schema(OutputRef output) {
            return nodes.get(output.node()).operator().outputs().get(output.port());
        }

        @Override
        public Expr resolved(Expr expr) {
            try {
                return parameters.in(expr);
            } catch (IllegalArgumentException refused) {
                throw new FailedNode(node.id(), refused);
            }
        }

        @Override
        public int add(LogicalOperator operator, List<List<OutputRef>> inputs) {
            return add(new LogicalNode(nodes.size(), operator, inputs));
        }

        @Override
        public int add(LogicalOperator operator, List<List<OutputRef>> inputs, String step) {
            return add(new LogicalNode(nodes.size(), operator, inputs, Optional.of(step)));
        }

        private int add(LogicalNode added) {
            nodes.add(added);
            return added.id();
        }

        @Override
        public void output(PortName port, OutputRef rows) {
            outputs.put(new Endpoint(node.id(), port), rows);
        }

        @Override
        public boolean isRead(PortName port) {
            return read.contains(new Endpoint(node.id(), port));
        }
    }
}
