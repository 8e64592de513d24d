package io.millrace.columns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The order of values, as Flink SQL sorts in ascending order: NULL first, false before true, numbers by size, -0.0 as 0.0,
 * NaN behind all numbers, characters and bytes by unsigned bytes (for UTF-8 that is the order of code points), arrays and
 * rows element by element. Values are equal in this order exactly when {@link KeyEquality} says so. Maps have no order.
 *
 * <p>Both vectors have the same physical shape. All methods are pure but for the results they fill.
 */
public final class ValueOrder {

    private ValueOrder() {}

    /**
     * Compares rows pairwise by one more column: results that are not 0 are decided already and stay. Called with a column
     * after the other, on results that are all 0 at first, this compares rows as {@code ORDER BY} does.
     *
     * @param rowsA the rows of {@code a}, null for 0 to count - 1
     * @param rowsB the rows of {@code b}, null for 0 to count - 1
     * @param results by position: below 0 when the row of {@code a} comes first, above 0 when that of {@code b} does
     */
    public static void compare(
            Vector a, int @Nullable [] rowsA, Vector b, int @Nullable [] rowsB, int count, int[] results) {
        requireSameShape(a, b);
        switch (a) {
            case IntVector ints
            when !a.hasNulls() && !b.hasNulls() ->
                compare(ints.values(), rowsA, ((IntVector) b).values(), rowsB, count, results);
            case LongVector longs
            when !a.hasNulls() && !b.hasNulls() ->
                compare(longs.values(), rowsA, ((LongVector) b).values(), rowsB, count, results);
            case DoubleVector doubles
            when !a.hasNulls() && !b.hasNulls() ->
                compare(doubles.values(), rowsA, ((DoubleVector) b).values(), rowsB, count, results);
            case BytesVector bytes
            when !a.hasNulls() && !b.hasNulls() -> compare(bytes, rowsA, (BytesVector) b, rowsB, count, results);
            default -> compareEach(a, rowsA, b, rowsB, count, results);
        }
    }

    /** Compares two single values: below 0 when that of {@code a} comes first, above 0 when that of {@code b} does. */
    public static int compare(Vector a, int rowA, Vector b, int rowB) {
        boolean isNullA = a.isNull(rowA);
        boolean isNullB = b.isNull(rowB);
        if (isNullA || isNullB) {
            return Boolean.compare(isNullB, isNullA);
        }
        return switch (a) {
            case ByteVector bytes -> Byte.compare(bytes.values()[rowA], ((ByteVector) b).values()[rowB]);
            case ShortVector shorts -> Short.compare(shorts.values()[rowA], ((ShortVector) b).values()[rowB]);
            case IntVector ints -> Integer.compare(ints.values()[rowA], ((IntVector) b).values()[rowB]);
            case LongVector longs -> Long.compare(longs.values()[rowA], ((LongVector) b).values()[rowB]);
            case FloatVector floats -> compare(floats.values()[rowA], ((FloatVector) b).values()[rowB]);
            case DoubleVector doubles -> compare(doubles.values()[rowA], ((DoubleVector) b).values()[rowB]);
            case WideVector wide -> compareWide(wide, rowA, (WideVector) b, rowB);
            case NanosVector nanos -> compareNanos(nanos, rowA, (NanosVector) b, rowB);
            case BytesVector bytes -> compareBytes(bytes, rowA, (BytesVector) b, rowB);
            case ArrayVector array -> compareArrays(array, rowA, (ArrayVector) b, rowB);
            case RowVector fields -> compareFields(fields, rowA, (RowVector) b, rowB);
            case MapVector _ -> throw new IllegalArgumentException("Values of " + a.type() + " have no order");
        };
    }

    /** One zero, one NaN; unlike {@code Double.compare}, which puts -0.0 before 0.0. */
    public static int compare(double a, double b) {
        return a < b ? -1 : a > b ? 1 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }

    private static void requireSameShape(Vector a, Vector b) {
        if (a.getClass() != b.getClass()) {
            throw new IllegalArgumentException("Values of " + a.type() + " and " + b.type() + " cannot be compared");
        }
    }

    private static void compare(
            int[] a, int @Nullable [] rowsA, int[] b, int @Nullable [] rowsB, int count, int[] results) {
        for (int i = 0; i < count; i++) {
            int order = Integer.compare(a[rowsA == null ? i : rowsA[i]], b[rowsB == null ? i : rowsB[i]]);
            results[i] = results[i] == 0 ? order : results[i];
        }
    }

    private static void compare(
            long[] a, int @Nullable [] rowsA, long[] b, int @Nullable [] rowsB, int count, int[] results) {
        for (int i = 0; i < count; i++) {
            int order = Long.compare(a[rowsA == null ? i : rowsA[i]], b[rowsB == null ? i : rowsB[i]]);
            results[i] = results[i] == 0 ? order : results[i];
        }
    }

    private static void compare(
            double[] a, int @Nullable [] rowsA, double[] b, int @Nullable [] rowsB, int count, int[] results) {
        for (int i = 0; i < count; i++) {
            if (results[i] == 0) {
                results[i] = compare(a[rowsA == null ? i : rowsA[i]], b[rowsB == null ? i : rowsB[i]]);
            }
        }
    }

    private static void compare(
            BytesVector a, int @Nullable [] rowsA, BytesVector b, int @Nullable [] rowsB, int count, int[] results) {
        for (int i = 0; i < count; i++) {
            if (results[i] == 0) {
                results[i] = compareBytes(a, rowsA == null ? i : rowsA[i], b, rowsB == null ? i : rowsB[i]);
            }
        }
    }

    private static void compareEach(
            Vector a, int @Nullable [] rowsA, Vector b, int @Nullable [] rowsB, int count, int[] results) {
        for (int i = 0; i < count; i++) {
            if (results[i] == 0) {
                results[i] = compare(a, rowsA == null ? i : rowsA[i], b, rowsB == null ? i : rowsB[i]);
            }
        }
    }

    private static int compareWide(WideVector a, int rowA, WideVector b, int rowB) {
        int order = Long.compare(a.high()[rowA], b.high()[rowB]);
        return order != 0 ? order : Long.compareUnsigned(a.low()[rowA], b.low()[rowB]);
    }

    private static int compareNanos(NanosVector a, int rowA, NanosVector b, int rowB) {
        int order = Long.compare(a.millis()[rowA], b.millis()[rowB]);
        return order != 0 ? order : Integer.compare(a.nanos()[rowA], b.nanos()[rowB]);
    }

    private static int compareBytes(BytesVector a, int rowA, BytesVector b, int rowB) {
        int startA = a.starts()[rowA];
        int startB = b.starts()[rowB];
        return Arrays.compareUnsigned(
                a.data(), startA, startA + a.lengths()[rowA], b.data(), startB, startB + b.lengths()[rowB]);
    }

    private static int compareArrays(ArrayVector a, int rowA, ArrayVector b, int rowB) {
        int lengthA = a.lengths()[rowA];
        int lengthB = b.lengths()[rowB];
        for (int i = 0; i < Math.min(lengthA, lengthB); i++) {
            int order = compare(a.elements(), a.starts()[rowA] + i, b.elements(), b.starts()[rowB] + i);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(lengthA, lengthB);
    }

    private static int compareFields(RowVector a, int rowA, RowVector b, int rowB) {
        for (int i = 0; i < a.fieldCount(); i++) {
            int order = compare(a.field(i), rowA, b.field(i), rowB);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
