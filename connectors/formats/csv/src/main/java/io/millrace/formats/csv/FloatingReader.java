package io.millrace.formats.csv;

import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.spi.text.NumberText;
import java.nio.charset.StandardCharsets;

/** FLOAT and DOUBLE. */
final class FloatingReader extends ColumnReader {

    private final NumberText number = new NumberText();
    private Vector vector;

    FloatingReader(Column column, BadRecord badRecord) {
        super(column, badRecord);
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
    void value(byte[] data, int start, int end, Fields fields, int field, int row) {
        boolean isNumber = number.read(data, start, end);
        if (vector instanceof DoubleVector doubles) {
            double value = isNumber ? number.toDouble() : special(data, start, end);
            doubles.values()[row] = finite(isNumber, value, data, start, end);
        } else {
            float value = isNumber ? number.toFloat() : (float) special(data, start, end);
            ((FloatVector) vector).values()[row] = (float) finite(isNumber, value, data, start, end);
        }
    }

    /** Digits must not become infinite. */
    private double finite(boolean isNumber, double value, byte[] data, int start, int end) {
        if (isNumber && Double.isInfinite(value)) {
            throw outOfRange(data, start, end, "is beyond every");
        }
        return value;
    }

    /** What has no digits. */
    private double special(byte[] data, int start, int end) {
        return switch (end - start > 9 ? "" : new String(data, start, end - start, StandardCharsets.UTF_8)) {
            case "NaN" -> Double.NaN;
            case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw wrongType(data, start, end);
        };
    }
}
