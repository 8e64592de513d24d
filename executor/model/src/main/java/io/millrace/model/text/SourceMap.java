package io.millrace.model.text;

import io.millrace.model.problem.TextPosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the values of a parsed text stand in it. A tree beside the value's own: a step is a key or a position in a list.
 */
public final class SourceMap {

    /** How a value is written, which decides how an offset into its text is found in the source. */
    enum Style {
        /** As itself: a number, a word, plain YAML on one line. */
        PLAIN,
        /** In double quotes, with JSON's escapes. */
        JSON_STRING,
        /** In single quotes, where two stand for one. */
        SINGLE_QUOTED,
        /** A YAML block headed by {@code |}. */
        LITERAL,
        /** Some other way, in which only its beginning is known. */
        OTHER
    }

    /**
     * One value.
     *
     * @param keyStart the offset of the key it stands under, or its own where it has none
     * @param start the offset of its first character
     * @param end the offset after its last character
     */
    record Spot(int keyStart, int start, int end, Style style, Map<String, Spot> members, List<Spot> elements) {

        static Spot scalar(int start, int end, Style style) {
            return new Spot(start, start, end, style, Map.of(), List.of());
        }

        Spot under(int key) {
            return new Spot(key, start, end, style, members, elements);
        }
    }

    private final TextSource source;
    private final Optional<Spot> root;

    SourceMap(TextSource source, Optional<Spot> root) {
        this.source = source;
        this.root = root;
    }

    /** The map of a text in which no place is known. */
    public static SourceMap unknown() {
        return new SourceMap(TextSource.of(""), Optional.empty());
    }

    /**
     * Where the value at the end of these steps starts, or, when it is not there, the nearest value around it.
     *
     * @param steps keys ({@code String}) and list positions ({@code Integer}) from the root
     */
    public Optional<TextPosition> value(List<Object> steps) {
        return root.map(spot -> source.position(walk(spot, steps).start()));
    }

    /** Where the key stands under which the value at the end of these steps lies. */
    public Optional<TextPosition> key(List<Object> steps) {
        return root.map(spot -> source.position(walk(spot, steps).keyStart()));
    }

    /**
     * Where a character of the text value at the end of these steps stands; the value's start when its spelling (folded
     * lines, rare escapes) does not tell.
     *
     * @param offset into the value, in UTF-16 code units
     */
    public Optional<TextPosition> within(List<Object> steps, int offset) {
        return root.map(spot -> {
            Spot value = walk(spot, steps);
            return source.position(SpellingOffsets.find(source, value, offset));
        });
    }

    private static Spot walk(Spot from, List<Object> steps) {
        Spot at = from;
        for (Object step : steps) {
            Spot next = step instanceof Integer index
                    ? (index < at.elements().size() ? at.elements().get(index) : null)
                    : at.members().get((String) step);
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }
}
