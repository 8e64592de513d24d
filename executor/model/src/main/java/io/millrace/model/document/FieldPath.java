package io.millrace.model.document;

import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The way to a field: {@code config.aggregates[avg-delay].argument}, {@code columns[2].expression}.
 *
 * <p>Three kinds of step: the key of an object; the position in a list, counted from 0; the id of a list element, which
 * finds the first element that is an object whose member {@code id} is that text.
 * <b>An element that has an id is always addressed by it</b>, so a path stays right when somebody else moves or inserts
 * elements; positions are for elements without one.
 *
 * <p>As text, keys are joined by dots, positions and ids stand in brackets. A key that is no plain word stands in
 * brackets as a JSON string: {@code options["a.b"]}. An id never starts with a digit, so the three cannot be confused.
 *
 * <p>A problem's path starts at its node ({@code config.…}, {@code errors.to}) or, without a node, at the document; the
 * path of an edit that changes config starts at that config.
 */
public record FieldPath(List<Step> steps) {

    /** The longest path, which is as deep as a value can be. */
    public static final int MOST_STEPS = Json.DEEPEST;

    /** One step of a path. */
    public sealed interface Step {}

    /** To the member of an object under this key. */
    public record Key(String key) implements Step {}

    /** To the element of a list at this position, counted from 0. */
    public record Index(int index) implements Step {

        public Index {
            if (index < 0) {
                throw new IllegalArgumentException("A position counts from 0, so it cannot be " + index);
            }
        }
    }

    /** To the element of a list with this id: a letter or underscore, then letters, digits, underscores, hyphens. */
    public record Element(String id) implements Step {

        public Element {
            if (!FieldPathParser.isElementId(id)) {
                throw new IllegalArgumentException("`" + id + "` cannot be the id of a list element");
            }
        }
    }

    /** The path without steps: the whole. */
    public static final FieldPath ROOT = new FieldPath(List.of());

    public FieldPath {
        steps = List.copyOf(steps);
        if (steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("A path has at most " + MOST_STEPS + " steps");
        }
    }

    /**
     * Reads a path's text.
     *
     * @throws IllegalArgumentException when it is none; the message names the character
     */
    public static FieldPath parse(String text) {
        return FieldPathParser.parse(text);
    }

    /** The path over these keys. */
    public static FieldPath of(String... keys) {
        FieldPath path = ROOT;
        for (String key : keys) {
            path = path.key(key);
        }
        return path;
    }

    /** The path one key further. */
    public FieldPath key(String key) {
        return then(new Key(key));
    }

    /** The path to the element at this position of the list this path leads to. */
    public FieldPath index(int index) {
        return then(new Index(index));
    }

    /** The path to the element with this id of the list this path leads to. */
    public FieldPath element(String id) {
        return then(new Element(id));
    }

    /** The path to an element of the list this path leads to: by its id if it has one, else by its position. */
    public FieldPath elementOf(JsonArray list, int position) {
        return then(stepTo(list, position));
    }

    /** The path one step further. */
    public FieldPath then(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new FieldPath(longer);
    }

    /** This path followed by another. */
    public FieldPath then(FieldPath rest) {
        List<Step> longer = new ArrayList<>(steps);
        longer.addAll(rest.steps);
        return new FieldPath(longer);
    }

    /** Whether this is the path without steps. */
    public boolean isRoot() {
        return steps.isEmpty();
    }

    /** The last step of a path that has one. */
    public Step last() {
        return steps.getLast();
    }

    /** The path without its last step. */
    public FieldPath parent() {
        return new FieldPath(steps.subList(0, steps.size() - 1));
    }

    /** The value this path leads to from the given one, if there is any. */
    public Optional<Json> find(Json from) {
        Json at = from;
        for (Step step : steps) {
            Optional<Json> next = follow(step, at);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
        }
        return Optional.of(at);
    }

    /** Where in a list this step leads; empty for a key, a position past the end and an id that is not there. */
    public static OptionalInt positionIn(JsonArray list, Step step) {
        return switch (step) {
            case Index(int index) -> index < list.size() ? OptionalInt.of(index) : OptionalInt.empty();
            case Element(String id) -> positionOf(list, id);
            case Key _ -> OptionalInt.empty();
        };
    }

    /** The id of a list element that has one: its member {@code id} when that is text which can be an id. */
    public static Optional<String> idOf(Json element) {
        return element instanceof JsonObject object
                ? object.text("id").filter(FieldPathParser::isElementId)
                : Optional.empty();
    }

    /** The step that addresses this element: by id where it has one that no element before it has. */
    private static Step stepTo(JsonArray list, int position) {
        Optional<String> id = idOf(list.get(position));
        boolean isFirst = id.isPresent() && positionOf(list, id.get()).equals(OptionalInt.of(position));
        return isFirst ? new Element(id.get()) : new Index(position);
    }

    private static OptionalInt positionOf(JsonArray list, String id) {
        for (int i = 0; i < list.size(); i++) {
            if (idOf(list.get(i)).equals(Optional.of(id))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static Optional<Json> follow(Step step, Json at) {
        return switch (at) {
            case JsonObject object when step instanceof Key(String key) -> object.get(key);
            case JsonArray list -> {
                OptionalInt position = positionIn(list, step);
                yield position.isPresent() ? Optional.of(list.get(position.getAsInt())) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Step step : steps) {
            switch (step) {
                case Key(String key)
                when FieldPathParser.isPlainKey(key) ->
                    out.append(out.isEmpty() ? "" : ".").append(key);
                case Key(String key) -> {
                    out.append('[');
                    CanonicalJson.appendQuoted(key, out);
                    out.append(']');
                }
                case Index(int index) -> out.append('[').append(index).append(']');
                case Element(String id) -> out.append('[').append(id).append(']');
            }
        }
        return out.toString();
    }
}
