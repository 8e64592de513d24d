package io.millrace.spi.state;

import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import org.jspecify.annotations.Nullable;

/**
 * key → rows, in the order they were appended. Keys are found as in a {@link Table}; the rows of a key are a chain of
 * slots of their own.
 *
 * <p>Rows may be on disk: {@link #first} and {@link #next} may answer {@link #WAITING}. When they are asked again, no row that was
 * walked before is pinned any more, of whatever list, except for the one asked with; so a walker gathers the rows it has before it waits.
 * To have the rows of a batch read all at once, and not list by list, there is {@link #bring}. What only appends needs neither.
 */
public interface ListState {

    /** Ends a chain. */
    int NONE = -1;

    /** There is a next row, but it has to be waited for; see {@link #completion}. */
    int WAITING = -2;

    /**
     * Finds the lists of keys; parameters as in {@link Table#fetch}. With {@link Table.Absent#SKIP} a key without rows
     * answers {@link #NONE} or an empty list. A list stays what it is until {@link #unpin}, even when it becomes empty.
     */
    @Nullable
    Completion fetch(Vector[] keys, int @Nullable [] rows, int count, long[] hashes, Table.Absent absent, int[] lists);

    /**
     * Appends one row to each of these lists, in order. A list may stand several times.
     *
     * @param values one vector per value column
     * @param rows which rows of the vectors, or null for the first {@code count}
     */
    void append(int[] lists, int count, Vector[] values, int @Nullable [] rows);

    /**
     * Has the first rows of fetched lists read, for all of them together.
     *
     * @param lists may hold a list several times, and {@link #NONE}
     * @return null when the first row of each is there, and mostly the next ones; else what to wait for before asking again
     */
    @Nullable
    Completion bring(int[] lists, int count);

    /** Whether a fetched list has no rows. Never waits. */
    boolean isEmpty(int list);

    /** The slot of the first row of a fetched list, or {@link #NONE}, or {@link #WAITING}. */
    int first(int list);

    /** The slot of the row behind this one in its list, or {@link #NONE}, or {@link #WAITING}. */
    int next(int slot);

    /** What to wait for after {@link #WAITING}, before asking again. */
    Completion completion();

    /** Removes all rows of these lists. A list may stand several times. */
    void clear(int[] lists, int count);

    /** Removes one row from a fetched list. */
    void remove(int list, int slot);

    /** A key column, by list. To be read only. */
    Vector key(int column);

    /** A value column, by slot. Changes are to be told with {@link #written}. */
    Vector value(int column);

    /** Says that the row at this slot was changed. */
    void written(int slot);

    /** Ends the use of all fetched lists and their rows. */
    void unpin();

    /** How many rows there are in all lists, hot and cold. */
    long size();

    /** Goes through all lists, in place of a fetch; see {@link Table#scan}. */
    Table.Scan scan();

    /** Goes through the rows of all lists, in place of a fetch; see {@link Table#scan}. They may be removed. */
    Table.Scan scanRows();

    /** The list of the row at this slot. */
    int list(int slot);
}
