package io.millrace.model.document;

import io.millrace.model.annotation.Field;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the pipeline is drawn. It has no meaning for the plan.
 *
 * @param positions where nodes lie (their upper left corner); a node without one is placed by the canvas
 */
public record Layout(
        @Field(defaultValue = "{}") Map<NodeId, Point> positions,
        @Field(defaultValue = "[]") List<Note> notes,
        @Field(defaultValue = "[]") List<Group> groups) {

    /** Nothing was placed by hand. */
    public static final Layout EMPTY = new Layout(Map.of(), List.of(), List.of());

    public Layout {
        positions = Collections.unmodifiableMap(new TreeMap<>(positions));
        notes = List.copyOf(notes);
        groups = List.copyOf(groups);
        Distinct.require(notes, "notes with the id", Note::id);
        Distinct.require(groups, "groups with the id", Group::id);
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
}
