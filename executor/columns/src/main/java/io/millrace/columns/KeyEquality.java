package io.millrace.columns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether values are equal as keys: as {@code GROUP BY} and {@link KeyHash} see it. NULL equals NULL, NaN equals NaN, -0.0
 * equals 0.0, maps are equal whatever the order of their entries. A join, where NULL matches nothing, drops keys with NULL
 * before it asks.
 *
 * <p>A hash table verifies its candidates column by column, all rows of a batch at once: {@link #keepEqual} narrows the list
 * with each key column, and what fell out goes on to the next slot. Both vectors have the same physical shape. All methods
 * are pure but for the list.
 */
public final class KeyEquality {

    private KeyEquality() {}

    /**
     * Keeps the positions whose rows are equal in one key column.
     *
     * <pre>
     *   positions   [ 0 1 2 3 4 | … ]   count = 5      a[rowsA[p]] equals b[rowsB[p]] for p = 0, 1, 4
     *   afterwards  [ 0 1 4 2 3 | … ]   returns 3      the others stand behind, in any order
     * </pre>
     *
     * @param a mostly the column of a batch
     * @param rowsA the row of {@code a} for each position, null when row and position are the same
     * @param b mostly a column of stored keys
     * @param rowsB the row of {@code b} for each position
     * @param positions a list of positions, each once; the first {@code count} are looked at and put in order
     * @return how many of them are equal; they stand first, in the order they had
     */
    public static int keepEqual(Vector a, int @Nullable [] rowsA, Vector b, int[] rowsB, int[] positions, int count) {
        if (a.getClass() != b.getClass()) {
            throw new IllegalArgumentException("Keys of " + a.type() + " and " + b.type() + " cannot be compared");
        }
        boolean nulls = a.hasNulls() || b.hasNulls();
        int kept = 0;
        for (int from = 0; from < count; from += Long.SIZE) {
            int length = Math.min(count - from, Long.SIZE);
            long equal = KeyEqualityKernels.equalValues(a, rowsA, b, rowsB, positions, from, length);
            if (nulls) {
                equal = KeyEqualityKernels.withNulls(
                        equal, a.nulls(), rowsA, b.nulls(), rowsB, positions, from, length);
            }
            kept = moveToFront(equal, positions, from, length, kept);
        }
        return kept;
    }

    /** Whether two single values are equal as keys. */
    public static boolean equal(Vector a, int rowA, Vector b, int rowB) {
        boolean isNull = a.isNull(rowA);
        if (isNull || b.isNull(rowB)) {
            return isNull && b.isNull(rowB);
        }
        return switch (a) {
            case ByteVector bytes -> bytes.values()[rowA] == ((ByteVector) b).values()[rowB];
            case ShortVector shorts -> shorts.values()[rowA] == ((ShortVector) b).values()[rowB];
            case IntVector ints -> ints.values()[rowA] == ((IntVector) b).values()[rowB];
            case LongVector longs -> longs.values()[rowA] == ((LongVector) b).values()[rowB];
            case FloatVector floats -> equal(floats.values()[rowA], ((FloatVector) b).values()[rowB]);
            case DoubleVector doubles -> equal(doubles.values()[rowA], ((DoubleVector) b).values()[rowB]);
            case WideVector wide ->
                wide.high()[rowA] == ((WideVector) b).high()[rowB] && wide.low()[rowA] == ((WideVector) b).low()[rowB];
            case NanosVector nanos ->
                nanos.millis()[rowA] == ((NanosVector) b).millis()[rowB]
                        && nanos.nanos()[rowA] == ((NanosVector) b).nanos()[rowB];
            case BytesVector bytes -> equalBytes(bytes, rowA, (BytesVector) b, rowB);
            case ArrayVector array -> equalArrays(array, rowA, (ArrayVector) b, rowB);
            case MapVector map -> MapEquality.equal(map, rowA, (MapVector) b, rowB);
            case RowVector fields -> equalFields(fields, rowA, (RowVector) b, rowB);
        };
    }

    /** One zero, one NaN. */
    static boolean equal(double a, double b) {
        return a == b || (Double.isNaN(a) && Double.isNaN(b));
    }

    static boolean equalBytes(BytesVector a, int rowA, BytesVector b, int rowB) {
        int length = a.lengths()[rowA];
        if (length != b.lengths()[rowB]) {
            return false;
        }
        int startA = a.starts()[rowA];
        int startB = b.starts()[rowB];
        return Arrays.equals(a.data(), startA, startA + length, b.data(), startB, startB + length);
    }

    private static boolean equalArrays(ArrayVector a, int rowA, ArrayVector b, int rowB) {
        int length = a.lengths()[rowA];
        if (length != b.lengths()[rowB]) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!equal(a.elements(), a.starts()[rowA] + i, b.elements(), b.starts()[rowB] + i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalFields(RowVector a, int rowA, RowVector b, int rowB) {
        for (int i = 0; i < a.fieldCount(); i++) {
            if (!equal(a.field(i), rowA, b.field(i), rowB)) {
                return false;
            }
        }
        return true;
    }

    /** Swaps what is equal with the first that is not; nothing moves as long as all are equal, which is the usual case. */
    private static int moveToFront(long equal, int[] positions, int from, int length, int keptBefore) {
        int kept = keptBefore;
        if (kept == from && equal == -1L >>> (Long.SIZE - length)) {
            return kept + length;
        }
        for (long left = equal; left != 0; left &= left - 1) {
            int index = from + Long.numberOfTrailingZeros(left);
            int position = positions[index];
            positions[index] = positions[kept];
            positions[kept++] = position;
        }
        return kept;
    }
}
