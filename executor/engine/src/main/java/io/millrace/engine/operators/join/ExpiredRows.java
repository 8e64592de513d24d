package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.ByteVector;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import io.millrace.spi.Completion;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TimerState;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one side of an interval join that have had no match when the last one could have come: a cursor over timers, and the rows
 * of each one's key and time.
 */
final class ExpiredRows implements RowCursor {

    private final OrderedState table;
    private final TimerState timers;
    private final int valueCount;
    private final int valuesTo;
    private final BatchPool pool;
    private final RowsPool rowsPool;

    private final Vector[] keys;
    private final long[] times = new long[Batch.MAX_ROWS];
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final int[] lists = new int[Batch.MAX_ROWS];
    private final int[] slots = new int[Batch.MAX_ROWS];

    private long bound;
    private boolean active;

    /** The timers in hand, whether their lists are fetched, and the one looked at. */
    private int count;

    private boolean fetched;
    private int position;

    /** The row of its time that was looked at last; {@link OrderedState#NONE} before the first. */
    private int last = OrderedState.NONE;

    private @Nullable Completion waitingFor;

    /**
     * @param keyColumns what the timers are kept by
     * @param valueCount how many value columns of the table come out; behind them stands whether a row is alone
     * @param valuesTo where these begin in the result; all other columns are NULL
     */
    ExpiredRows(
            OrderedState table,
            TimerState timers,
            Schema keyColumns,
            int valueCount,
            int valuesTo,
            BatchPool pool,
            RowsPool rowsPool) {
        this.table = table;
        this.timers = timers;
        this.valueCount = valueCount;
        this.valuesTo = valuesTo;
        this.pool = pool;
        this.rowsPool = rowsPool;
        keys = keyColumns.columns().stream()
                .map(Column::type)
                .map(type -> Vector.create(type, Batch.MAX_ROWS))
                .toArray(Vector[]::new);
    }

    /** Begins with the rows up to a time. */
    void begin(long upTo) {
        bound = upTo;
        active = timers.earliest() <= upTo;
        count = 0;
        position = 0;
        waitingFor = null;
    }

    @Override
    public boolean isActive() {
        return active;
    }

    @Override
    public @Nullable Completion waitingFor() {
        return waitingFor;
    }

    @Override
    public @Nullable Rows next() {
        if (waitingFor != null && !waitingFor.isDone()) {
            return null;
        }
        waitingFor = null;
        int made = 0;
        while (made < Batch.MAX_ROWS && waitingFor == null) {
            if (position == count) {
                // What was found is written before the lists are let go.
                if (made > 0 || !takeTimers()) {
                    break;
                }
            } else if (fetched || fetch()) {
                made = look(made);
            }
        }
        return made == 0 ? null : write(made);
    }

    /** Takes timers in hand; false when there are none, or not here yet. */
    private boolean takeTimers() {
        table.unpin();
        int taken = timers.expire(bound, keys, times);
        if (taken == TimerState.WAITING) {
            waitingFor = timers.completion();
            return false;
        }
        active = taken > 0;
        count = taken;
        position = 0;
        fetched = false;
        return active;
    }

    private boolean fetch() {
        for (int i = 0; i < keys.length; i++) {
            KeyHash.hash(keys[i], null, count, hashes, i == 0);
        }
        waitingFor = table.fetch(keys, null, count, hashes, Table.Absent.SKIP, lists);
        if (waitingFor == null) {
            waitingFor = table.bring(lists, count, times, times);
        }
        fetched = waitingFor == null;
        return fetched;
    }

    /** Looks at the next row of the timer in hand. */
    private int look(int made) {
        int list = lists[position];
        int slot = OrderedState.NONE;
        if (list != OrderedState.NONE) {
            long time = times[position];
            slot = last == OrderedState.NONE ? table.ceiling(list, time, time) : table.next(last, time);
        }
        if (slot == OrderedState.WAITING) {
            waitingFor = table.completion();
            return made;
        }
        if (slot == OrderedState.NONE) {
            last = OrderedState.NONE;
            position++;
            return made;
        }
        last = slot;
        byte[] alone = ((ByteVector) table.value(valueCount)).values();
        if (alone[slot] == 0) {
            return made;
        }
        alone[slot] = 0;
        table.written(slot);
        slots[made] = slot;
        return made + 1;
    }

    private Rows write(int made) {
        Batch out = pool.take();
        OneSide.write(out, table::value, valueCount, valuesTo, slots, made);
        out.setRowCount(made);
        return rowsPool.take(out);
    }
}
