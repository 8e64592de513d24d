package io.millrace.columns;

import io.millrace.model.type.DataType;
import io.millrace.model.type.Physical;

/**
 * A number for each value that begins as the order of {@link ValueOrder} does: a value with a smaller one comes first, and only among
 * values of one number the values themselves have to be looked at. For sorted state, which goes by numbers.
 */
public final class OrderNumber {

    private OrderNumber() {}

    /** Whether values of one number are equal. */
    public static boolean isExact(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> true;
            case WIDE, NANOS, BYTES, ARRAY, MAP, ROW -> false;
        };
    }

    /** Whether all values of this number are equal. */
    public static boolean tells(DataType type, long number) {
        // Wide numbers that do not fit are the first and the last.
        boolean isOfWide = type.physical() == Physical.WIDE && number != Long.MIN_VALUE && number != Long.MAX_VALUE;
        return isOfWide || isExact(type);
    }

    /**
     * The number of a value that is not NULL.
     *
     * @throws IllegalArgumentException for arrays, maps and rows
     */
    public static long of(Vector column, int row) {
        return switch (column) {
            case ByteVector bytes -> bytes.values()[row];
            case ShortVector shorts -> shorts.values()[row];
            case IntVector ints -> ints.values()[row];
            case LongVector longs -> longs.values()[row];
            case FloatVector floats -> of(floats.values()[row]);
            case DoubleVector doubles -> of(doubles.values()[row]);
            case WideVector wide -> clamped(wide.high()[row], wide.low()[row]);
            case NanosVector nanos -> nanos.millis()[row];
            case BytesVector bytes -> beginningOf(bytes, row);
            case ArrayVector _, MapVector _, RowVector _ ->
                throw new IllegalArgumentException("Rows are not sorted by values of " + column.type());
        };
    }

    /** One zero, and NaN behind all others. */
    private static long of(double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }

    private static long clamped(long high, long low) {
        if (high == low >> 63) {
            return low;
        }
        return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** Up to eight bytes, unsigned, with zeros behind them. */
    private static long beginningOf(BytesVector bytes, int row) {
        byte[] data = bytes.data();
        int start = bytes.starts()[row];
        int length = Math.min(bytes.lengths()[row], Long.BYTES);
        long number = 0;
        for (int i = 0; i < length; i++) {
            number |= (data[start + i] & 0xFFL) << 56 - 8 * i;
        }
        return number ^ Long.MIN_VALUE;
    }
}
