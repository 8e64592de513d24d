package io.millrace.model.text;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonBoolean;
import io.millrace.model.json.JsonNull;
import io.millrace.model.json.JsonNumber;
import io.millrace.model.json.JsonObject;
import io.millrace.model.json.JsonString;
import java.util.Map;
import java.util.Set;

/**
 * Writes the one YAML text of a value, made for reading: block style two blanks deep, members in canonical order, text
 * in quotes only where YAML would read something else, text of several lines as a {@code |} block. Small objects that
 * are one thing to the eye (the end of an edge, a point, a size, a column, a parameter) stand on one line. {@link YamlText} reads the
 * text back to an equal value.
 */
public final class YamlWriter {

    /**
     * The keys of objects that stand on one line. Which do is told from the keys and not from the width or from the
     * neighbours, so that a change of one value never changes the lines of another.
     */
    private static final Set<Set<String>> ON_ONE_LINE = Set.of(
            Set.of("node", "port"),
            Set.of("x", "y"),
            Set.of("height", "width"),
            Set.of("name", "type"),
            Set.of("name", "type", "default"));

    /** A longer text gets a line of its own. */
    private static final int LONGEST_ON_ONE_LINE = 100;

    /** YAML wants a longer key announced by {@code ?}; the limit is 1,024 characters, quotes and escapes included. */
    private static final int LONGEST_SIMPLE_KEY = 1_000;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** The text of a value, ending with a line feed. */
    public static String write(Json value) {
        YamlWriter writer = new YamlWriter();
        writer.value(value, 0);
        if (writer.out.isEmpty() || writer.out.charAt(writer.out.length() - 1) != '\n') {
            writer.out.append('\n');
        }
        return writer.out.toString();
    }

    /** Writes a value from the end of the current line on; lists and objects go on in lines of this indent. */
    private void value(Json value, int indent) {
        switch (value) {
            case JsonObject object
            when !object.isEmpty() -> {
                if (isOnOneLine(object)) {
                    oneLine(object);
                } else {
                    members(object, indent);
                }
            }
            case JsonArray array when !array.elements().isEmpty() -> elements(array, indent);
            case JsonString text -> YamlScalars.append(text.value(), indent, out);
            case JsonObject _, JsonArray _, JsonNumber _, JsonBoolean _, JsonNull _ -> out.append(value);
        }
    }

    private void members(JsonObject object, int indent) {
        boolean isFirst = true;
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            startLine(isFirst, indent);
            isFirst = false;
            String key = YamlScalars.onOneLine(member.getKey());
            if (key.length() > LONGEST_SIMPLE_KEY) {
                out.append("? ").append(key);
                startLine(false, indent);
                out.append(':');
            } else {
                out.append(key).append(':');
            }
            if (isBlock(member.getValue())) {
                startLine(false, indent + 2);
            } else {
                out.append(' ');
            }
            value(member.getValue(), indent + 2);
        }
    }

    private void elements(JsonArray array, int indent) {
        boolean isFirst = true;
        for (Json element : array.elements()) {
            startLine(isFirst, indent);
            isFirst = false;
            out.append("- ");
            value(element, indent + 2);
        }
    }

    /** The first line of a block was begun by whoever opened it. */
    private void startLine(boolean isBegun, int indent) {
        if (!isBegun) {
            if (out.charAt(out.length() - 1) != '\n') {
                out.append('\n');
            }
            out.repeat(' ', indent);
        }
    }

    private static boolean isBlock(Json value) {
        return switch (value) {
            case JsonObject object -> !object.isEmpty() && !isOnOneLine(object);
            case JsonArray array -> !array.elements().isEmpty();
            case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> false;
        };
    }

    private static boolean isOnOneLine(JsonObject object) {
        return ON_ONE_LINE.contains(object.members().keySet())
                && object.members().values().stream().allMatch(YamlWriter::isShortScalar);
    }

    private static boolean isShortScalar(Json value) {
        return switch (value) {
            case JsonString(String text) -> text.length() <= LONGEST_ON_ONE_LINE && text.indexOf('\n') < 0;
            case JsonObject _, JsonArray _ -> false;
            case JsonNumber _, JsonBoolean _, JsonNull _ -> true;
        };
    }

    private void oneLine(JsonObject object) {
        String separator = "{";
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            out.append(separator).append(member.getKey()).append(": ");
            out.append(
                    member.getValue() instanceof JsonString(String text)
                            ? YamlScalars.inBraces(text)
                            : member.getValue().toString());
            separator = ", ";
        }
        out.append('}');
    }
}
