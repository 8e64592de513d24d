package io.millrace.columns;

import org.jspecify.annotations.Nullable;

/**
 * Compares up to 64 pairs of rows at once, in one plain loop per shape of value: bit {@code i} of the result belongs to the
 * pair at {@code positions[from + i]}.
 */
final class KeyEqualityKernels {

    private KeyEqualityKernels() {}

    /** Which pairs have equal values; NULL bits are not looked at. */
    static long equalValues(
            Vector a, int @Nullable [] rowsA, Vector b, int[] rowsB, int[] positions, int from, int length) {
        return switch (a) {
            case ByteVector bytes ->
                equal(bytes.values(), rowsA, ((ByteVector) b).values(), rowsB, positions, from, length);
            case ShortVector shorts ->
                equal(shorts.values(), rowsA, ((ShortVector) b).values(), rowsB, positions, from, length);
            case IntVector ints ->
                equal(ints.values(), rowsA, ((IntVector) b).values(), rowsB, positions, from, length);
            case LongVector longs ->
                equal(longs.values(), rowsA, ((LongVector) b).values(), rowsB, positions, from, length);
            case FloatVector floats ->
                equal(floats.values(), rowsA, ((FloatVector) b).values(), rowsB, positions, from, length);
            case DoubleVector doubles ->
                equal(doubles.values(), rowsA, ((DoubleVector) b).values(), rowsB, positions, from, length);
            case WideVector wide ->
                equal(wide.high(), rowsA, ((WideVector) b).high(), rowsB, positions, from, length)
                        & equal(wide.low(), rowsA, ((WideVector) b).low(), rowsB, positions, from, length);
            case NanosVector nanos ->
                equal(nanos.millis(), rowsA, ((NanosVector) b).millis(), rowsB, positions, from, length)
                        & equal(nanos.nanos(), rowsA, ((NanosVector) b).nanos(), rowsB, positions, from, length);
            case BytesVector bytes -> equal(bytes, rowsA, (BytesVector) b, rowsB, positions, from, length);
            case ArrayVector _, MapVector _, RowVector _ -> nested(a, rowsA, b, rowsB, positions, from, length);
        };
    }

    /** Corrects what {@link #equalValues} says where NULL is: equal when both are NULL, else not. */
    static long withNulls(
            long equal,
            long[] nullsA,
            int @Nullable [] rowsA,
            long[] nullsB,
            int[] rowsB,
            int[] positions,
            int from,
            int length) {
        long bothNull = 0;
        long oneNull = 0;
        for (int i = 0; i < length; i++) {
            int position = positions[from + i];
            int rowA = rowsA == null ? position : rowsA[position];
            int rowB = rowsB[position];
            long isNullA = nullsA[rowA >>> 6] >>> rowA & 1;
            long isNullB = nullsB[rowB >>> 6] >>> rowB & 1;
            bothNull |= (isNullA & isNullB) << i;
            oneNull |= (isNullA ^ isNullB) << i;
        }
        return (equal | bothNull) & ~oneNull;
    }

    private static long equal(
            byte[] a, int @Nullable [] rowsA, byte[] b, int[] rowsB, int[] positions, int from, int length) {
        long equal = 0;
        for (int i = 0; i < length; i++) {
            int position = positions[from + i];
            equal |= (a[rowsA == null ? position : rowsA[position]] == b[rowsB[position]] ? 1L : 0L) << i;
        }
        return equal;
    }

    private static long equal(
            short[] a, int @Nullable [] rowsA, short[] b, int[] rowsB, int[] positions, int from, int length) {
        long equal = 0;
        for (int i = 0; i < length; i++) {
            int position = positions[from + i];
            equal |= (a[rowsA == null ? position : rowsA[position]] == b[rowsB[position]] ? 1L : 0L) << i;
        }
        return equal;
    }

    private static long equal(
            int[] a, int @Nullable [] rowsA, int[] b, int[] rowsB, int[] positions, int from, int length) {
        long equal = 0;
        for (int i = 0; i < length; i++) {
            int position = positions[from + i];
            equal |= (a[rowsA == null ? position : rowsA[position]] == b[rowsB[position]] ? 1L : 0L) << i;
        }
        return equal;
    }

    private static long equal(
            long[] a, int @Nullable [] rowsA, long[] b, int[] rowsB, int[] positions, int from, int length) {
        long equal = 0;
        for (int i = 0; i < length; i++) {
            int position = positions[from + i];
            equal |= (a[rowsA == null ? position : rowsA[position]] == b[rowsB[position]] ? 1L : 0L) << i;
        }
        return equal;
    }

    private static long equal(
            float[] a, int @Nullable [] rowsA, float[] b, int[] rowsB, int[] positions, int from, int length) {
        long equal = 0;
        for (int i = 0; i < length; i++) {
            int position = positions[from + i];
            int rowA = rowsA == null ? position : rowsA[position];
            equal |= (KeyEquality.equal(a[rowA], b[rowsB[position]]) ? 1L : 0L) << i;
        }
        return equal;
    }

    private static long equal(
            double[] a, int @Nullable [] rowsA, double[] b, int[] rowsB, int[] positions, int from, int length) {
        long equal = 0;
        for (int i = 0; i < length; i++) {
            int position = positions[from + i];
            int rowA = rowsA == null ? position : rowsA[position];
            equal |= (KeyEquality.equal(a[rowA], b[rowsB[position]]) ? 1L : 0L) << i;
        }
        return equal;
    }

    private static long equal(
            BytesVector a, int @Nullable [] rowsA, BytesVector b, int[] rowsB, int[] positions, int from, int length) {
        long equal = 0;
        for (int i = 0; i < length; i++) {
            int position = positions[from + i];
            int rowA = rowsA == null ? position : rowsA[position];
            equal |= (KeyEquality.equalBytes(a, rowA, b, rowsB[position]) ? 1L : 0L) << i;
        }
        return equal;
    }

    private static long nested(
            Vector a, int @Nullable [] rowsA, Vector b, int[] rowsB, int[] positions, int from, int length) {
        long equal = 0;
        for (int i = 0; i < length; i++) {
            int position = positions[from + i];
            int rowA = rowsA == null ? position : rowsA[position];
            equal |= (KeyEquality.equal(a, rowA, b, rowsB[position]) ? 1L : 0L) << i;
        }
        return equal;
    }
}
