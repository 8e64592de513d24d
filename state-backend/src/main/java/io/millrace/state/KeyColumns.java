package io.millrace.state;

import io.millrace.columns.BytesVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.KeyEquality;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import org.jspecify.annotations.Nullable;

/** The key columns of a table by slot, and how they are compared with the keys of a batch. */
final class KeyColumns {

    /** With fewer keys they are in a cache anyway. */
    private static final int TOUCHED_FIRST = 1 << 14;

    private final Vector[] columns;

    /** Keeps the loads of {@link #touch} alive. */
    @SuppressWarnings("UnusedVariable")
    private int touched;

    KeyColumns(Vector[] columns) {
        this.columns = columns;
    }

    int count() {
        return columns.length;
    }

    Vector[] columns() {
        return columns;
    }

    /**
     * Whether each key of a batch is the key of its slot. That a tag fits and the key does not happens once in 2^32 rows,
     * so nobody wants to know which.
     *
     * @param slots the slot to compare with, by position
     * @param positions the positions to compare, null for the first {@code count}
     * @param buffer for {@code count} positions
     */
    boolean allEqual(
            int[] slots, Vector[] probe, int @Nullable [] rows, int @Nullable [] positions, int count, int[] buffer) {
        for (int c = 0; c < columns.length; c++) {
            if (!allEqual(columns[c], slots, probe[c], rows, positions, count, buffer)) {
                return false;
            }
        }
        return true;
    }

    private boolean allEqual(
            Vector column,
            int[] slots,
            Vector probe,
            int @Nullable [] rows,
            int @Nullable [] positions,
            int count,
            int[] buffer) {
        if (!column.hasNulls() && !probe.hasNulls()) {
            if (column instanceof LongVector longs) {
                return allEqual(longs.values(), slots, ((LongVector) probe).values(), rows, positions, count);
            }
            if (column instanceof IntVector ints) {
                return allEqual(ints.values(), slots, ((IntVector) probe).values(), rows, positions, count);
            }
        }
        if (column instanceof BytesVector bytes && bytes.capacity() > TOUCHED_FIRST && bytes.data().length > 0) {
            touched += touch(bytes, slots, positions, count);
        }
        for (int i = 0; i < count; i++) {
            buffer[i] = positions == null ? i : positions[i];
        }
        return KeyEquality.keepEqual(probe, rows, column, slots, buffer, count) == count;
    }

    /** Loads where each key begins, in a loop without branches so that the cache misses overlap. */
    private static int touch(BytesVector column, int[] slots, int @Nullable [] positions, int count) {
        int[] starts = column.starts();
        int[] lengths = column.lengths();
        byte[] data = column.data();
        int last = data.length - 1;
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int slot = slots[positions == null ? i : positions[i]];
            sum += lengths[slot] + data[Math.min(starts[slot], last)];
        }
        return sum;
    }

    // For the common numbers it is enough to gather the differences of all keys, a third faster than telling which
    // differ.

    private static boolean allEqual(
            long[] column, int[] slots, long[] probe, int @Nullable [] rows, int @Nullable [] positions, int count) {
        long different = 0;
        for (int i = 0; i < count; i++) {
            int position = positions == null ? i : positions[i];
            different |= column[slots[position]] ^ probe[rows == null ? position : rows[position]];
        }
        return different == 0;
    }

    private static boolean allEqual(
            int[] column, int[] slots, int[] probe, int @Nullable [] rows, int @Nullable [] positions, int count) {
        int different = 0;
        for (int i = 0; i < count; i++) {
            int position = positions == null ? i : positions[i];
            different |= column[slots[position]] ^ probe[rows == null ? position : rows[position]];
        }
        return different == 0;
    }

    /** Whether the key at a slot is that of a row. */
    boolean equal(int slot, Vector[] probe, int row) {
        for (int c = 0; c < columns.length; c++) {
            if (!KeyEquality.equal(columns[c], slot, probe[c], row)) {
                return false;
            }
        }
        return true;
    }

    /** Whether two rows of a batch have the same key. */
    static boolean equal(Vector[] probe, int row, int other) {
        for (Vector column : probe) {
            if (!KeyEquality.equal(column, row, column, other)) {
                return false;
            }
        }
        return true;
    }

    /** Sets the key of one slot. */
    void copy(int slot, Vector[] probe, int row) {
        for (int c = 0; c < columns.length; c++) {
            columns[c].copy(slot, probe[c], row);
        }
    }

    /** Sets the keys of the slots from {@code slot} on. */
    void gather(int slot, Vector[] probe, int[] rows, int count) {
        for (int c = 0; c < columns.length; c++) {
            columns[c].gather(slot, probe[c], rows, count);
        }
    }
}
