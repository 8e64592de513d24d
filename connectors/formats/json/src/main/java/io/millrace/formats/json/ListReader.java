package io.millrace.formats.json;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;

/** ARRAY. */
final class ListReader extends ValueReader {

    private final ValueReader elements;
    private ArrayVector vector;

    ListReader(String path, DataType type, ValueReader elements) {
        super(path, type);
        this.elements = elements;
        vector = (ArrayVector) Vector.create(type, 0);
    }

    @Override
    Vector vector() {
        return vector;
    }

    @Override
    void bind(Vector target, byte[] bytes) {
        vector = (ArrayVector) target;
        elements.bind(vector.elements(), bytes);
    }

    @Override
    void value(JsonCursor in, byte found, int row) {
        if (found != '[') {
            throw wrongType(in);
        }
        in.place++;
        int start = vector.append(row, 0);
        int count = 0;
        if (in.next() == ']') {
            in.place++;
        } else {
            boolean goesOn = true;
            while (goesOn) {
                // One at a time: elements of inner lists lie in vectors of their own, so these stay side by side.
                elements.read(in, vector.append(row, 1));
                count++;
                goesOn = in.goesOn(']');
            }
        }
        vector.starts()[row] = start;
        vector.lengths()[row] = count;
    }
}
