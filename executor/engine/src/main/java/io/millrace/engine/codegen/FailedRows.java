package io.millrace.engine.codegen;

import io.millrace.columns.Batch;
import java.util.Arrays;

/** The rows of a batch that could not be computed, a bit for each. Reused from block to block; one thread. */
public final class FailedRows {

    private final long[] bits = new long[Batch.MAX_ROWS >>> 6];
    private boolean any;

    /** Whether there is any. */
    public boolean any() {
        return any;
    }

    /** How many there are. */
    public int count() {
        int count = 0;
        if (any) {
            for (long word : bits) {
                count += Long.bitCount(word);
            }
        }
        return count;
    }

    /** The first one at or behind this row, or -1. */
    public int next(int row) {
        int index = row >>> 6;
        if (!any || index >= bits.length) {
            return -1;
        }
        long word = bits[index] & -1L << row;
        while (word == 0) {
            if (++index == bits.length) {
                return -1;
            }
            word = bits[index];
        }
        return (index << 6) + Long.numberOfTrailingZeros(word);
    }

    /** Whether the row is one. */
    public boolean contains(int row) {
        return (bits[row >>> 6] >>> row & 1) != 0;
    }

    /** Adds a row. */
    public void add(int row) {
        bits[row >>> 6] |= 1L << row;
        any = true;
    }

    /**
     * Takes the failed ones out of some rows, keeping the order.
     *
     * @return how many stay
     */
    public int removeFrom(int[] rows, int count) {
        if (!any) {
            return count;
        }
        int stay = 0;
        for (int i = 0; i < count; i++) {
            rows[stay] = rows[i];
            stay += contains(rows[i]) ? 0 : 1;
        }
        return stay;
    }

    /** Forgets all. */
    public void clear() {
        if (any) {
            Arrays.fill(bits, 0);
            any = false;
        }
    }
}
