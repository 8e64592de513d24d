package io.millrace.model.document;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the pipeline is drawn. It has no meaning for the plan.
 *
 * <p>A node lies in one group at most, and groups lie in each other without a circle.
 *
 * @param positions where nodes lie (their upper left corner); a node without one is placed by the canvas
 * @throws IllegalArgumentException (from the constructor) when an id stands twice or a group lies where it cannot
 */
public record Layout(Map<NodeId, Point> positions, List<Note> notes, List<Group> groups) {

    /** Nothing was placed by hand. */
    public static final Layout EMPTY = new Layout(Map.of(), List.of(), List.of());

    public Layout {
        positions = Collections.unmodifiableMap(new TreeMap<>(positions));
        notes = List.copyOf(notes);
        groups = List.copyOf(groups);
        Distinct.require(notes, "notes with the id", Note::id);
        Distinct.require(groups, "groups with the id", Group::id);
        Distinct.require(
                groups.stream().flatMap(group -> group.nodes().stream()).toList(),
                "groups around the node",
                node -> node);
        Set<GroupId> broken = GroupNesting.broken(groups);
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException(
                    "The groups " + broken + " lie in groups that are not there or in themselves");
        }
    }

    /** The layout with other positions. */
    public Layout withPositions(Map<NodeId, Point> others) {
        return new Layout(others, notes, groups);
    }

    /** The layout with other notes. */
    public Layout withNotes(List<Note> others) {
        return new Layout(positions, others, groups);
    }

    /** The layout with other groups. */
    public Layout withGroups(List<Group> others) {
        return new Layout(positions, notes, others);
    }

    /** The group with this id. */
    public Optional<Group> group(GroupId wanted) {
        return groups.stream().filter(group -> group.id().equals(wanted)).findFirst();
    }

    /** The note with this id. */
    public Optional<Note> note(NoteId wanted) {
        return notes.stream().filter(note -> note.id().equals(wanted)).findFirst();
    }

    /** The layout without what it says of other nodes than these. */
    public Layout onlyOf(Set<NodeId> nodes) {
        Map<NodeId, Point> kept = new TreeMap<>(positions);
        kept.keySet().retainAll(nodes);
        List<Group> around = groups.stream()
                .map(group -> group.withNodes(
                        group.nodes().stream().filter(nodes::contains).toList()))
                .toList();
        return new Layout(kept, notes, around);
    }

    void requireNodes(Set<NodeId> nodes) {
        if (!equals(onlyOf(nodes))) {
            throw new IllegalArgumentException("The layout speaks of nodes that are not among " + nodes);
        }
    }
}
