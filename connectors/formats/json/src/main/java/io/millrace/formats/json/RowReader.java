package io.millrace.formats.json;

import io.millrace.columns.RowVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;

/** ROW. */
final class RowReader extends ValueReader {

    private final ObjectReader fields;
    private RowVector vector;

    RowReader(String path, DataType type, ObjectReader fields) {
        super(path, type);
        this.fields = fields;
        vector = (RowVector) Vector.create(type, 0);
    }

    @Override
    Vector vector() {
        return vector;
    }

    @Override
    void bind(Vector target, byte[] bytes) {
        vector = (RowVector) target;
        fields.bind(vector::field, bytes);
    }

    @Override
    void value(JsonCursor in, byte found, int row) {
        if (found != '{') {
            throw wrongType(in);
        }
        fields.read(in, row);
    }

    /** Takes back what a rejected record may have left in a row. */
    void forget(int row) {
        fields.forget(row);
    }
}
