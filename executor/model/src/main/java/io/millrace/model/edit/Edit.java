package io.millrace.model.edit;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Tagged;
import io.millrace.model.document.Edge;
import io.millrace.model.document.ErrorPolicy;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Group;
import io.millrace.model.document.GroupId;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.Note;
import io.millrace.model.document.NoteId;
import io.millrace.model.document.Parameter;
import io.millrace.model.document.ParameterName;
import io.millrace.model.document.Point;
import io.millrace.model.document.Size;
import io.millrace.model.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One change of a document. In JSON an object whose member {@code edit} names the command:
 * {@code {"edit": "renameNode", "node": "late", "name": "Late flights"}}.
 *
 * <p>Common to all: what an edit names must be there, what it adds must not be, else it is refused with a problem and
 * changes nothing. An {@code index} is a position in a list counted from 0; absent or past the end it means the end, so
 * that an edit still does its work after somebody else shortened the list. For {@code reorder…} and {@link MoveElement} it is the position the element has afterwards. Edits never check
 * meaning: an unknown node type or an edge to a port that is not there is a draft's right, found by the check.
 */
@Tagged("edit")
public sealed interface Edit {
    /** Changes the parameters. */
    sealed interface ParameterEdit extends Edit {}

    /** Changes the list of nodes, or a node outside its config. */
    sealed interface NodeEdit extends Edit {}

    /** Changes a node's config. */
    sealed interface ConfigEdit extends Edit {

        /** The node whose config it is. */
        NodeId node();

        /** Where in the config, from the config. */
        FieldPath path();
    }

    /** Changes the edges. */
    sealed interface EdgeEdit extends Edit {}

    /** Changes the notes on the canvas. */
    sealed interface NoteEdit extends Edit {}

    /** Changes the groups on the canvas. */
    sealed interface GroupEdit extends Edit {}

    /** Gives the pipeline another name. */
    record SetName(String name) implements Edit {}

    /** Gives the pipeline another description; empty for none. */
    record SetDescription(String description) implements Edit {}

    /** Sets one setting; without a value it goes back to its default. */
    record SetSetting(String key, Optional<Json> value) implements Edit {}

    /** Adds a parameter. */
    record AddParameter(Parameter parameter, Optional<Integer> index) implements ParameterEdit {}

    /** Replaces a parameter; the new one may have another name. Expressions that use the old name are not touched. */
    record SetParameter(ParameterName parameter, Parameter value) implements ParameterEdit {}

    /** Removes a parameter. */
    record RemoveParameter(ParameterName parameter) implements ParameterEdit {}

    /** Gives a parameter another place in the list. */
    record ReorderParameter(ParameterName parameter, int index) implements ParameterEdit {}

    /** Adds a node, without a position and without edges. */
    record AddNode(Node node, Optional<Integer> index) implements NodeEdit {}

    /**
     * Removes a node, and with it its edges, its position and its membership in groups. A dead-letter policy that names
     * it stays as it is.
     */
    record RemoveNode(NodeId node) implements NodeEdit {}

    /** Gives a node another name; its id stays. */
    record RenameNode(NodeId node, String name) implements NodeEdit {}

    /** Makes a node one of another type or type version; its config stays. */
    record SetNodeType(NodeId node, NodeTypeName type, int typeVersion) implements NodeEdit {}

    /** Gives a node another policy for failed rows; without one the default. */
    record SetErrors(NodeId node, Optional<ErrorPolicy> errors) implements NodeEdit {}

    /** Gives a node another place in the list. */
    record ReorderNode(NodeId node, int index) implements NodeEdit {}

    /**
     * Sets a field of a node's config, or all of it where the path has no steps (then the value is an object). Objects
     * missing on the way are made; a list is never made or lengthened. A value put in the place of a list element with
     * an id must have the same id, and the id itself cannot be set: it names state and ports for ever.
     */
    record SetConfig(NodeId node, FieldPath path, Json value) implements ConfigEdit {}

    /** Removes the member of an object in a node's config; for list elements there is {@link RemoveElement}. */
    record RemoveConfig(NodeId node, FieldPath path) implements ConfigEdit {}

    /**
     * Adds an element to a list in a node's config; {@code path} leads to the list. A list that is not there yet is
     * made, as are objects missing on the way. An element with an id must not have one that is in the list.
     */
    record AddElement(NodeId node, FieldPath path, Json value, Optional<Integer> index) implements ConfigEdit {}

    /** Removes an element from a list in a node's config; {@code path} leads to the element. */
    record RemoveElement(NodeId node, FieldPath path) implements ConfigEdit {}

    /** Gives an element another place in its list; {@code path} leads to the element. */
    record MoveElement(NodeId node, FieldPath path, int index) implements ConfigEdit {}

    /** Adds an edge. Its nodes need not be there: a paste may bring them later. */
    record AddEdge(Edge edge, Optional<Integer> index) implements EdgeEdit {}

    /** Removes an edge. */
    record RemoveEdge(Edge edge) implements EdgeEdit {}

    /** Gives an edge another place in the list. */
    record ReorderEdge(Edge edge, int index) implements EdgeEdit {}

    /** Places nodes on the canvas; the others stay where they are. */
    record MoveNodes(
            @Field(help = "The new positions, by node id.") Map<NodeId, Point> positions) implements Edit {

        public MoveNodes {
            positions = Map.copyOf(positions);
        }
    }

    /** Forgets where nodes lie, so that the canvas places them. */
    record ClearPositions(List<NodeId> nodes) implements Edit {

        public ClearPositions {
            nodes = List.copyOf(nodes);
        }
    }

    /** Adds a note. */
    record AddNote(Note note, Optional<Integer> index) implements NoteEdit {}

    /** Removes a note. */
    record RemoveNote(NoteId note) implements NoteEdit {}

    /** Writes another text on a note. */
    record SetNoteText(NoteId note, String text) implements NoteEdit {}

    /** Moves a note. */
    record MoveNote(NoteId note, Point position) implements NoteEdit {}

    /** Resizes a note. */
    record ResizeNote(NoteId note, Size size) implements NoteEdit {}

    /** Gives a note another place in the list. */
    record ReorderNote(NoteId note, int index) implements NoteEdit {}

    /** Adds a group; its nodes leave the groups they were in. */
    record AddGroup(Group group, Optional<Integer> index) implements GroupEdit {}

    /** Removes a group; its nodes stay, and groups inside it move up to its own parent. */
    record RemoveGroup(GroupId group) implements GroupEdit {}

    /** Gives a group another name. */
    record RenameGroup(GroupId group, String name) implements GroupEdit {}

    /** Sets which nodes lie in a group. A node lies in one group at most, so it leaves the one it was in. */
    record SetGroupNodes(GroupId group, List<NodeId> nodes) implements GroupEdit {

        public SetGroupNodes {
            nodes = List.copyOf(nodes);
        }
    }

    /** Puts a group into another one, or, without a parent, onto the canvas itself. */
    record SetGroupParent(GroupId group, Optional<GroupId> parent) implements GroupEdit {}

    /** Gives a group another place in the list. */
    record ReorderGroup(GroupId group, int index) implements GroupEdit {}
}
