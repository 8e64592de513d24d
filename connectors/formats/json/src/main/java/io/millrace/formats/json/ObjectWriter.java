package io.millrace.formats.json;

import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.spi.format.RowEncoder.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Writes an object with all its keys, in order: a record, or a ROW in one. */
final class ObjectWriter {

    /** Each key with quotes and colon, and with what stands before it. */
    private final byte[][] keys;

    private final ValueWriter[] values;

    ObjectWriter(List<Column> columns) {
        keys = new byte[columns.size()][];
        values = columns.stream().map(column -> ValueWriters.of(column.type())).toArray(ValueWriter[]::new);
        for (int i = 0; i < keys.length; i++) {
            byte[] name = columns.get(i).name().getBytes(StandardCharsets.UTF_8);
            Buffer key = new Buffer();
            key.put((byte) (i == 0 ? '{' : ','));
            QuotedText.put(key, name, 0, name.length);
            key.put((byte) ':');
            keys[i] = Arrays.copyOf(key.bytes(), key.size());
        }
    }

    void write(IntFunction<Vector> columns, int row, Buffer to) {
        for (int i = 0; i < values.length; i++) {
            to.put(keys[i], 0, keys[i].length);
            ValueWriters.write(values[i], columns.apply(i), row, to);
        }
        if (values.length == 0) {
            to.put((byte) '{');
        }
        to.put((byte) '}');
    }
}
