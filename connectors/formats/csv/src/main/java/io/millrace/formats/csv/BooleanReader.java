package io.millrace.formats.csv;

import io.millrace.columns.ByteVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;

/** BOOLEAN: {@code true} and {@code false}, in small letters or capitals. */
final class BooleanReader extends ColumnReader {

    private ByteVector vector;

    BooleanReader(Column column, BadRecord badRecord) {
        super(column, badRecord);
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
    void value(byte[] data, int start, int end, Fields fields, int field, int row) {
        boolean isTrue = is("true", data, start, end);
        if (!isTrue && !is("false", data, start, end)) {
            throw wrongType(data, start, end);
        }
        vector.values()[row] = (byte) (isTrue ? 1 : 0);
    }

    private static boolean is(String word, byte[] data, int start, int end) {
        if (end - start != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((data[start + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
