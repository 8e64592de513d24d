package io.millrace.formats.csv;

import io.millrace.columns.ByteVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.ShortVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.spi.text.NumberText;

/** TINYINT, SMALLINT, INT, BIGINT and the intervals, which are whole numbers of months or milliseconds. */
final class WholeNumberReader extends ColumnReader {

    private final NumberText number = new NumberText();
    private final long min;
    private final long max;
    private Vector vector;

    WholeNumberReader(Column column, BadRecord badRecord) {
        super(column, badRecord);
        vector = Vector.create(type, 0);
        switch (type.physical()) {
            case BYTE -> {
                min = Byte.MIN_VALUE;
                max = Byte.MAX_VALUE;
            }
            case SHORT -> {
                min = Short.MIN_VALUE;
                max = Short.MAX_VALUE;
            }
            case INT -> {
                min = Integer.MIN_VALUE;
                max = Integer.MAX_VALUE;
            }
            default -> {
                min = Long.MIN_VALUE;
                max = Long.MAX_VALUE;
            }
        }
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
        if (!number.read(data, start, end)) {
            throw wrongType(data, start, end);
        }
        if (!number.toLong(min, max)) {
            throw outOfRange(data, start, end, number.hasFraction() ? "has a fraction and so is no" : "does not fit");
        }
        switch (vector) {
            case IntVector ints -> ints.values()[row] = (int) number.value();
            case LongVector longs -> longs.values()[row] = number.value();
            case ShortVector shorts -> shorts.values()[row] = (short) number.value();
            case ByteVector bytes -> bytes.values()[row] = (byte) number.value();
            default -> throw new IllegalStateException("No vector of whole numbers: " + type);
        }
    }
}
