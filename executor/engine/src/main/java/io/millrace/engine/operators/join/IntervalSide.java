package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.ByteVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal.Watermark;
import io.millrace.columns.Vector;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TimerState;
import org.jspecify.annotations.Nullable;

/**
 * One side of an interval join: the rows that may still have matches, by key and time. Those that have had none have a timer at their
 * time, where they come out alone.
 */
final class IntervalSide {

    final JoinKeys keys;
    final OrderedState rows;
    final @Nullable TimerState timers;
    final Showing showing;

    /** What each keyed row is to be joined with, for {@link MatchedRows}: lists of the other side. */
    final int[] others = new int[Batch.MAX_ROWS];

    private final int[] columns;
    private final int timeColumn;
    private final long ahead;
    private final Vector[] values;
    private final ByteVector alone;
    private final int[] lists = new int[Batch.MAX_ROWS];
    private final long[] orders = new long[Batch.MAX_ROWS];

    // The rows without a match, packed.
    private final int[] aloneRows = new int[Batch.MAX_ROWS];
    private final long[] aloneHashes = new long[Batch.MAX_ROWS];
    private final long[] aloneTimes = new long[Batch.MAX_ROWS];

    /**
     * @param timers where rows come out alone
     * @param showing in what form its rows come out
     * @param keyColumns positions of the key in the side's rows
     * @param columns positions of what is kept, in the order of the state's values
     * @param timeColumn position of the event time
     * @param ahead how much later than a row its last match may be, in microseconds
     */
    IntervalSide(
            OrderedState rows,
            @Nullable TimerState timers,
            Showing showing,
            int[] keyColumns,
            int[] columns,
            int timeColumn,
            long ahead) {
        this.rows = rows;
        this.timers = timers;
        this.showing = showing;
        this.columns = columns;
        this.timeColumn = timeColumn;
        this.ahead = ahead;
        keys = new JoinKeys(keyColumns);
        boolean pads = showing.dependsOnMatches();
        alone = (ByteVector) Vector.create(ScalarType.BOOLEAN.notNull(), pads ? Batch.MAX_ROWS : 1);
        values = new Vector[columns.length + (pads ? 1 : 0)];
        if (pads) {
            values[columns.length] = alone;
        }
    }

    /** The watermark that was reached in an earlier life, as far as the state tells; {@link Watermark#NONE} if it does not. */
    long earlierWatermark() {
        long dropped = rows.droppedBelow();
        return dropped == Long.MIN_VALUE ? Watermark.NONE : dropped - 1 + ahead;
    }

    /** The time up to which rows have no more matches to come when this watermark has passed. */
    long completeUpTo(long watermark) {
        return watermark < Long.MIN_VALUE + ahead + 1 ? Long.MIN_VALUE : watermark - ahead;
    }

    /** The watermark from which on rows of this time have no more matches to come. */
    long completeAt(long time) {
        return time > Long.MAX_VALUE - ahead ? Long.MAX_VALUE : time + ahead;
    }

    /** Lets go of rows that have no more matches to come, while nobody has lists in hands. */
    void drop(long watermark) {
        long bound = completeUpTo(watermark);
        if (bound != Long.MIN_VALUE) {
            rows.dropBelow(bound == Long.MAX_VALUE ? bound : bound + 1);
        }
    }

    /**
     * Finds the rows that are not late, which are those that can still be joined with all they match.
     *
     * @param inTime receives their numbers
     * @return how many there are
     */
    int inTime(Rows came, long watermark, int[] inTime) {
        long[] times = ((LongVector) came.batch().column(timeColumn)).values();
        int count = 0;
        for (int i = 0; i < came.count(); i++) {
            int row = came.row(i);
            if (times[row] > watermark) {
                inTime[count++] = row;
            }
        }
        return count;
    }

    /** Rows have come; they stay the caller's. */
    void begin(Rows came) {
        keys.find(came);
        for (int i = 0; i < columns.length; i++) {
            values[i] = came.batch().column(columns[i]);
        }
    }

    /** Finds the lists of the other side's keys; what to wait for, or null when all are there and pinned. */
    @Nullable
    Completion find(JoinKeys of, int[] found) {
        return rows.fetch(of.keys, of.rows, of.count, of.hashes, Table.Absent.SKIP, found);
    }

    /**
     * Keeps the rows when they have been joined with what is there.
     *
     * @param matches what was asked for them
     * @return what to wait for before this is called again; null when all are in
     */
    @Nullable
    Completion takeIn(Batch batch, RangeMatches matches) {
        Completion missing = rows.fetch(keys.keys, keys.rows, keys.count, keys.hashes, Table.Absent.CREATE, lists);
        if (missing != null) {
            return missing;
        }
        long[] times = ((LongVector) batch.column(timeColumn)).values();
        for (int i = 0; i < keys.count; i++) {
            orders[i] = times[keys.rows[i]];
        }
        if (timers != null) {
            setTimers(timers, matches);
        }
        rows.add(lists, keys.count, orders, values, keys.rows);
        rows.unpin();
        return null;
    }

    private void setTimers(TimerState set, RangeMatches matches) {
        byte[] isAlone = alone.values();
        int count = 0;
        for (int i = 0; i < keys.count; i++) {
            int row = keys.rows[i];
            isAlone[row] = (byte) (matches.isMatched(row) ? 0 : 1);
            if (isAlone[row] != 0) {
                aloneRows[count] = row;
                aloneHashes[count] = keys.hashes[i];
                aloneTimes[count++] = orders[i];
            }
        }
        set.set(keys.keys, aloneRows, count, aloneHashes, aloneTimes);
    }

    /** Which value of a kept row says that it is alone; {@link ListState#NONE} where none does. */
    int aloneColumn() {
        return showing.dependsOnMatches() ? columns.length : ListState.NONE;
    }
}
