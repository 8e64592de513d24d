package io.millrace.spi.state;

import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import org.jspecify.annotations.Nullable;

/**
 * key → rows, in the order they were appended. Keys are found as in a {@link Table}; the rows of a key are a chain of
 * slots of their own.
 */
public interface ListState {

    /** Ends a chain. */
    int NONE = -1;

    /**
     * Finds the lists of keys; parameters as in {@link Table#fetch}. With {@link Table.Absent#SKIP} a key without rows
     * answers {@link #NONE}.
     */
    @Nullable
    Completion fetch(Vector[] keys, int @Nullable [] rows, int count, long[] hashes, Table.Absent absent, int[] lists);

    /**
     * Appends one row to each of these lists, in order.
     *
     * @param values one vector per value column
     * @param rows which rows of the vectors, or null for the first {@code count}
     */
    void append(int[] lists, int count, Vector[] values, int @Nullable [] rows);

    /** The slot of the first row of a fetched list, or {@link #NONE}. */
    int first(int list);

    /** The slot of the row behind this one in its list, or {@link #NONE}. */
    int next(int slot);

    /** Removes all rows of these lists. */
    void clear(int[] lists, int count);

    /** Removes one row from a fetched list. */
    void remove(int list, int slot);

    /** A value column, by slot. Changes are to be told with {@link #written}. */
    Vector value(int column);

    /** Says that the row at this slot was changed. */
    void written(int slot);

    /** Ends the use of all fetched lists and their rows. */
    void unpin();

    /** How many rows there are in all lists, hot and cold. */
    long size();
}
