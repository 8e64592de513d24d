package io.millrace.columns;

import java.util.Arrays;

/**
 * Whether two values are the same, as keys are: NULL is NULL, NaN is NaN, -0.0 is 0.0, maps are compared without regard
 * to order.
 */
public final class VectorEquality {

    private VectorEquality() {}

    /** Compares a row of one vector with a row of another of the same physical shape. */
    public static boolean equal(Vector a, int rowA, Vector b, int rowB) {
        boolean nullA = a.isNull(rowA);
        if (nullA || b.isNull(rowB)) {
            return nullA && b.isNull(rowB);
        }
        return switch (a) {
            case ByteVector x -> x.values()[rowA] == ((ByteVector) b).values()[rowB];
            case ShortVector x -> x.values()[rowA] == ((ShortVector) b).values()[rowB];
            case IntVector x -> x.values()[rowA] == ((IntVector) b).values()[rowB];
            case LongVector x -> x.values()[rowA] == ((LongVector) b).values()[rowB];
            case FloatVector x -> sameNumber(x.values()[rowA], ((FloatVector) b).values()[rowB]);
            case DoubleVector x -> sameNumber(x.values()[rowA], ((DoubleVector) b).values()[rowB]);
            case WideVector x ->
                x.high()[rowA] == ((WideVector) b).high()[rowB] && x.low()[rowA] == ((WideVector) b).low()[rowB];
            case NanosVector x ->
                x.millis()[rowA] == ((NanosVector) b).millis()[rowB]
                        && x.nanos()[rowA] == ((NanosVector) b).nanos()[rowB];
            case BytesVector x -> {
                BytesVector y = (BytesVector) b;
                int startA = x.starts()[rowA];
                int startB = y.starts()[rowB];
                yield Arrays.equals(
                        x.data(), startA, startA + x.lengths()[rowA], y.data(), startB, startB + y.lengths()[rowB]);
            }
            case ArrayVector x -> equalArrays(x, rowA, (ArrayVector) b, rowB);
            case MapVector x -> equalMaps(x, rowA, (MapVector) b, rowB);
            case RowVector x -> equalRows(x, rowA, (RowVector) b, rowB);
        };
    }

    private static boolean sameNumber(double a, double b) {
        return a == b || (Double.isNaN(a) && Double.isNaN(b));
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

    private static boolean equalMaps(MapVector a, int rowA, MapVector b, int rowB) {
        int length = a.lengths()[rowA];
        if (length != b.lengths()[rowB]) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!hasEntry(b, rowB, a, a.starts()[rowA] + i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEntry(MapVector map, int row, MapVector of, int entry) {
        for (int i = 0; i < map.lengths()[row]; i++) {
            int candidate = map.starts()[row] + i;
            if (equal(map.keys(), candidate, of.keys(), entry)) {
                return equal(map.values(), candidate, of.values(), entry);
            }
        }
        return false;
    }

    private static boolean equalRows(RowVector a, int rowA, RowVector b, int rowB) {
        for (int i = 0; i < a.fieldCount(); i++) {
            if (!equal(a.field(i), rowA, b.field(i), rowB)) {
                return false;
            }
        }
        return true;
    }
}
