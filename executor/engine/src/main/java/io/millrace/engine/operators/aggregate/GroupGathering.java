package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.Table;
import org.jspecify.annotations.Nullable;

/**
 * All values that aggregates of one operator keep, gathered for a batch of groups. Whatever may have to wait is asked again with the
 * same arguments until it answers null.
 */
final class GroupGathering {

    /** Results of groups that are made at once, in bytes: what a batch may hold of them. */
    private static final long AT_ONCE = 16 << 20;

    private final GatheredValues[] all;

    /** The range of slices of each group, and the slice of each row. */
    private final long[] from = new long[Batch.MAX_ROWS];

    private final long[] to = new long[Batch.MAX_ROWS];
    private final long[] orders = new long[Batch.MAX_ROWS];

    private boolean gathering;

    /** Those before it have taken the rows in. */
    private int taking;

    GroupGathering(GatheredValues[] all) {
        this.all = all;
    }

    /** Whether nothing is kept, so that nothing of this is to be called. */
    boolean isEmpty() {
        return all.length == 0;
    }

    /** By group: the first slice that counts; of {@link #gather}. */
    long[] from() {
        return from;
    }

    /** By group: the last slice that counts. */
    long[] to() {
        return to;
    }

    /** By row: its slice; of {@link #take}. */
    long[] orders() {
        return orders;
    }

    /** Finds the lists of keys. */
    @Nullable
    Completion fetch(Vector[] keys, int[] rows, int count, long[] hashes) {
        for (GatheredValues values : all) {
            Completion missing = values.fetch(keys, rows, count, hashes);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    /** Empties the lists that were found at a position. */
    void clear(int position) {
        for (GatheredValues values : all) {
            values.clear(position);
        }
    }

    /** Takes rows in, whose lists were found last. */
    @Nullable
    Completion take(Batch batch, int[] rows, int count, int @Nullable [] signs) {
        while (taking < all.length) {
            Completion missing = all[taking].take(batch, rows, count, orders, signs);
            if (missing != null) {
                return missing;
            }
            taking++;
        }
        taking = 0;
        return null;
    }

    /**
     * Gathers the values of groups, for their results.
     *
     * @param positions where the lists of each group were found; null for the position of the group
     * @param removes whether they are taken out
     */
    @Nullable
    Completion gather(Table groups, int[] slots, int count, int @Nullable [] positions, boolean removes) {
        if (!gathering) {
            for (GatheredValues values : all) {
                values.begin();
            }
            gathering = true;
        }
        for (GatheredValues values : all) {
            Completion missing = values.gather(groups, slots, count, positions, from, to, removes);
            if (missing != null) {
                return missing;
            }
        }
        gathering = false;
        return null;
    }

    /** So many groups have no values. */
    void gatherNothing(int count) {
        for (GatheredValues values : all) {
            values.gatherNothing(count);
        }
    }

    /** How many of these groups have results that are made at once: one at least. */
    int atOnce(Table groups, int[] slots, int offset, int count) {
        long bytes = 0;
        int fit = 0;
        while (fit < count) {
            bytes += bytes(groups, slots[offset + fit]);
            if (fit > 0 && bytes > AT_ONCE) {
                break;
            }
            fit++;
        }
        return fit;
    }

    /** How much a group's results take up, at most; a single value is taken for no larger than what is made of all may be. */
    long bytes(Table groups, int slot) {
        long bytes = 0;
        for (GatheredValues values : all) {
            bytes += Math.min(
                    GatheredAccumulator.MOST_BYTES, values.accumulator().resultBytes(groups, slot));
        }
        return bytes;
    }

    /** How much the values of a row take up. */
    long rowBytes(Batch batch, int row) {
        long bytes = 0;
        for (GatheredValues values : all) {
            bytes += values.rowBytes(batch, row);
        }
        return bytes;
    }

    /** Whether so many bytes are more than is made at once. */
    static boolean isTooMuch(long bytes) {
        return bytes > AT_ONCE;
    }

    /** Drops rows of slices before this one. While nobody has lists in hands. */
    void dropBelow(long slice) {
        for (GatheredValues values : all) {
            values.dropBelow(slice);
        }
    }

    /** Gives back what has had its time. While nobody has lists in hands. */
    void sweep() {
        for (GatheredValues values : all) {
            values.sweep();
        }
    }

    /** Ends the use of lists. */
    void unpin() {
        for (GatheredValues values : all) {
            values.unpin();
        }
    }
}
