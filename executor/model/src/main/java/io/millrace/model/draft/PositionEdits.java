package io.millrace.model.draft;

import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.Point;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.edit.Edit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes where nodes lie. */
final class PositionEdits {

    private PositionEdits() {}

    static Applied apply(PipelineDocument document, Edit.MoveNodes edit) {
        Map<NodeId, Point> changed = new HashMap<>(document.layout().positions());
        changed.putAll(edit.positions());
        return applied(document, edit.positions().keySet(), changed);
    }

    static Applied apply(PipelineDocument document, Edit.ClearPositions edit) {
        Map<NodeId, Point> changed = new HashMap<>(document.layout().positions());
        edit.nodes().forEach(changed::remove);
        return applied(document, edit.nodes(), changed);
    }

    private static Applied applied(
            PipelineDocument document, Collection<NodeId> touched, Map<NodeId, Point> positions) {
        Map<NodeId, Point> before = document.layout().positions();
        Map<NodeId, Point> placedBefore = new TreeMap<>();
        List<NodeId> unplacedBefore = new ArrayList<>();
        for (NodeId node : touched.stream().sorted().distinct().toList()) {
            if (document.node(node).isEmpty()) {
                throw EditRefused.missing("The node", node);
            }
            Point old = before.get(node);
            if (old == null) {
                unplacedBefore.add(node);
            } else {
                placedBefore.put(node, old);
            }
        }
        List<Edit> undo = new ArrayList<>();
        if (!placedBefore.isEmpty()) {
            undo.add(new Edit.MoveNodes(placedBefore));
        }
        if (!unplacedBefore.isEmpty()) {
            undo.add(new Edit.ClearPositions(unplacedBefore));
        }
        return new Applied(document.withLayout(document.layout().withPositions(positions)), undo);
    }
}
