package io.millrace.formats.json;

import io.millrace.columns.MapVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** MAP with keys of characters. Of a key that stands twice the last value counts. */
final class MapReader extends ValueReader {

    private final TextReader keys;
    private final ValueReader values;
    private MapVector vector;

    MapReader(String path, DataType type, TextReader keys, ValueReader values) {
        super(path, type);
        this.keys = keys;
        this.values = values;
        vector = (MapVector) Vector.create(type, 0);
    }

    @Override
    Vector vector() {
        return vector;
    }

    @Override
    void bind(Vector target, byte[] bytes) {
        vector = (MapVector) target;
        keys.bind(vector.keys(), bytes);
        values.bind(vector.values(), bytes);
    }

    @Override
    void value(JsonCursor in, byte found, int row) {
        if (found != '{') {
            throw wrongType(in);
        }
        in.place++;
        int start = vector.append(row, 0);
        int count = 0;
        if (in.next() == '}') {
            in.place++;
        } else {
            // Keys with escapes are not decoded in place yet, so they are told apart as strings.
            Map<String, Integer> entries = new HashMap<>();
            boolean goesOn = true;
            while (goesOn) {
                int entry = entry(in, row, start + count, entries);
                count = Math.max(count, entry + 1 - start);
                in.expect(':');
                values.read(in, entry);
                goesOn = in.goesOn('}');
            }
        }
        vector.starts()[row] = start;
        vector.lengths()[row] = count;
    }

    /** Reads a key; the entry it had already, or a new one. */
    private int entry(JsonCursor in, int row, int next, Map<String, Integer> entries) {
        if (in.next() != '"') {
            throw in.syntax("expected a key in quotes");
        }
        int before = in.place;
        in.plainText();
        String key = new String(in.plain, in.plainStart, in.plainEnd - in.plainStart, StandardCharsets.UTF_8);
        Integer known = entries.putIfAbsent(key, next);
        if (known != null) {
            return known;
        }
        in.place = before;
        vector.append(row, 1);
        keys.value(in, (byte) '"', next);
        return next;
    }
}
