package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.ByteVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a key whose time is near that of the row they match. A match that is given is noted on both sides, since neither row is
 * alone then.
 */
final class RangeMatches implements Matches {

    private final OrderedState rows;
    private final int timeColumn;
    private final long back;
    private final long ahead;
    private final int aloneColumn;

    private long[] times = {};

    /** By row number: whether a row of the batch has had a match. */
    private final boolean[] matched = new boolean[Batch.MAX_ROWS];

    // When the matches of each keyed row may be.
    private final long[] earliestOf = new long[Batch.MAX_ROWS];
    private final long[] latestOf = new long[Batch.MAX_ROWS];

    /** The row at hand, and how late its matches may be. */
    private int row;

    private long latest;

    /**
     * @param rows what is kept
     * @param timeColumn position of the time in the rows that ask
     * @param back how much earlier than a row its matches may be, in microseconds
     * @param ahead how much later
     * @param aloneColumn which value says that a kept row is alone; {@link ListState#NONE} where none does
     */
    RangeMatches(OrderedState rows, int timeColumn, long back, long ahead, int aloneColumn) {
        this.rows = rows;
        this.timeColumn = timeColumn;
        this.back = back;
        this.ahead = ahead;
        this.aloneColumn = aloneColumn;
    }

    /**
     * Has what rows of a batch may match read, for all of them together.
     *
     * @param lists the list of each key, by position
     * @return what to wait for before this is called again; null when it is there
     */
    @Nullable
    Completion bring(Batch batch, JoinKeys keys, int[] lists) {
        long[] at = ((LongVector) batch.column(timeColumn)).values();
        for (int i = 0; i < keys.count; i++) {
            earliestOf[i] = at[keys.rows[i]] - back;
            latestOf[i] = at[keys.rows[i]] + ahead;
        }
        return rows.bring(lists, keys.count, earliestOf, latestOf);
    }

    /** Whether a row of the batch has had a match. */
    boolean isMatched(int rowNumber) {
        return matched[rowNumber];
    }

    @Override
    public void begin(Batch batch) {
        times = ((LongVector) batch.column(timeColumn)).values();
        Arrays.fill(matched, 0, batch.rowCount(), false);
    }

    @Override
    public int first(int list, int rowNumber) {
        row = rowNumber;
        latest = times[rowNumber] + ahead;
        return within(rows.ceiling(list, times[rowNumber] - back, latest));
    }

    @Override
    public int next(int slot) {
        return within(rows.next(slot, latest));
    }

    private int within(int slot) {
        if (slot < 0) {
            return slot;
        }
        matched[row] = true;
        if (aloneColumn != ListState.NONE) {
            byte[] alone = ((ByteVector) rows.value(aloneColumn)).values();
            if (alone[slot] != 0) {
                alone[slot] = 0;
                rows.written(slot);
            }
        }
        return slot;
    }

    @Override
    public Completion completion() {
        return rows.completion();
    }

    @Override
    public Vector value(int column) {
        return rows.value(column);
    }
}
