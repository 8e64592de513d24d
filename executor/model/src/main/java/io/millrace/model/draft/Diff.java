package io.millrace.model.draft;

import io.millrace.model.document.Edge;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Group;
import io.millrace.model.document.GroupId;
import io.millrace.model.document.Layout;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.Note;
import io.millrace.model.document.Parameter;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.Point;
import io.millrace.model.document.Settings;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.JsonObject;
import io.millrace.model.shape.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The edits that make one document into another: how a save of text enters the log of edits.
 *
 * <p>Edits are as small as the difference allows (one field of one node), so that they merge with what others did
 * meanwhile. Everything is matched by identity: a node whose id changed is another node.
 */
public final class Diff {

    private static final Codec<Settings> SETTINGS = Codec.of(Settings.class);

    private final PipelineDocument target;
    private final List<Edit> edits = new ArrayList<>();
    private PipelineDocument current;

    private Diff(PipelineDocument from, PipelineDocument target) {
        this.current = from;
        this.target = target;
    }

    /**
     * The edits that make {@code from} into {@code to}: applied in order to {@code from} they give {@code to}, but for
     * its id, which no edit changes. Empty when there is no difference.
     */
    public static List<Edit> between(PipelineDocument from, PipelineDocument to) {
        Diff diff = new Diff(from, to.withId(from.id()));
        diff.heading();
        diff.parameters();
        diff.nodes();
        diff.edges();
        diff.positions();
        diff.notes();
        diff.groups();
        if (!diff.current.equals(diff.target)) {
            throw new IllegalStateException("The edits " + diff.edits + " do not make the document");
        }
        return List.copyOf(diff.edits);
    }

    /** Each edit is applied as soon as it is found, so the next is found on what is really there then. */
    private void emit(Edit edit) {
        current = Drafts.apply(current, edit).require().document();
        edits.add(edit);
    }

    private void heading() {
        if (!current.name().equals(target.name())) {
            emit(new Edit.SetName(target.name()));
        }
        if (!current.description().equals(target.description())) {
            emit(new Edit.SetDescription(target.description()));
        }
        JsonObject before = (JsonObject) SETTINGS.write(current.settings());
        JsonObject after = (JsonObject) SETTINGS.write(target.settings());
        Set<String> keys = new TreeSet<>(before.members().keySet());
        keys.addAll(after.members().keySet());
        for (String key : keys) {
            if (!before.get(key).equals(after.get(key))) {
                emit(new Edit.SetSetting(key, after.get(key)));
            }
        }
    }

    private void parameters() {
        for (Parameter parameter : current.parameters()) {
            Optional<Parameter> wanted = target.parameter(parameter.name());
            if (wanted.isEmpty()) {
                emit(new Edit.RemoveParameter(parameter.name()));
            } else if (!wanted.get().equals(parameter)) {
                emit(new Edit.SetParameter(parameter.name(), wanted.get()));
            }
        }
        ListOrder.arrange(
                current.parameters(),
                target.parameters(),
                Parameter::name,
                (name, index) -> emit(new Edit.ReorderParameter(name, index)));
        ListOrder.added(
                current.parameters(),
                target.parameters(),
                Parameter::name,
                (parameter, index) -> emit(new Edit.AddParameter(parameter, Optional.of(index))));
    }

    private void nodes() {
        for (Node node : current.nodes()) {
            Optional<Node> wanted = target.node(node.id());
            if (wanted.isEmpty()) {
                emit(new Edit.RemoveNode(node.id()));
            } else {
                node(node, wanted.get());
            }
        }
        ListOrder.arrange(
                current.nodes(), target.nodes(), Node::id, (id, index) -> emit(new Edit.ReorderNode(id, index)));
        ListOrder.added(
                current.nodes(),
                target.nodes(),
                Node::id,
                (node, index) -> emit(new Edit.AddNode(node, Optional.of(index))));
    }

