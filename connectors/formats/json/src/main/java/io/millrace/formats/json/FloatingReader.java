package io.millrace.formats.json;

import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;
import java.nio.charset.StandardCharsets;

/** FLOAT and DOUBLE. */
final class FloatingReader extends ValueReader {

    private static final byte[] NAN = "NaN".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INFINITY = "Infinity".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MINUS_INFINITY = "-Infinity".getBytes(StandardCharsets.US_ASCII);

    private Vector vector;

    FloatingReader(String path, DataType type) {
        super(path, type);
        vector = Vector.create(type, 0);
    }

    @Override
    Vector vector() {
        return vector;
    }

    @Override
    void bind(Vector target, byte[] bytes) {
        vector = target;
    }

    @Override
    void value(JsonCursor in, byte found, int row) {
        int start = in.place;
        if (!Numbers.read(in, found)) {
            storeSpecial(in, found, row);
        } else if (vector instanceof DoubleVector doubles) {
            double value = in.number.toDouble();
            requireFinite(in, start, value);
            doubles.values()[row] = value;
        } else {
            float value = in.number.toFloat();
            requireFinite(in, start, value);
            ((FloatVector) vector).values()[row] = value;
        }
    }

    private void requireFinite(JsonCursor in, int start, double value) {
        if (Double.isInfinite(value)) {
            throw outOfRange(in, start, "is beyond every");
        }
    }

    /** What JSON has no numbers for, as text. */
    private void storeSpecial(JsonCursor in, byte found, int row) {
        if (found != '"') {
            throw wrongType(in);
        }
        int start = in.place;
        in.plainText();
        double value;
        if (in.plainTextIs(NAN)) {
            value = Double.NaN;
        } else if (in.plainTextIs(INFINITY)) {
            value = Double.POSITIVE_INFINITY;
        } else if (in.plainTextIs(MINUS_INFINITY)) {
            value = Double.NEGATIVE_INFINITY;
        } else {
            in.place = start;
            throw wrongType(in);
        }
        if (vector instanceof DoubleVector doubles) {
            doubles.values()[row] = value;
        } else {
            ((FloatVector) vector).values()[row] = (float) value;
        }
    }
}
