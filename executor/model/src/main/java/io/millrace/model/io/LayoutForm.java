package io.millrace.model.io;

import io.millrace.model.annotation.Field;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Group;
import io.millrace.model.document.GroupId;
import io.millrace.model.document.GroupNesting;
import io.millrace.model.document.Layout;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.Note;
import io.millrace.model.document.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A layout as it is written. Whoever deletes a node from a text forgets its position: what the text says of nodes and
 * groups that are not there is dropped with a warning instead of refusing the document for it.
 */
record LayoutForm(
        @Field(help = "Where nodes lie, by node id.", defaultValue = "{}")
        Map<NodeId, Point> positions,

        @Field(help = "Pieces of paper on the canvas.", defaultValue = "[]", max = "2000")
        List<Note> notes,

        @Field(help = "Frames around nodes.", defaultValue = "[]", max = "2000")
        List<Group> groups) {

    static LayoutForm of(Layout layout) {
        return new LayoutForm(layout.positions(), layout.notes(), layout.groups());
    }

    /** The layout of these nodes; each thing dropped is named with its path in the document and a sentence. */
    Layout cleared(Set<NodeId> nodes, BiConsumer<FieldPath, String> dropped) {
        FieldPath layout = FieldPath.of("layout");
        Map<NodeId, Point> kept = new TreeMap<>(positions);
        kept.keySet().removeIf(node -> {
            boolean isGone = !nodes.contains(node);
            if (isGone) {
                dropped.accept(
                        layout.key("positions").key(node.value()),
                        "The layout places `%s`, which is no node; its position is dropped".formatted(node));
            }
            return isGone;
        });
        return new Layout(kept, notes, groups(nodes, layout.key("groups"), dropped));
    }

    private List<Group> groups(Set<NodeId> nodes, FieldPath path, BiConsumer<FieldPath, String> dropped) {
        Set<NodeId> free = new HashSet<>(nodes);
        Set<GroupId> broken = GroupNesting.broken(groups);
        List<Group> cleared = new ArrayList<>();
        for (Group group : groups) {
            FieldPath at = path.element(group.id().value());
            List<NodeId> members = new ArrayList<>();
            for (int i = 0; i < group.nodes().size(); i++) {
                NodeId node = group.nodes().get(i);
                if (free.remove(node)) {
                    members.add(node);
                } else {
                    dropped.accept(
                            at.key("nodes").index(i),
                            "The group `%s` holds `%s`, which is %s; it is dropped from the group"
                                    .formatted(
                                            group.id(), node, nodes.contains(node) ? "in another group" : "no node"));
                }
            }
            Optional<GroupId> parent = group.parent().filter(_ -> !broken.contains(group.id()));
            if (!parent.equals(group.parent())) {
                dropped.accept(
                        at.key("parent"),
                        "The group `%s` cannot lie in `%s`; it is put on the canvas itself"
                                .formatted(group.id(), group.parent().orElseThrow()));
            }
            cleared.add(group.withNodes(members).withParent(parent));
        }
        return cleared;
    }
}
