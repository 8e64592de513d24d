package io.millrace.formats.json;

import io.millrace.model.type.ArrayType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.format.TypeGuess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the values of one field have in common. Where they are of several kinds, the type is STRING, which holds them all. */
final class JsonGuess {

    /** Fields lie so deep at most that get types of their own; what lies deeper is text. */
    private static final int DEEPEST = 8;

    /** An object with more fields is a map, or an attack. */
    private static final int MOST_FIELDS = 1_000;

    private final int depth;
    private final TypeGuess texts = TypeGuess.ofText();
    private final TypeGuess numbers = TypeGuess.ofNumbers();
    private final Map<String, JsonGuess> fields = new LinkedHashMap<>();
    private boolean anyBoolean;
    private boolean anyObject;
    private boolean tooDeep;
    private @Nullable JsonGuess elements;

    JsonGuess(int depth) {
        this.depth = depth;
    }

    /**
     * Takes the value that begins here in.
     *
     * @throws BadRecord if it is not well formed
     */
    void read(JsonCursor in) {
        byte found = in.next();
        switch (found) {
            case '"' -> {
                in.plainText();
                texts.add(plain(in));
            }
            case 't', 'f' -> {
                in.bool();
                anyBoolean = true;
            }
            case 'n' -> in.nothing();
            case '{', '[' -> {
                if (depth == DEEPEST) {
                    in.skip();
                    tooDeep = true;
                } else if (found == '{') {
                    object(in);
                } else {
                    list(in);
                }
            }
            default -> {
                if (!JsonCursor.beginsNumber(found)) {
                    throw in.syntax("expected a value");
                }
                int start = in.place;
                in.number();
                numbers.add(new String(in.data, start, in.place - start, StandardCharsets.US_ASCII));
            }
        }
    }

    private void object(JsonCursor in) {
        anyObject = true;
        in.place++;
        if (in.next() == '}') {
            in.place++;
            return;
        }
        do {
            if (in.next() != '"') {
                throw in.syntax("expected a key in quotes");
            }
            in.plainText();
            String key = plain(in);
            in.expect(':');
            if (fields.containsKey(key) || fields.size() < MOST_FIELDS) {
                fields.computeIfAbsent(key, _ -> new JsonGuess(depth + 1)).read(in);
            } else {
                in.skip();
            }
        } while (in.goesOn('}'));
    }

    private void list(JsonCursor in) {
        JsonGuess inside = elements == null ? new JsonGuess(depth + 1) : elements;
        elements = inside;
        in.place++;
        if (in.next() == ']') {
            in.place++;
            return;
        }
        do {
            inside.read(in);
        } while (in.goesOn(']'));
    }

    private static String plain(JsonCursor in) {
        return new String(in.plain, in.plainStart, in.plainEnd - in.plainStart, StandardCharsets.UTF_8);
    }

    /** The fields of the objects that were read, in the order they were met. */
    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        fields.forEach((name, guess) -> {
            if (!name.isEmpty()) {
                columns.add(new Column(name, guess.type()));
            }
        });
        return columns;
    }

    private DataType type() {
        List<DataType> kinds = new ArrayList<>();
        if (!texts.isEmpty()) {
            kinds.add(texts.type());
        }
        if (!numbers.isEmpty()) {
            kinds.add(numbers.type());
        }
        if (anyBoolean) {
            kinds.add(new DataType(ScalarType.BOOLEAN, true));
        }
        if (elements != null) {
            kinds.add(new DataType(new ArrayType(elements.type()), true));
        }
        if (anyObject) {
            kinds.add(columns().isEmpty() ? text() : new DataType(new RowType(columns()), true));
        }
        return kinds.size() == 1 && !tooDeep ? kinds.getFirst() : text();
    }

    private static DataType text() {
        return new DataType(CharacterType.STRING, true);
    }
}
