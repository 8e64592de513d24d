package io.millrace.spi.state;

import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import org.jspecify.annotations.Nullable;

/**
 * (key, order) → rows: for each key, rows sorted by a {@code long} (mostly event time in microseconds); rows of equal
 * order stay in the order they came. Rows are kept in buckets of the order, so that {@link #dropBelow} is cheap.
 *
 * <p>Rows may be on disk, as in {@link ListState}: what finds or walks rows may answer {@link #WAITING}, and when it is asked again
 * no row that was walked before is pinned any more, except for the one asked with.
 */
public interface OrderedState {

    /** A bucket width for rows that go one by one: nothing is noted for {@link #dropBelow}, which is refused. */
    long NEVER_DROPPED = Long.MAX_VALUE;

    /** Ends a range. */
    int NONE = -1;

    /** There may be such a row, but it has to be waited for; see {@link #completion}. */
    int WAITING = -2;

    /**
     * Finds the sorted lists of keys; parameters as in {@link ListState#fetch}. With {@link Table.Absent#SKIP} a key
     * without rows answers {@link #NONE} or an empty list. A list stays what it is until {@link #unpin}.
     */
    @Nullable
    Completion fetch(Vector[] keys, int @Nullable [] rows, int count, long[] hashes, Table.Absent absent, int[] lists);

    /**
     * Adds one row to each of these lists. A list may stand several times.
     *
     * @param orders the order of each row, by position
     * @param values one vector per value column
     * @param rows which rows of the vectors, or null for the first {@code count}
     * @throws IllegalArgumentException if an order is below what was dropped: such a row is late, and what becomes of late
     *     rows is the operator's decision
     */
    void add(int[] lists, int count, long[] orders, Vector[] values, int @Nullable [] rows);

    /**
     * Has rows of fetched lists read, for all of them together: those between two orders, both included.
     *
     * @param lists may hold a list several times, and {@link #NONE}
     * @param from by position
     * @param to by position
     * @return null when the first row of each range is there, and mostly the others; else what to wait for before asking again
     */
    @Nullable
    Completion bring(int[] lists, int count, long[] from, long[] to);

    /**
     * The slot of the first row of a fetched list whose order is between two, both included; or NONE or WAITING. No row behind them is read
     * or waited for.
     */
    int ceiling(int list, long from, long to);

    /** The slot of the first row of a fetched list whose order is at least {@code from}; or NONE or WAITING. */
    default int ceiling(int list, long from) {
        return ceiling(list, from, Long.MAX_VALUE);
    }

    /** The slot of the last row of a fetched list whose order is at most {@code to}; or NONE or WAITING. */
    int floor(int list, long to);

    /** The slot of the next row in its list, if its order is at most {@code to}; or NONE or WAITING. */
    int next(int slot, long to);

    /** The slot of the next row in its list; or NONE or WAITING. */
    default int next(int slot) {
        return next(slot, Long.MAX_VALUE);
    }

    /** What to wait for after {@link #WAITING}, before asking again. */
    Completion completion();

    /** The order of the row at this slot. */
    long order(int slot);

    /** Removes one row from a fetched list. */
    void remove(int list, int slot);

    /**
     * Removes rows of a fetched list, the last ones first, wherever they are. Never waits.
     *
     * @param most how many at most, since it takes some time for each
     * @return whether all are gone
     */
    boolean clear(int list, int most);

    /** The order of the last row of a fetched list, or {@link Long#MIN_VALUE} when it is empty. Never waits. */
    long lastOrder(int list);

    /**
     * When a list was last written: the latest time that stood in {@link TableLayout#WRITTEN_AT} of its rows since it began, and after a
     * restart of those that are left; zero when none did. Never waits.
     *
     * @throws IllegalStateException if the layout has no such column
     */
    long writtenAt(int list);

    /**
     * Puts a time on a row, and so on its list.
     *
     * @param micros as {@link TableLayout#WRITTEN_AT}
     * @throws IllegalStateException if the layout has no such column
     */
    void date(int slot, long micros);

    /**
     * Removes all rows, of all keys, whose order is below {@code bound}: they are found no more. Room is taken back by
     * whole buckets and bit by bit, so the call is short however many rows go. Not while lists are fetched. A bound below
     * an earlier one changes nothing.
     */
    void dropBelow(long bound);

    /** Below which order rows were dropped; {@link Long#MIN_VALUE} when none were. */
    long droppedBelow();

    /** A key column, by list. To be read only. */
    Vector key(int column);

    /** A value column, by slot. */
    Vector value(int column);

    /** Says that the row at this slot was changed. */
    void written(int slot);

    /** Ends the use of all fetched lists and their rows. */
    void unpin();

    /** How many rows are kept for all keys, hot and cold; counts dropped rows until their room is taken back. */
    long size();

    /** Goes through all lists, in place of a fetch; see {@link Table#scan}. It reads no rows. */
    Table.Scan scan();
}
