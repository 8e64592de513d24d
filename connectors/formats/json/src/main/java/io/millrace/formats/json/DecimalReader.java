package io.millrace.formats.json;

import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;

/** DECIMAL, exact; digits behind the scale are rounded half up. */
final class DecimalReader extends ValueReader {

    private final int precision;
    private final int scale;
    private Vector vector;

    DecimalReader(String path, DataType type, DecimalType decimal) {
        super(path, type);
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
    void value(JsonCursor in, byte found, int row) {
        int start = in.place;
        if (!Numbers.read(in, found)) {
            throw wrongType(in);
        }
        boolean fits = vector instanceof LongVector
                ? in.number.toDecimal(precision, scale)
                : in.number.toWideDecimal(precision, scale);
        if (!fits) {
            throw outOfRange(in, start, "does not fit");
        }
        if (vector instanceof LongVector longs) {
            longs.values()[row] = in.number.value();
        } else {
            WideVector wide = (WideVector) vector;
            wide.high()[row] = in.number.high();
            wide.low()[row] = in.number.value();
        }
    }
}
