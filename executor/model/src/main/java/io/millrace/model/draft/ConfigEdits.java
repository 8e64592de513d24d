package io.millrace.model.draft;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.ProblemCodes;
import java.util.List;
import java.util.Optional;

/** Changes the config of a node by path. */
final class ConfigEdits {

    /** A config stands three levels deep in a document, and the document must stay readable. */
    private static final int DEEPEST = Json.DEEPEST - 3;

    private ConfigEdits() {}

    static Applied apply(PipelineDocument document, Edit.ConfigEdit edit) {
        Listing<Node> nodes = new Listing<>("The node", document.nodes(), Node::id);
        Node node = nodes.get(edit.node());
        try {
            JsonObject config = node.config();
            JsonObject changed = changed(config, edit);
            return new Applied(
                    document.withNodes(nodes.replaced(node.id(), node.withConfig(changed))),
                    List.of(undo(config, changed, edit)));
        } catch (EditRefused e) {
            throw e.at(edit.node(), edit.path());
        }
    }

    /** Refuses configs so deep that the document could not be read again. */
    static void requireDepth(int depth) {
        if (depth > DEEPEST) {
            throw EditRefused.of(
                    ProblemCodes.EDIT_VALUE_INVALID,
                    "A config may be nested " + DEEPEST + " levels deep, not " + depth);
        }
    }

    private static JsonObject changed(JsonObject config, Edit.ConfigEdit edit) {
        Json changed =
                switch (edit) {
                    case Edit.SetConfig(NodeId _, FieldPath path, Json value) -> {
                        requireDepth(path.steps().size() + value.depth());
                        yield ConfigTree.put(config, path, _ -> Optional.of(value));
                    }
                    case Edit.RemoveConfig(NodeId _, FieldPath path) -> {
                        if (path.isRoot() || !(path.last() instanceof FieldPath.Key)) {
                            throw notA(path, "a member of an object; list elements are taken away by `removeElement`");
                        }
                        ConfigTree.require(config, path);
                        yield ConfigTree.put(config, path, _ -> Optional.empty());
                    }
                    case Edit.AddElement(NodeId _, FieldPath path, Json value, Optional<Integer> index) -> {
                        requireDepth(path.steps().size() + 1 + value.depth());
                        yield ConfigTree.put(config, path, list -> Optional.of(added(path, list, value, index)));
                    }
                    case Edit.RemoveElement(NodeId _, FieldPath path) ->
                        ConfigTree.put(config, listOf(config, path), list -> {
                            JsonArray elements = (JsonArray) list.orElseThrow();
                            return Optional.of(elements.without(ConfigTree.position(elements, path.last())));
                        });
                    case Edit.MoveElement(NodeId _, FieldPath path, int index) ->
                        ConfigTree.put(config, listOf(config, path), list -> {
                            JsonArray elements = (JsonArray) list.orElseThrow();
                            int from = ConfigTree.position(elements, path.last());
                            Json element = elements.get(from);
                            JsonArray rest = elements.without(from);
                            return Optional.of(rest.inserted(Listing.within(index, rest.size()), element));
                        });
                };
        if (changed instanceof JsonObject object) {
            return object;
        }
        throw EditRefused.of(ProblemCodes.EDIT_VALUE_INVALID, "A config is an object, not " + changed.sort());
    }

    private static Edit undo(JsonObject config, JsonObject changed, Edit.ConfigEdit edit) {
        return switch (edit) {
            case Edit.SetConfig(NodeId node, FieldPath path, Json _) ->
                restored(
                        config,
                        node,
                        ConfigTree.listGivenAnId(config, changed, path).orElse(path));
            case Edit.RemoveConfig(NodeId node, FieldPath path) -> restored(config, node, path);
            case Edit.AddElement(NodeId node, FieldPath path, Json value, Optional<Integer> index) -> {
                Optional<Json> list = path.find(config);
                if (list.isEmpty()) {
                    yield restored(config, node, path);
                }
                int size = ((JsonArray) list.get()).size();
                FieldPath.Step step = FieldPath.idOf(value)
                        .<FieldPath.Step>map(FieldPath.Element::new)
                        .orElseGet(() -> new FieldPath.Index(Listing.within(index.orElse(size), size)));
                yield new Edit.RemoveElement(node, path.then(step));
            }
            case Edit.RemoveElement(NodeId node, FieldPath path) -> {
                JsonArray list = (JsonArray) ConfigTree.require(config, path.parent());
                int position = ConfigTree.position(list, path.last());
                yield new Edit.AddElement(node, path.parent(), list.get(position), Optional.of(position));
            }
            case Edit.MoveElement(NodeId node, FieldPath path, int index) -> {
                JsonArray list = (JsonArray) ConfigTree.require(config, path.parent());
                int from = ConfigTree.position(list, path.last());
                FieldPath.Step step = path.last() instanceof FieldPath.Element
                        ? path.last()
                        : new FieldPath.Index(Listing.within(index, list.size() - 1));
                yield new Edit.MoveElement(node, path.parent().then(step), from);
            }
        };
    }

    /** Puts back what is at a path now; where there is nothing, takes away all that setting it would make. */
    private static Edit restored(JsonObject config, NodeId node, FieldPath path) {
        Optional<Json> old = path.find(config);
        if (old.isPresent()) {
            return new Edit.SetConfig(node, path, old.get());
        }
        FieldPath made = path;
        while (made.parent().find(config).isEmpty()) {
            made = made.parent();
        }
        return new Edit.RemoveConfig(node, made);
    }

    private static Json added(FieldPath path, Optional<Json> list, Json value, Optional<Integer> index) {
        if (!(list.orElse(JsonArray.EMPTY) instanceof JsonArray elements)) {
            throw notA(path, "a list");
        }
        FieldPath.idOf(value)
                .filter(id -> FieldPath.positionIn(elements, new FieldPath.Element(id))
                        .isPresent())
                .ifPresent(id -> {
                    throw EditRefused.exists("The element", id);
                });
        return elements.inserted(Listing.within(index.orElse(elements.size()), elements.size()), value);
    }

    private static FieldPath listOf(JsonObject config, FieldPath path) {
        if (path.isRoot() || path.last() instanceof FieldPath.Key) {
            throw notA(path, "an element of a list");
        }
        if (!(ConfigTree.require(config, path.parent()) instanceof JsonArray)) {
            throw notA(path.parent(), "a list");
        }
        return path.parent();
    }

    private static EditRefused notA(FieldPath path, String what) {
        return EditRefused.of(ProblemCodes.EDIT_PATH_INVALID, "`" + path + "` is not " + what);
    }
}