    private void node(Node before, Node after) {
        NodeId id = before.id();
        if (!before.name().equals(after.name())) {
            emit(new Edit.RenameNode(id, after.name()));
        }
        if (!before.type().equals(after.type()) || before.typeVersion() != after.typeVersion()) {
            emit(new Edit.SetNodeType(id, after.type(), after.typeVersion()));
        }
        ConfigDiff.between(id, FieldPath.ROOT, before.config(), after.config(), this::emit);
        if (!before.errors().equals(after.errors())) {
            emit(new Edit.SetErrors(id, after.errors()));
        }
    }

    private void edges() {
        for (Edge edge : current.edges()) {
            if (!target.edges().contains(edge)) {
                emit(new Edit.RemoveEdge(edge));
            }
        }
        ListOrder.arrange(
                current.edges(),
                target.edges(),
                edge -> edge,
                (edge, index) -> emit(new Edit.ReorderEdge(edge, index)));
        ListOrder.added(
                current.edges(),
                target.edges(),
                edge -> edge,
                (edge, index) -> emit(new Edit.AddEdge(edge, Optional.of(index))));
    }

    private void positions() {
        Map<NodeId, Point> before = current.layout().positions();
        Map<NodeId, Point> after = target.layout().positions();
        Map<NodeId, Point> moved = new TreeMap<>(after);
        moved.entrySet().removeAll(before.entrySet());
        if (!moved.isEmpty()) {
            emit(new Edit.MoveNodes(moved));
        }
        List<NodeId> cleared = before.keySet().stream()
                .filter(node -> !after.containsKey(node))
                .toList();
        if (!cleared.isEmpty()) {
            emit(new Edit.ClearPositions(cleared));
        }
    }

    private void notes() {
        Layout wanted = target.layout();
        for (Note note : current.layout().notes()) {
            wanted.note(note.id())
                    .ifPresentOrElse(after -> note(note, after), () -> emit(new Edit.RemoveNote(note.id())));
        }
        ListOrder.arrange(
                current.layout().notes(),
                wanted.notes(),
                Note::id,
                (id, index) -> emit(new Edit.ReorderNote(id, index)));
        ListOrder.added(
                current.layout().notes(),
                wanted.notes(),
                Note::id,
                (note, index) -> emit(new Edit.AddNote(note, Optional.of(index))));
    }

    private void note(Note before, Note after) {
        if (!before.text().equals(after.text())) {
            emit(new Edit.SetNoteText(before.id(), after.text()));
        }
        if (!before.position().equals(after.position())) {
            emit(new Edit.MoveNote(before.id(), after.position()));
        }
        if (!before.size().equals(after.size())) {
            emit(new Edit.ResizeNote(before.id(), after.size()));
        }
    }

    /** Groups come first and get their parents last, since a parent must be there and no circle may arise on the way. */
    private void groups() {
        Layout wanted = target.layout();
        for (Group group : current.layout().groups()) {
            if (wanted.group(group.id()).isEmpty()) {
                emit(new Edit.RemoveGroup(group.id()));
            }
        }
        ListOrder.arrange(
                current.layout().groups(),
                wanted.groups(),
                Group::id,
                (id, index) -> emit(new Edit.ReorderGroup(id, index)));
        ListOrder.added(
                current.layout().groups(),
                wanted.groups(),
                Group::id,
                (group, index) -> emit(new Edit.AddGroup(group.withParent(Optional.empty()), Optional.of(index))));
        wanted.groups().forEach(this::members);
        Set<GroupId> adrift = new TreeSet<>();
        for (Group group : wanted.groups()) {
            Optional<GroupId> parent = current.layout().group(group.id()).flatMap(Group::parent);
            if (!parent.equals(group.parent())) {
                adrift.add(group.id());
                if (parent.isPresent() && group.parent().isPresent()) {
                    emit(new Edit.SetGroupParent(group.id(), Optional.empty()));
                }
            }
        }
        adrift.forEach(id ->
                emit(new Edit.SetGroupParent(id, wanted.group(id).orElseThrow().parent())));
    }

    private void members(Group after) {
        Group before = current.layout().group(after.id()).orElseThrow();
        if (!before.name().equals(after.name())) {
            emit(new Edit.RenameGroup(after.id(), after.name()));
        }
        if (!before.nodes().equals(after.nodes())) {
            emit(new Edit.SetGroupNodes(after.id(), after.nodes()));
        }
    }
}
