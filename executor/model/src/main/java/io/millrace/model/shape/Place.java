package io.millrace.model.shape;

import io.millrace.model.document.FieldPath;
import io.millrace.model.json.JsonArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where in a JSON value a reader is. Made at every step and asked only when there is something to complain about, so the
 * path is put together then.
 */
public final class Place {

    private final Optional<Place> parent;
    private final String key;
    private final int index;
    private final JsonArray list;

    private Place(Optional<Place> parent, String key, int index, JsonArray list) {
        this.parent = parent;
        this.key = key;
        this.index = index;
        this.list = list;
    }

    /** The whole value. */
    public static Place root() {
        return new Place(Optional.empty(), "", -1, JsonArray.EMPTY);
    }

    /** The member of the object here. */
    public Place key(String name) {
        return new Place(Optional.of(this), name, -1, JsonArray.EMPTY);
    }

    /** The element of the list here. */
    public Place element(JsonArray elements, int position) {
        return new Place(Optional.of(this), "", position, elements);
    }

    /** The place around this one; empty for the whole value. */
    public Optional<Place> parent() {
        return parent;
    }

    /** The path to this place from the root, list elements by id where they have one. */
    public FieldPath path() {
        return parent.map(outer ->
                        index < 0 ? outer.path().key(key) : outer.path().elementOf(list, index))
                .orElse(FieldPath.ROOT);
    }

    /** The steps to this place from the root: keys as {@code String}, positions as {@code Integer}. */
    public List<Object> steps() {
        List<Object> steps = new ArrayList<>();
        Place at = this;
        while (at.parent.isPresent()) {
            steps.add(at.index < 0 ? at.key : (Object) at.index);
            at = at.parent.get();
        }
        Collections.reverse(steps);
        return steps;
    }

    /** What a message calls the value here: {@code `limit`}, {@code an element of `columns`}, {@code the whole}. */
    String subject() {
        if (parent.isEmpty()) {
            return "the whole";
        }
        return index < 0
                ? "`" + shortened(key) + "`"
                : "an element of " + parent.get().subject();
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
