package io.millrace.engine.operators.topn;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.ByteVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.NanosVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.Rows;
import io.millrace.columns.ShortVector;
import io.millrace.columns.ValueOrder;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.util.Arrays;
import java.util.List;

/**
 * The order of rows. Rows that are equal in it stay in the order they came.
 *
 * <p>Each row has a number that begins as the order does: a row with a smaller one comes first, and only among rows of one number have
 * the values to be looked at.
 */
final class Ranking {

    /**
     * A column that rows are sorted by.
     *
     * @param column its position in the rows
     */
    record By(int column, boolean isDescending, boolean nullsFirst) {}

    private final By[] by;
    private final boolean isExact;

    /** @param by the columns, the first one before the others; none for the order in which rows came */
    Ranking(Schema rows, List<By> by) {
        this.by = by.toArray(By[]::new);
        isExact = by.isEmpty()
                || by.size() == 1 && tellsValue(rows.type(by.getFirst().column()));
    }

    /** Whether equal numbers mean that values and NULL are equal. */
    private static boolean tellsValue(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN, BYTE, SHORT, INT, FLOAT, DOUBLE -> true;
            // There is no number left for NULL.
            case LONG -> !type.isNullable();
            case WIDE, NANOS, BYTES, ARRAY, MAP, ROW -> false;
        };
    }

    /** Whether rows of one number are equal in the order. */
    boolean isExact() {
        return isExact;
    }

    /** Positions of the columns that are compared. */
    int[] columns() {
        return Arrays.stream(by).mapToInt(By::column).toArray();
    }

    /** Fills in the number of each row, by position. */
    void number(Rows rows, long[] numbers) {
        if (by.length == 0) {
            Arrays.fill(numbers, 0, rows.count(), 0);
            return;
        }
        Vector column = rows.batch().column(by[0].column());
        boolean isDescending = by[0].isDescending();
        long ofNull = by[0].nullsFirst() ? Long.MIN_VALUE : Long.MAX_VALUE;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            if (column.isNull(row)) {
                numbers[i] = ofNull;
            } else {
                long number = numberOf(column, row);
                numbers[i] = isDescending ? ~number : number;
            }
        }
    }

    /**
     * Compares rows by all columns: below 0 when the first comes first.
     *
     * @param a the columns that rows are sorted by, in their order
     * @param b the same of the other row
     */
    int compare(Vector[] a, int rowA, Vector[] b, int rowB) {
        for (int i = 0; i < by.length; i++) {
            int order = compare(by[i], a[i], rowA, b[i], rowB);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(By by, Vector a, int rowA, Vector b, int rowB) {
        boolean isNullA = a.isNull(rowA);
        boolean isNullB = b.isNull(rowB);
        if (isNullA || isNullB) {
            return by.nullsFirst() ? Boolean.compare(isNullB, isNullA) : Boolean.compare(isNullA, isNullB);
        }
        int order = ValueOrder.compare(a, rowA, b, rowB);
        return by.isDescending() ? -order : order;
    }

    private static long numberOf(Vector column, int row) {
        return switch (column) {
            case ByteVector bytes -> bytes.values()[row];
            case ShortVector shorts -> shorts.values()[row];
            case IntVector ints -> ints.values()[row];
            case LongVector longs -> longs.values()[row];
            case FloatVector floats -> numberOf(floats.values()[row]);
            case DoubleVector doubles -> numberOf(doubles.values()[row]);
            case WideVector wide -> clamped(wide.high()[row], wide.low()[row]);
            case NanosVector nanos -> nanos.millis()[row];
            case BytesVector bytes -> beginningOf(bytes, row);
            case ArrayVector _, MapVector _, RowVector _ ->
                throw new IllegalArgumentException("Rows are not sorted by values of " + column.type());
        };
    }

    /** One zero, and NaN behind all others. */
    private static long numberOf(double value) {
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
