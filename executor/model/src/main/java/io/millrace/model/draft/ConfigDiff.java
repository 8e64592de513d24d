package io.millrace.model.draft;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The edits that make one config into another, field by field. */
final class ConfigDiff {

    private final NodeId node;
    private final Consumer<Edit> emit;

    private ConfigDiff(NodeId node, Consumer<Edit> emit) {
        this.node = node;
        this.emit = emit;
    }

    static void between(NodeId node, FieldPath path, JsonObject before, JsonObject after, Consumer<Edit> emit) {
        new ConfigDiff(node, emit).value(path, before, after);
    }

    private void value(FieldPath path, Json before, Json after) {
        if (before.equals(after)) {
            return;
        }
        if (before instanceof JsonObject old && after instanceof JsonObject wanted) {
            object(path, old, wanted);
        } else if (before instanceof JsonArray old
                && after instanceof JsonArray wanted
                && allHaveIds(old)
                && allHaveIds(wanted)) {
            elementsById(path, old, wanted);
        } else if (before instanceof JsonArray old
                && after instanceof JsonArray wanted
                && noneHasId(old)
                && noneHasId(wanted)) {
            elementsByPosition(path, old, wanted);
        } else {
            emit.accept(new Edit.SetConfig(node, path, after));
        }
    }

    private void object(FieldPath path, JsonObject before, JsonObject after) {
        for (String key : before.members().keySet()) {
            if (after.get(key).isEmpty()) {
                emit.accept(new Edit.RemoveConfig(node, path.key(key)));
            }
        }
        for (Map.Entry<String, Json> member : after.members().entrySet()) {
            Optional<Json> old = before.get(member.getKey());
            FieldPath at = path.key(member.getKey());
            if (old.isPresent()) {
                value(at, old.get(), member.getValue());
            } else {
                emit.accept(new Edit.SetConfig(node, at, member.getValue()));
            }
        }
    }

    private void elementsById(FieldPath path, JsonArray before, JsonArray after) {
        List<Json> kept = before.elements().stream()
                .filter(element -> withId(after, id(element)).isPresent())
                .toList();
        for (Json element : before.elements()) {
            FieldPath at = path.element(id(element));
            withId(after, id(element))
                    .ifPresentOrElse(
                            wanted -> value(at, element, wanted), () -> emit.accept(new Edit.RemoveElement(node, at)));
        }
        ListOrder.arrange(
                kept,
                after.elements(),
                ConfigDiff::id,
                (id, index) -> emit.accept(new Edit.MoveElement(node, path.element(id), index)));
        ListOrder.added(
                kept,
                after.elements(),
                ConfigDiff::id,
                (element, index) -> emit.accept(new Edit.AddElement(node, path, element, Optional.of(index))));
    }

    /** Equal elements at both ends stay; between them element meets element, and what is left over goes or comes. */
    private void elementsByPosition(FieldPath path, JsonArray before, JsonArray after) {
        int shorter = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        int common = shorter - tail;
        for (int i = head; i < common; i++) {
            value(path.index(i), before.get(i), after.get(i));
        }
        for (int i = before.size() - tail - 1; i >= common; i--) {
            emit.accept(new Edit.RemoveElement(node, path.index(i)));
        }
        for (int i = common; i < after.size() - tail; i++) {
            emit.accept(new Edit.AddElement(node, path, after.get(i), Optional.of(i)));
        }
    }

    private static boolean allHaveIds(JsonArray list) {
        Set<String> seen = new HashSet<>();
        return list.elements().stream()
                .allMatch(element -> FieldPath.idOf(element).filter(seen::add).isPresent());
    }

    private static boolean noneHasId(JsonArray list) {
        return list.elements().stream()
                .allMatch(element -> FieldPath.idOf(element).isEmpty());
    }

    private static String id(Json element) {
        return FieldPath.idOf(element).orElseThrow();
    }

    private static Optional<Json> withId(JsonArray list, String id) {
        return new FieldPath(List.of(new FieldPath.Element(id))).find(list);
    }
}
