package io.millrace.plan.logical;

import io.millrace.model.document.NodeId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import java.util.List;

/**
 * A state of an operator, in its config: how it is named, and what it holds, so that it can be said whether another plan may
 * go on with it. Names are made of what a user's edits keep: the node, the role of the state in it, the ids of the list
 * elements it serves; never of a label or a position.
 *
 * @param role what it is for, such as {@code accumulators}
 * @param elements ids of the list elements it serves, in a stable order
 * @param shape what its rows mean beyond their columns: with another shape they mean something else
 * @param key what rows are found by, in order
 * @param value what is kept for a key
 * @param opaque whether it can only be read by an operator that keeps just the same
 */
public record StateDeclaration(
        NodeId owner,
        String role,
        List<String> elements,
        String shape,
        List<Part> key,
        List<Part> value,
        boolean opaque) {

    /**
     * A piece of what it holds.
     *
     * @param id an element's id, or a column's name
     * @param content what it is: a type, or a function of one
     * @param of of what it is, as it is written; empty where the id says all
     */
    public record Part(String id, String content, String of) {

        /** A piece of which the id says what it is of. */
        public Part(String id, String content) {
            this(id, content, "");
        }

        private Json json() {
            JsonObject json = JsonObject.of("id", Json.of(id), "content", Json.of(content));
            return of.isEmpty() ? json : json.with("of", Json.of(of));
        }
    }

    public StateDeclaration {
        elements = List.copyOf(elements);
        key = List.copyOf(key);
        value = List.copyOf(value);
    }

    /** As they stand in the config, under {@code state}. */
    public static JsonArray json(List<StateDeclaration> all) {
        return new JsonArray(all.stream().map(StateDeclaration::json).toList());
    }

    private Json json() {
        JsonObject json = JsonObject.of(
                        "owner",
                        Json.of(owner.value()),
                        "role",
                        Json.of(role),
                        "elements",
                        new JsonArray(
                                elements.stream().map(id -> (Json) Json.of(id)).toList()))
                .with("shape", Json.of(shape))
                .with("key", parts(key))
                .with("value", parts(value));
        return opaque ? json.with("opaque", Json.of(true)) : json;
    }

    private static JsonArray parts(List<Part> parts) {
        return new JsonArray(parts.stream().map(Part::json).toList());
    }
}
