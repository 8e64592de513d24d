package io.millrace.model.draft;

import io.millrace.model.document.Edge;
import io.millrace.model.document.ErrorPolicy;
import io.millrace.model.document.Layout;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.Point;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.edit.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Changes the list of nodes, and all of a node but its config. */
final class NodeEdits {

    private NodeEdits() {}

    static Applied apply(PipelineDocument document, Edit.NodeEdit edit) {
        Listing<Node> nodes = new Listing<>("The node", document.nodes(), Node::id);
        return switch (edit) {
            case Edit.AddNode(Node node, Optional<Integer> index) -> {
                ConfigEdits.requireDepth(node.config().depth());
                List<Edit> undo = new ArrayList<>();
                undo.add(new Edit.RemoveNode(node.id()));
                // Edges may have waited for the node; taking it away again must not take them.
                undo.addAll(edgesAt(document, node.id()));
                yield new Applied(document.withNodes(nodes.added(node, index)), undo);
            }
            case Edit.RemoveNode(NodeId id) -> remove(document, nodes, id);
            case Edit.RenameNode(NodeId id, String name) -> {
                Node old = nodes.get(id);
                yield new Applied(
                        document.withNodes(nodes.replaced(id, old.withName(name))),
                        List.of(new Edit.RenameNode(id, old.name())));
            }
            case Edit.SetNodeType(NodeId id, NodeTypeName type, int version) -> {
                Node old = nodes.get(id);
                yield new Applied(
                        document.withNodes(nodes.replaced(id, old.withType(type, version))),
                        List.of(new Edit.SetNodeType(id, old.type(), old.typeVersion())));
            }
            case Edit.SetErrors(NodeId id, Optional<ErrorPolicy> errors) -> {
                Node old = nodes.get(id);
                yield new Applied(
                        document.withNodes(nodes.replaced(id, old.withErrors(errors))),
                        List.of(new Edit.SetErrors(id, old.errors())));
            }
            case Edit.ReorderNode(NodeId id, int index) ->
                new Applied(
                        document.withNodes(nodes.moved(id, index)),
                        List.of(new Edit.ReorderNode(id, nodes.require(id))));
        };
    }

    private static Applied remove(PipelineDocument document, Listing<Node> nodes, NodeId id) {
        List<Edit> undo = new ArrayList<>();
        undo.add(new Edit.AddNode(nodes.get(id), Optional.of(nodes.require(id))));
        undo.addAll(edgesAt(document, id));
        Layout layout = document.layout();
        Optional.ofNullable(layout.positions().get(id))
                .ifPresent((Point position) -> undo.add(new Edit.MoveNodes(Map.of(id, position))));
        layout.groups().stream()
                .filter(group -> group.nodes().contains(id))
                .forEach(group -> undo.add(new Edit.SetGroupNodes(group.id(), group.nodes())));
        List<Node> others = nodes.removed(id);
        // The layout first: it may not speak of a node that is gone.
        PipelineDocument removed = document.withLayout(
                        layout.onlyOf(others.stream().map(Node::id).collect(Collectors.toSet())))
                .withEdges(document.edges().stream()
                        .filter(edge -> !touches(edge, id))
                        .toList())
                .withNodes(others);
        return new Applied(removed, undo);
    }

    /** What it takes to add the edges of a node again, each in its place. */
    private static List<Edit> edgesAt(PipelineDocument document, NodeId id) {
        List<Edit> additions = new ArrayList<>();
        for (int i = 0; i < document.edges().size(); i++) {
            Edge edge = document.edges().get(i);
            if (touches(edge, id)) {
                additions.add(new Edit.AddEdge(edge, Optional.of(i)));
            }
        }
        return additions;
    }

    private static boolean touches(Edge edge, NodeId id) {
        return edge.from().node().equals(id) || edge.to().node().equals(id);
    }
}
