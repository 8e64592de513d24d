package io.millrace.spi.state;

import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import org.jspecify.annotations.Nullable;

/**
 * key → row: a hash table whose keys and values are vectors by slot. A slot is a small number that is a row's place as
 * long as the row is pinned; a fresh slot has all value columns NULL-free and zero or empty.
 *
 * <p>Use: {@link #fetch} slots for the keys of a batch, work on {@link #value} arrays, {@link #written} for what was
 * changed, {@link #unpin}. Vectors keep their identity, but their arrays may be replaced by a fetch: read them after.
 * Between a fetch and {@link #unpin} slots stay what they are, whatever else is fetched or removed.
 *
 * <p>A value of variable length that is replaced leaves its old bytes behind until a later fetch tidies up, so operators
 * simply append the new one.
 */
public interface Table {

    /** What a fetch does about keys that are not there. */
    enum Absent {
        /** Makes a row for them. */
        CREATE,
        /** Answers -1. */
        SKIP
    }

    /**
     * Finds the slots of keys. NULL is a key like any other; so are NaN (there is one) and zero (-0.0 is 0.0). Equal keys
     * of one call get one slot.
     *
     * @param keys one vector per key column, of the same physical shape as in the layout
     * @param rows which rows of the vectors, or null for the first {@code count}
     * @param count how many keys
     * @param hashes {@link io.millrace.columns.KeyHash} of each key, by position (not by row)
     * @param slots receives the slot of each key, by position
     * @return null when all slots are there and pinned; else what to wait for before asking again with the same keys. In
     *     that case nothing was made or pinned and {@code slots} means nothing
     * @throws io.millrace.spi.error.RunException if the table cannot hold that many rows or bytes
     */
    @Nullable
    Completion fetch(Vector[] keys, int @Nullable [] rows, int count, long[] hashes, Absent absent, int[] slots);

    /**
     * Says that the values at these slots were changed since they were fetched. Not needed for slots that the same fetch
     * made. A slot may stand several times.
     */
    void written(int[] slots, int count);

    /** Ends the use of all fetched slots; they may move or go cold. */
    void unpin();

    /**
     * Removes the rows at these slots.
     *
     * @throws IllegalStateException if there is no row at a slot, so also if a slot stands twice
     */
    void remove(int[] slots, int count);

    /** A key column, by slot. To be read only. */
    Vector key(int column);

    /** A value column, by slot. */
    Vector value(int column);

    /** How many rows there are, hot and cold. */
    long size();

    /** Goes through all rows; rows that come while it goes may be seen or not, rows that go are not seen any more. */
    Scan scan();

    /** A cursor over the rows of a table. */
    interface Scan {

        /** There are rows, but they have to be waited for; see {@link #completion}. */
        int WAITING = -1;

        /**
         * The next rows: their slots, pinned until the next call.
         *
         * @return how many, at most {@code slots.length}; 0 at the end; {@link #WAITING} when they are not there yet
         */
        int next(int[] slots);

        /** What to wait for after {@link #WAITING}. */
        Completion completion();
    }
}
