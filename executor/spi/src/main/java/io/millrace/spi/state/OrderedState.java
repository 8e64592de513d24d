package io.millrace.spi.state;

import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import org.jspecify.annotations.Nullable;

/**
 * (key, order) → rows: for each key, rows sorted by a {@code long} (mostly event time in microseconds); rows of equal
 * order stay in the order they came. Rows are kept in buckets of the order, so that {@link #dropBelow} is cheap.
 */
public interface OrderedState {

    /** Ends a range. */
    int NONE = -1;

    /** Finds the sorted lists of keys; parameters as in {@link ListState#fetch}. */
    @Nullable
    Completion fetch(Vector[] keys, int @Nullable [] rows, int count, long[] hashes, Table.Absent absent, int[] lists);

    /**
     * Adds one row to each of these lists.
     *
     * @param orders the order of each row, by position
     */
    void add(int[] lists, int count, long[] orders, Vector[] values, int @Nullable [] rows);

    /** The slot of the first row of a fetched list whose order is at least {@code from}, or {@link #NONE}. */
    int ceiling(int list, long from);

    /** The slot of the last row of a fetched list whose order is at most {@code to}, or {@link #NONE}. */
    int floor(int list, long to);

    /** The slot of the next row in its list, or {@link #NONE}. */
    int next(int slot);

    /** The order of the row at this slot. */
    long order(int slot);

    /** Removes one row from a fetched list. */
    void remove(int list, int slot);

    /** Removes all rows, of all keys, whose order is below {@code bound}. */
    void dropBelow(long bound);

    /** A value column, by slot. */
    Vector value(int column);

    /** Says that the row at this slot was changed. */
    void written(int slot);

    /** Ends the use of all fetched lists and their rows. */
    void unpin();

    /** How many rows there are for all keys, hot and cold. */
    long size();
}
