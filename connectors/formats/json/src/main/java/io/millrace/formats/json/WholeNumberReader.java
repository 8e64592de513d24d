package io.millrace.formats.json;

import io.millrace.columns.ByteVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.ShortVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;

/** TINYINT, SMALLINT, INT, BIGINT and the intervals, which are whole numbers of months or milliseconds. */
final class WholeNumberReader extends ValueReader {

    /** So many digits cannot overflow. */
    private static final int SAFE_DIGITS = 18;

    private final long min;
    private final long max;
    private Vector vector;

    WholeNumberReader(String path, DataType type) {
        super(path, type);
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
    void value(JsonCursor in, byte found, int row) {
        byte[] data = in.data;
        int start = in.place;
        int at = found == '-' ? start + 1 : start;
        int first = at;
        long magnitude = 0;
        byte digit = data[at];
        while (digit >= '0' && digit <= '9') {
            magnitude = magnitude * 10 + digit - '0';
            digit = data[++at];
        }
        int digits = at - first;
        boolean isPlain = digits > 0
                && digits <= SAFE_DIGITS
                && (data[first] != '0' || digits == 1)
                && digit != '.'
                && (digit | 0x20) != 'e';
        long value = found == '-' ? -magnitude : magnitude;
        if (isPlain && value >= min && value <= max) {
            in.place = at;
            store(row, value);
        } else {
            store(row, slowly(in, found));
        }
    }

    private long slowly(JsonCursor in, byte found) {
        int start = in.place;
        if (!Numbers.read(in, found)) {
            throw wrongType(in);
        }
        if (!in.number.toLong(min, max)) {
            throw outOfRange(in, start, in.number.hasFraction() ? "has a fraction and so is no" : "does not fit");
        }
        return in.number.value();
    }

    private void store(int row, long value) {
        switch (vector) {
            case IntVector ints -> ints.values()[row] = (int) value;
            case LongVector longs -> longs.values()[row] = value;
            case ShortVector shorts -> shorts.values()[row] = (short) value;
            case ByteVector bytes -> bytes.values()[row] = (byte) value;
            default -> throw new IllegalStateException("No vector of whole numbers: " + type);
        }
    }
}
