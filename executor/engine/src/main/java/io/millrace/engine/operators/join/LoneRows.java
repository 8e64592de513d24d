package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.ByteVector;
import io.millrace.columns.Change;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Kept rows of one side that come to be alone, or cease to be, and what that changes behind the join: a cursor over lists and
 * their rows. Each row remembers what was told of it, so one that is told already is passed over.
 */
final class LoneRows implements RowCursor {

    private final ListState table;
    private final Showing showing;
    private final int valueCount;
    private final int valuesTo;
    private final BatchPool pool;
    private final RowsPool rowsPool;

    private int[] lists = {};
    private int count;
    private boolean alone;

    /** The list at hand, and the row of it that was looked at last; {@link ListState#NONE} before its first. */
    private int position;

    private int last = ListState.NONE;
    private @Nullable Completion waitingFor;
    private final int[] slots = new int[Batch.MAX_ROWS];

    /**
     * @param table what is kept of the side; behind the values that come out stands whether a row is alone
     * @param showing what they look like behind the join
     * @param valueCount how many value columns of the table come out
     * @param valuesTo where these begin in the result; all other columns are NULL
     */
    LoneRows(ListState table, Showing showing, int valueCount, int valuesTo, BatchPool pool, RowsPool rowsPool) {
        this.table = table;
        this.showing = showing;
        this.valueCount = valueCount;
        this.valuesTo = valuesTo;
        this.pool = pool;
        this.rowsPool = rowsPool;
    }

    /**
     * Begins with lists that stay pinned.
     *
     * @param of each once; stays the caller's and unchanged until the end
     * @param nowAlone whether their rows have lost their last match or found their first
     */
    void begin(int[] of, int howMany, boolean nowAlone) {
        lists = of;
        count = howMany;
        alone = nowAlone;
        position = 0;
        last = ListState.NONE;
        waitingFor = null;
    }

    @Override
    public boolean isActive() {
        return position < count;
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
        byte told = (byte) (alone ? 1 : 0);
        int made = 0;
        while (made < Batch.MAX_ROWS && position < count) {
            int slot = last == ListState.NONE ? table.first(lists[position]) : table.next(last);
            if (slot == ListState.WAITING) {
                waitingFor = table.completion();
                break;
            }
            last = slot;
            if (slot == ListState.NONE) {
                position++;
            } else if (isAlone()[slot] != told) {
                isAlone()[slot] = told;
                table.written(slot);
                slots[made++] = slot;
            }
        }
        return made == 0 ? null : write(made);
    }

    private byte[] isAlone() {
        return ((ByteVector) table.value(valueCount)).values();
    }

    private Rows write(int made) {
        Batch out = pool.take();
        OneSide.write(out, table::value, valueCount, valuesTo, slots, made);
        if (alone != showing.showsAlone()) {
            Arrays.fill(out.writableChanges(), 0, made, Change.DELETE);
        }
        out.setRowCount(made);
        return rowsPool.take(out);
    }
}
