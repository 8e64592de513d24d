package io.millrace.formats.csv;

import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.model.type.Column;
import io.millrace.model.type.DecimalType;
import io.millrace.spi.text.NumberText;

/** DECIMAL, exact; digits behind the scale are rounded half up. */
final class DecimalReader extends ColumnReader {

    private final NumberText number = new NumberText();
    private final int precision;
    private final int scale;
    private Vector vector;

    DecimalReader(Column column, DecimalType decimal, BadRecord badRecord) {
        super(column, badRecord);
        precision = decimal.precision();
        scale = decimal.scale();
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
        if (!number.read(data, start, end)) {
            throw wrongType(data, start, end);
        }
        boolean fits = vector instanceof LongVector
                ? number.toDecimal(precision, scale)
                : number.toWideDecimal(precision, scale);
        if (!fits) {
            throw outOfRange(data, start, end, "does not fit");
        }
        if (vector instanceof LongVector longs) {
            longs.values()[row] = number.value();
        } else {
            WideVector wide = (WideVector) vector;
            wide.high()[row] = number.high();
            wide.low()[row] = number.value();
        }
    }
}
