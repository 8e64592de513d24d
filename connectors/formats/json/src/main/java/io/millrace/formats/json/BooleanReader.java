package io.millrace.formats.json;

import io.millrace.columns.ByteVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;

/** BOOLEAN. */
final class BooleanReader extends ValueReader {

    private ByteVector vector;

    BooleanReader(String path, DataType type) {
        super(path, type);
        vector = (ByteVector) Vector.create(type, 0);
    }

    @Override
    Vector vector() {
        return vector;
    }

    @Override
    void bind(Vector target, byte[] bytes) {
        vector = (ByteVector) target;
    }

    @Override
    void value(JsonCursor in, byte found, int row) {
        vector.values()[row] = (byte) (read(in, found) ? 1 : 0);
    }

    private boolean read(JsonCursor in, byte found) {
        if (found == 't' || found == 'f') {
            return in.bool();
        }
        if (found != '"') {
            throw wrongType(in);
        }
        int start = in.place;
        in.plainText();
        boolean isTrue = in.plainTextIs(JsonCursor.TRUE);
        if (!isTrue && !in.plainTextIs(JsonCursor.FALSE)) {
            in.place = start;
            throw wrongType(in);
        }
        return isTrue;
    }
}
