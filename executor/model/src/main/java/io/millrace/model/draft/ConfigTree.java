package io.millrace.model.draft;

import io.millrace.model.document.FieldPath;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.ProblemCodes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rebuilds a JSON tree with a change at the end of a path, and keeps the ids of list elements as they are. */
final class ConfigTree {

    private ConfigTree() {}

    /** The value at a path; refuses when there is none. */
    static Json require(Json root, FieldPath path) {
        return path.find(root).orElseThrow(() -> EditRefused.missing("The field", path));
    }

    /** Where in a list a step leads; refuses when it leads nowhere. */
    static int position(JsonArray list, FieldPath.Step step) {
        return FieldPath.positionIn(list, step)
                .orElseThrow(() -> EditRefused.missing("The element", new FieldPath(List.of(step))));
    }

    /**
     * The tree with the value at a path changed. Objects missing on the way are made.
     *
     * @param change from the value that is there, if any, to the new one, or to none for a member that goes away
     */
    static Json put(Json root, FieldPath path, Function<Optional<Json>, Optional<Json>> change) {
        return put(Optional.of(root), path, 0, change).orElseThrow();
    }

    private static Optional<Json> put(
            Optional<Json> at, FieldPath path, int depth, Function<Optional<Json>, Optional<Json>> change) {
        if (depth == path.steps().size()) {
            return change.apply(at);
        }
        FieldPath.Step step = path.steps().get(depth);
        return switch (at.orElse(JsonObject.EMPTY)) {
            case JsonObject object
            when step instanceof FieldPath.Key(String key) -> {
                Optional<Json> member = put(object.get(key), path, depth + 1, change);
                yield Optional.of(member.map(value -> object.with(key, value)).orElseGet(() -> object.without(key)));
            }
            case JsonArray list
            when !(step instanceof FieldPath.Key) -> {
                int position = position(list, step);
                Json element = put(Optional.of(list.get(position)), path, depth + 1, change)
                        .orElseThrow();
                requireSameId(list, position, element);
                yield Optional.of(list.with(position, element));
            }
            case Json other -> {
                FieldPath upTo = new FieldPath(path.steps().subList(0, depth));
                String here = upTo.isRoot() ? "The config" : "`" + upTo + "`";
                String wanted = step instanceof FieldPath.Key ? "an object" : "a list";
                String actual = at.isEmpty() ? "is not there" : "is " + other.sort();
                throw EditRefused.of(
                        ProblemCodes.EDIT_PATH_INVALID, here + " " + actual + "; the path needs " + wanted + " there");
            }
        };
    }

    /**
     * The path to the list in which a change at a path gave an element its first id. An id is never taken away from an
     * element, so such a change is undone for the list as a whole.
     */
    static Optional<FieldPath> listGivenAnId(Json before, Json after, FieldPath path) {
        for (int i = 0; i < path.steps().size(); i++) {
            FieldPath element = new FieldPath(path.steps().subList(0, i + 1));
            boolean isGiven = path.steps().get(i) instanceof FieldPath.Index
                    && element.find(before).flatMap(FieldPath::idOf).isEmpty()
                    && element.find(after).flatMap(FieldPath::idOf).isPresent();
            if (isGiven) {
                return Optional.of(element.parent());
            }
        }
        return Optional.empty();
    }

    private static void requireSameId(JsonArray list, int position, Json element) {
        Optional<String> before = FieldPath.idOf(list.get(position));
        Optional<String> after = FieldPath.idOf(element);
        if (before.isPresent() && !after.equals(before)) {
            throw EditRefused.of(
                    ProblemCodes.ELEMENT_ID_FIXED,
                    "The id of the element `" + before.get() + "` names state and ports for ever; "
                            + "add a new element and remove this one instead");
        }
        if (before.isEmpty()
                && after.isPresent()
                && FieldPath.positionIn(list, new FieldPath.Element(after.get()))
                        .isPresent()) {
            throw EditRefused.exists("The element", after.get());
        }
    }
}
