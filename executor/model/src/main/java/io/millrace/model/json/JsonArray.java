package io.millrace.model.json;

import java.util.ArrayList;
import java.util.List;

/** A list of values; order counts. */
public record JsonArray(List<Json> elements) implements Json {

    /** The empty list. */
    public static final JsonArray EMPTY = new JsonArray(List.of());

    public JsonArray {
        elements = List.copyOf(elements);
    }

    /** The list of these values. */
    public static JsonArray of(Json... elements) {
        return new JsonArray(List.of(elements));
    }

    /** How many elements there are. */
    public int size() {
        return elements.size();
    }

    /** The element at this position. */
    public Json get(int index) {
        return elements.get(index);
    }

    /** The list with the element at this position replaced. */
    public JsonArray with(int index, Json element) {
        List<Json> changed = new ArrayList<>(elements);
        changed.set(index, element);
        return new JsonArray(changed);
    }

    /** The list with this element put before the one now at this position; {@code size()} puts it last. */
    public JsonArray inserted(int index, Json element) {
        List<Json> changed = new ArrayList<>(elements);
        changed.add(index, element);
        return new JsonArray(changed);
    }

    /** The list without the element at this position. */
    public JsonArray without(int index) {
        List<Json> changed = new ArrayList<>(elements);
        changed.remove(index);
        return new JsonArray(changed);
    }

    @Override
    public String toString() {
        return CanonicalJson.print(this);
    }
}
