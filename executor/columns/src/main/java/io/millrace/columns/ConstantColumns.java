package io.millrace.columns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Columns with the same value in all rows, to the bit. Mostly the second row differs and the question costs nothing. ARRAY,
 * MAP and ROW count as constant only when all rows are NULL: comparing them would cost more than writing them.
 */
final class ConstantColumns {

    private ConstantColumns() {}

    static boolean isConstant(Vector column, int @Nullable [] rows, int count) {
        boolean firstIsNull = column.isNull(rows == null ? 0 : rows[0]);
        if (column.hasNulls() && !nullsAre(firstIsNull, column, rows, count)) {
            return false;
        }
        return firstIsNull || hasOneValue(column, rows, count);
    }

    private static boolean nullsAre(boolean expected, Vector column, int @Nullable [] rows, int count) {
        for (int i = 0; i < count; i++) {
            if (column.isNull(rows == null ? i : rows[i]) != expected) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasOneValue(Vector column, int @Nullable [] rows, int count) {
        return switch (column) {
            case ByteVector bytes -> hasOneValue(bytes.values(), rows, count);
            case ShortVector shorts -> hasOneValue(shorts.values(), rows, count);
            case IntVector ints -> hasOneValue(ints.values(), rows, count);
            case LongVector longs -> hasOneValue(longs.values(), rows, count);
            case FloatVector floats -> hasOneValue(floats.values(), rows, count);
            case DoubleVector doubles -> hasOneValue(doubles.values(), rows, count);
            case WideVector wide -> hasOneValue(wide.low(), rows, count) && hasOneValue(wide.high(), rows, count);
            case NanosVector nanos ->
                hasOneValue(nanos.nanos(), rows, count) && hasOneValue(nanos.millis(), rows, count);
            case BytesVector bytes -> hasOneValue(bytes, rows, count);
            case ArrayVector _, MapVector _, RowVector _ -> false;
        };
    }

    private static boolean hasOneValue(byte[] values, int @Nullable [] rows, int count) {
        byte first = values[rows == null ? 0 : rows[0]];
        int i = 1;
        while (i < count && values[rows == null ? i : rows[i]] == first) {
            i++;
        }
        return i == count;
    }

    private static boolean hasOneValue(short[] values, int @Nullable [] rows, int count) {
        short first = values[rows == null ? 0 : rows[0]];
        int i = 1;
        while (i < count && values[rows == null ? i : rows[i]] == first) {
            i++;
        }
        return i == count;
    }

    private static boolean hasOneValue(int[] values, int @Nullable [] rows, int count) {
        int first = values[rows == null ? 0 : rows[0]];
        int i = 1;
        while (i < count && values[rows == null ? i : rows[i]] == first) {
            i++;
        }
        return i == count;
    }

    private static boolean hasOneValue(long[] values, int @Nullable [] rows, int count) {
        long first = values[rows == null ? 0 : rows[0]];
        int i = 1;
        while (i < count && values[rows == null ? i : rows[i]] == first) {
            i++;
        }
        return i == count;
    }

    private static boolean hasOneValue(float[] values, int @Nullable [] rows, int count) {
        int first = Float.floatToRawIntBits(values[rows == null ? 0 : rows[0]]);
        int i = 1;
        while (i < count && Float.floatToRawIntBits(values[rows == null ? i : rows[i]]) == first) {
            i++;
        }
        return i == count;
    }

    private static boolean hasOneValue(double[] values, int @Nullable [] rows, int count) {
        long first = Double.doubleToRawLongBits(values[rows == null ? 0 : rows[0]]);
        int i = 1;
        while (i < count && Double.doubleToRawLongBits(values[rows == null ? i : rows[i]]) == first) {
            i++;
        }
        return i == count;
    }

    private static boolean hasOneValue(BytesVector column, int @Nullable [] rows, int count) {
        int first = rows == null ? 0 : rows[0];
        int i = 1;
        while (i < count && KeyEquality.equalBytes(column, first, column, rows == null ? i : rows[i])) {
            i++;
        }
        return i == count;
    }

    /** Gives the rows 1 to count - 1 the value of row 0; ranges then overlap, nothing is copied. */
    static void spread(Vector column, int count) {
        switch (column) {
            case ByteVector bytes -> Arrays.fill(bytes.values(), 1, count, bytes.values()[0]);
            case ShortVector shorts -> Arrays.fill(shorts.values(), 1, count, shorts.values()[0]);
            case IntVector ints -> Arrays.fill(ints.values(), 1, count, ints.values()[0]);
            case LongVector longs -> Arrays.fill(longs.values(), 1, count, longs.values()[0]);
            case FloatVector floats -> Arrays.fill(floats.values(), 1, count, floats.values()[0]);
            case DoubleVector doubles -> Arrays.fill(doubles.values(), 1, count, doubles.values()[0]);
            case WideVector wide -> {
                Arrays.fill(wide.high(), 1, count, wide.high()[0]);
                Arrays.fill(wide.low(), 1, count, wide.low()[0]);
            }
            case NanosVector nanos -> {
                Arrays.fill(nanos.millis(), 1, count, nanos.millis()[0]);
                Arrays.fill(nanos.nanos(), 1, count, nanos.nanos()[0]);
            }
            case BytesVector bytes -> spread(bytes.starts(), bytes.lengths(), count);
            case ArrayVector array -> spread(array.starts(), array.lengths(), count);
            case MapVector map -> spread(map.starts(), map.lengths(), count);
            case RowVector fields -> {
                for (int i = 0; i < fields.fieldCount(); i++) {
                    spread(fields.field(i), count);
                }
            }
        }
        if (column.isNull(0)) {
            for (int row = 1; row < count; row++) {
                column.setNull(row);
            }
        }
    }

    private static void spread(int[] starts, int[] lengths, int count) {
        Arrays.fill(starts, 1, count, starts[0]);
        Arrays.fill(lengths, 1, count, lengths[0]);
    }
}
