package io.millrace.columns;

import org.jspecify.annotations.Nullable;

/**
 * Hashes of the values of a column, in passes that each do one thing to all rows: fetch a 64-bit word per row, mix the
 * words, put the hash of NULL where it belongs. Measured with a selection, fetching and mixing apart takes a third of the
 * time of one loop that does both: the compiler turns the mixing alone into vector instructions.
 *
 * <p>Every method works on the positions {@code from} to {@code from + count - 1} and writes what belongs to position
 * {@code from + i} to {@code out[i]}.
 */
final class KeyHashKernels {

    private KeyHashKernels() {}

    /** The hash of each value. */
    static void valueHashes(Vector column, int @Nullable [] rows, int from, int count, long[] out) {
        switch (column) {
            case ByteVector bytes -> words(bytes.values(), rows, from, count, out);
            case ShortVector shorts -> words(shorts.values(), rows, from, count, out);
            case IntVector ints -> words(ints.values(), rows, from, count, out);
            case LongVector longs -> words(longs.values(), rows, from, count, out);
            case FloatVector floats -> words(floats.values(), rows, from, count, out);
            case DoubleVector doubles -> words(doubles.values(), rows, from, count, out);
            case WideVector wide -> words(wide.high(), wide.low(), rows, from, count, out);
            case NanosVector nanos -> words(nanos.millis(), nanos.nanos(), rows, from, count, out);
            case BytesVector bytes -> {
                strings(bytes, rows, from, count, out);
                return;
            }
            case ArrayVector _, MapVector _, RowVector _ -> {
                nested(column, rows, from, count, out);
                return;
            }
        }
        for (int i = 0; i < count; i++) {
            out[i] = KeyHash.ofLong(out[i]);
        }
        if (!column.hasNulls()) {
            return;
        }
        if (rows == null) {
            markNulls(column.nulls(), from, count, out);
        } else {
            markNulls(column.nulls(), rows, from, count, out);
        }
    }

    private static void words(byte[] values, int @Nullable [] rows, int from, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[rows == null ? from + i : rows[from + i]];
        }
    }

    private static void words(short[] values, int @Nullable [] rows, int from, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[rows == null ? from + i : rows[from + i]];
        }
    }

    private static void words(int[] values, int @Nullable [] rows, int from, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[rows == null ? from + i : rows[from + i]];
        }
    }

    private static void words(long[] values, int @Nullable [] rows, int from, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[rows == null ? from + i : rows[from + i]];
        }
    }

    private static void words(float[] values, int @Nullable [] rows, int from, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = KeyHash.wordOfDouble(values[rows == null ? from + i : rows[from + i]]);
        }
    }

    private static void words(double[] values, int @Nullable [] rows, int from, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = KeyHash.wordOfDouble(values[rows == null ? from + i : rows[from + i]]);
        }
    }

    private static void words(long[] high, long[] low, int @Nullable [] rows, int from, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? from + i : rows[from + i];
            out[i] = KeyHash.wordOfDecimal(high[row], low[row]);
        }
    }

    private static void words(long[] millis, int[] nanos, int @Nullable [] rows, int from, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? from + i : rows[from + i];
            out[i] = KeyHash.wordOfTimestamp(millis[row], nanos[row]);
        }
    }

    private static void strings(BytesVector column, int @Nullable [] rows, int from, int count, long[] out) {
        byte[] data = column.data();
        int[] starts = column.starts();
        int[] lengths = column.lengths();
        long[] nulls = column.nulls();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? from + i : rows[from + i];
            // Asked before, not marked after: the bytes under a NULL may be long.
            boolean isNull = (nulls[row >>> 6] >>> row & 1) != 0;
            out[i] = isNull ? KeyHash.NULL : ByteHash.hash(data, starts[row], lengths[row]);
        }
    }

    private static void nested(Vector column, int @Nullable [] rows, int from, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = KeyHash.of(column, rows == null ? from + i : rows[from + i]);
        }
    }

    /** From one NULL to the next, 64 rows at a glance. */
    private static void markNulls(long[] nulls, int from, int count, long[] out) {
        int done = 0;
        while (done < count) {
            int row = from + done;
            int length = Math.min(64 - (row & 63), count - done);
            long left = nulls[row >>> 6] >>> row & -1L >>> (64 - length);
            while (left != 0) {
                out[done + Long.numberOfTrailingZeros(left)] = KeyHash.NULL;
                left &= left - 1;
            }
            done += length;
        }
    }

    /** Without a branch, which would be mispredicted where NULLs are mixed in. */
    private static void markNulls(long[] nulls, int[] rows, int from, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[from + i];
            long allOnesWhenNull = -(nulls[row >>> 6] >>> row & 1);
            out[i] ^= (out[i] ^ KeyHash.NULL) & allOnesWhenNull;
        }
    }
}
