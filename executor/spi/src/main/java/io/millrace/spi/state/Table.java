package io.millrace.spi.state;

import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import org.jspecify.annotations.Nullable;

/**
 * key → row: a hash table whose keys and values are vectors by slot. A slot is a small number that is a row's place as
 * long as the row is pinned; a fresh slot has all value columns NULL-free and zero.
 *
 * <p>Use: {@link #fetch} slots for the keys of a batch, work on {@link #value} arrays, {@link #written} for what was
 * changed, {@link #unpin}. Vectors keep their identity, but their arrays may be replaced by a fetch: read them after.
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
     * Finds the slots of keys.
     *
     * @param keys one vector per key column
     * @param rows which rows of the vectors, or null for the first {@code count}
     * @param count how many keys
     * @param hashes {@link io.millrace.columns.KeyHash} of each key, by position (not by row)
     * @param slots receives the slot of each key, by position
     * @return null when all slots are there and pinned; else what to wait for before asking again with the same keys
     */
    @Nullable
    Completion fetch(Vector[] keys, int @Nullable [] rows, int count, long[] hashes, Absent absent, int[] slots);

    /** Says that the values at these slots were changed since they were fetched. */
    void written(int[] slots, int count);

    /** Ends the use of all fetched slots; they may move or go cold. */
    void unpin();

    /** Removes the rows at these slots. */
    void remove(int[] slots, int count);

    /** A key column, by slot. To be read only. */
    Vector key(int column);

    /** A value column, by slot. */
    Vector value(int column);

    /** How many rows there are, hot and cold. */
    long size();

    /** Goes through all rows; rows that come while it goes may be seen or not. */
    Scan scan();

    /** A cursor over the rows of a table. */
    interface Scan {

        /** There are rows, but they have to be waited for; see {@link #completion}. */
        int WAITING = -1;

        /**
         * The next rows: their slots, pinned until the next call.
         *
         * @return how many; 0 at the end; {@link #WAITING} when they are not there yet
         */
        int next(int[] slots);

        /** What to wait for after {@link #WAITING}. */
        Completion completion();
    }
}
