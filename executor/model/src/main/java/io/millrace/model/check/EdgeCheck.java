package io.millrace.model.check;

import io.millrace.model.NearestName;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Checks that edges tie ports that are there, as many as the ports take. */
final class EdgeCheck {

    private final PipelineDocument document;
    private final Map<NodeId, NodeTypeDescriptor> types;
    private final List<Problem> problems = new ArrayList<>();

    EdgeCheck(PipelineDocument document, Map<NodeId, NodeTypeDescriptor> types) {
        this.document = document;
        this.types = types;
    }

    List<Problem> problems() {
        for (int i = 0; i < document.edges().size(); i++) {
            Edge edge = document.edges().get(i);
            int index = i;
            end(edge, index, "from", edge.from(), from -> new Edge(from, edge.to()));
            end(edge, index, "to", edge.to(), to -> new Edge(edge.from(), to));
        }
        document.nodes().forEach(this::inputs);
        return problems;
    }

    private void end(Edge edge, int index, String side, Endpoint end, Function<Endpoint, Edge> with) {
        FieldPath path = FieldPath.of("edges").index(index).key(side);
        Optional<Node> node = document.node(end.node());
        if (node.isEmpty()) {
            List<String> known =
                    document.nodes().stream().map(one -> one.id().value()).toList();
            Problem problem = Problem.error(
                            ProblemCodes.NODE_UNKNOWN,
                            "The edge " + edge + " is tied to `" + end.node() + "`, which is no node"
                                    + NearestName.hint(end.node().value(), known))
                    .at(path.key("node"))
                    .arg("node", end.node().value());
            Optional<Edge> nearest = NearestName.of(end.node().value(), known)
                    .map(name -> with.apply(new Endpoint(new NodeId(name), end.port())));
            problems.add(mended(problem, edge, index, nearest));
            return;
        }
        Optional.ofNullable(types.get(end.node()))
                .ifPresent(type -> port(edge, index, side, end, type, node.get(), with));
    }

    private void port(
            Edge edge,
            int index,
            String side,
            Endpoint end,
            NodeTypeDescriptor type,
            Node node,
            Function<Endpoint, Edge> with) {
        boolean isOutput = side.equals("from");
        List<String> known = (isOutput
                        ? type.ports().outputsOf(node.config())
                        : type.ports().inputs())
                .stream().map(port -> port.name().value()).toList();
        if (known.contains(end.port().value())) {
            return;
        }
        String sort = isOutput ? "output" : "input";
        String remedy = known.isEmpty()
                ? "; it has none"
                : NearestName.of(end.port().value(), known)
                        .map(name -> "; did you mean `" + name + "`?")
                        .orElse("; it has `" + String.join("`, `", known) + "`");
        Problem problem = Problem.error(
                        ProblemCodes.PORT_UNKNOWN,
                        "The node `%s` has no %s `%s`%s".formatted(end.node(), sort, end.port(), remedy))
                .at(FieldPath.of("edges").index(index).key(side).key("port"))
                .arg("node", end.node().value())
                .arg("port", end.port().value());
        Optional<Edge> nearest = NearestName.of(end.port().value(), known)
                .or(() -> known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty())
                .map(name -> with.apply(new Endpoint(end.node(), new PortName(name))));
        problems.add(mended(problem, edge, index, nearest));
    }

    private Problem mended(Problem problem, Edge edge, int index, Optional<Edge> nearest) {
        Problem mended = nearest.filter(other -> !document.edges().contains(other))
                .map(other -> problem.fix(
                        "Tie it to `" + (other.from().equals(edge.from()) ? other.to() : other.from()) + "`",
                        new Edit.RemoveEdge(edge),
                        new Edit.AddEdge(other, Optional.of(index))))
                .orElse(problem);
        return mended.fix("Remove the edge", new Edit.RemoveEdge(edge));
    }

    private void inputs(Node node) {
        Optional.ofNullable(types.get(node.id()))
                .ifPresent(type -> type.ports().inputs().forEach(port -> input(node, port)));
    }

    private void input(Node node, PortDescriptor port) {
        List<Edge> edges = document.edgesInto(node.id()).stream()
                .filter(edge -> edge.to().port().equals(port.name()))
                .toList();
        if (edges.isEmpty() && port.isRequired() && !isDeadLetterTarget(node.id())) {
            problems.add(Problem.error(
                            ProblemCodes.PORT_UNCONNECTED,
                            "No rows enter `%s`: its input `%s` needs an edge".formatted(node.label(), port.name()))
                    .at(node.id())
                    .arg("port", port.name().value()));
        }
        if (edges.size() > 1 && !port.takesMany()) {
            problems.add(Problem.error(
                            ProblemCodes.PORT_CROWDED,
                            "The input `%s` of `%s` takes one edge and has %d; join the rows with a `union` before it"
                                    .formatted(port.name(), node.label(), edges.size()))
                    .at(node.id())
                    .arg("port", port.name().value()));
        }
    }

    /** Failed rows reach such a node without an edge. */
    private boolean isDeadLetterTarget(NodeId node) {
        return document.nodes().stream()
                .anyMatch(other -> other.errorPolicy().to().equals(Optional.of(node)));
    }
}
