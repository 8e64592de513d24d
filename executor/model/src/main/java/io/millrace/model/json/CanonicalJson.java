package io.millrace.model.json;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one text of a value. Equal values give equal text:
 *
 * <ul>
 *   <li>members in {@link #KEY_ORDER}: the keys a reader looks for first, then all others by UTF-16 code unit;
 *   <li>numbers by value, see {@link JsonNumber#toString};
 *   <li>text with the short escapes {@code \" \\ \b \f \n \r \t}, other control characters as four lower-case hex
 *       digits, everything else as itself.
 * </ul>
 *
 * <p>This is RFC 8785 with two changes: the leading keys, so that a person can read a document, and decimal numbers,
 * which RFC 8785 would round to doubles. {@link #pretty} is the same text with line breaks and two blanks of indent.
 */
public final class CanonicalJson {

    /** Keys that come first, in this order. Part of the format: adding one changes texts and hashes. */
    private static final List<String> LEADING_KEYS = List.of(
            "apiVersion",
            "kind",
            "id",
            "name",
            "type",
            "typeVersion",
            "policy",
            "description",
            "settings",
            "parameters",
            "nodes",
            "edges",
            "layout");

    private static final Map<String, Integer> RANKS =
            LEADING_KEYS.stream().collect(Collectors.toUnmodifiableMap(key -> key, LEADING_KEYS::indexOf));

    /** The order members are kept and written in. */
    public static final Comparator<String> KEY_ORDER =
            Comparator.<String>comparingInt(CanonicalJson::rank).thenComparing(Comparator.naturalOrder());

    private CanonicalJson() {}

    /** The value on one line, without blanks. */
    public static String print(Json value) {
        StringBuilder out = new StringBuilder();
        write(value, -1, out);
        return out.toString();
    }

    /** The value over many lines, ending with a line feed. */
    public static String pretty(Json value) {
        StringBuilder out = new StringBuilder();
        write(value, 0, out);
        return out.append('\n').toString();
    }

    /** Appends the text as a JSON string, quotes included. */
    public static void appendQuoted(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static int rank(String key) {
        Integer rank = RANKS.get(key);
        return rank == null ? Integer.MAX_VALUE : rank;
    }

    /** Writes a value; {@code indent} is the level of its line, negative for text on one line. */
    private static void write(Json value, int indent, StringBuilder out) {
        switch (value) {
            case JsonObject object -> {
                Iterator<Map.Entry<String, Json>> members =
                        object.members().entrySet().iterator();
                out.append('{');
                while (members.hasNext()) {
                    Map.Entry<String, Json> member = members.next();
                    newLine(indent + 1, indent, out);
                    appendQuoted(member.getKey(), out);
                    out.append(indent < 0 ? ":" : ": ");
                    write(member.getValue(), deeper(indent), out);
                    out.append(members.hasNext() ? "," : "");
                }
                close(object.isEmpty(), '}', indent, out);
            }
            case JsonArray array -> {
                Iterator<Json> elements = array.elements().iterator();
                out.append('[');
                while (elements.hasNext()) {
                    newLine(indent + 1, indent, out);
                    write(elements.next(), deeper(indent), out);
                    out.append(elements.hasNext() ? "," : "");
                }
                close(array.elements().isEmpty(), ']', indent, out);
            }
            case JsonString text -> appendQuoted(text.value(), out);
            case JsonNumber number -> out.append(number);
            case JsonBoolean bool -> out.append(bool);
            case JsonNull none -> out.append(none);
        }
    }

    private static int deeper(int indent) {
        return indent < 0 ? indent : indent + 1;
    }

    private static void close(boolean isEmpty, char bracket, int indent, StringBuilder out) {
        if (!isEmpty) {
            newLine(indent, indent, out);
        }
        out.append(bracket);
    }

    private static void newLine(int level, int indent, StringBuilder out) {
        if (indent >= 0) {
            out.append('\n').repeat("  ", level);
        }
    }
}
