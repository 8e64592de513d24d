package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import org.jspecify.annotations.Nullable;

/**
 * The join of one batch of rows with what is kept of the other side, batch by batch: a cursor over (row, matches).
 *
 * <p>Rows without a key, and keyed ones whose list is {@link ListState#NONE} or empty, are alone. The lists stay pinned, for the caller
 * to let go.
 *
 * <p>Columns are copied, since a row may match several times. What is gathered from a list before the rest of it has
 * to be waited for goes out first, as {@link ListState} asks.
 */
final class MatchedRows implements RowCursor {

    /** In place of a list: this row does not come out, in whatever form. */
    static final int LEFT_OUT = -3;

    /** In place of a list: this row has had matches, of which none stands any more. */
    static final int HAD_MATCHES = -4;

    private final Matches table;
    private final int[] columns;
    private final int columnsTo;
    private final int valueCount;
    private final int valuesTo;
    private final Showing showing;

    /** Whether a keyed row that has no match may still get one, so that it is not to come out alone yet. */
    private final boolean mayStillMatch;

    private final BatchPool pool;
    private final RowsPool rowsPool;

    private @Nullable Rows probe;
    private final int[] keyed = new int[Batch.MAX_ROWS];
    private final int[] lists = new int[Batch.MAX_ROWS];
    private int keyedCount;

    /** The next row, by position, and the next of those with a key. */
    private int position;

    private int keyedPosition;

    /** The match to go on with within the row at hand; {@link ListState#NONE} to take the next row. */
    private int slot = ListState.NONE;

    /** The match before one that had to be waited for; {@link ListState#NONE} where that is a row's first. */
    private int lastSlot = ListState.NONE;

    private @Nullable Completion waitingFor;

    // The rows of the batch being made.
    private final int[] probing = new int[Batch.MAX_ROWS];
    private final int[] slots = new int[Batch.MAX_ROWS];

    private MatchedRows(
            Matches table,
            int[] columns,
            int columnsTo,
            int valueCount,
            int valuesTo,
            Showing showing,
            boolean mayStillMatch,
            BatchPool pool,
            RowsPool rowsPool) {
        this.table = table;
        this.columns = columns;
        this.columnsTo = columnsTo;
        this.valueCount = valueCount;
        this.valuesTo = valuesTo;
        this.showing = showing;
        this.mayStillMatch = mayStillMatch;
        this.pool = pool;
        this.rowsPool = rowsPool;
    }

    /**
     * Of rows that match all of their key.
     *
     * @param table what is kept of the other side
     * @param columns positions in the rows of what they contribute
     * @param columnsTo where these begin in the result
     * @param valueCount how many value columns of the table come out
     * @param valuesTo where these begin in the result
     * @param showing in what form rows come out
     * @param pool of batches of the result
     */
    static MatchedRows ofList(
            ListState table,
            int[] columns,
            int columnsTo,
            int valueCount,
            int valuesTo,
            Showing showing,
            BatchPool pool,
            RowsPool rowsPool) {
        return new MatchedRows(
                new ListMatches(table), columns, columnsTo, valueCount, valuesTo, showing, false, pool, rowsPool);
    }

    /** Of rows that match those of their key which are near them in time, now or later; otherwise as the other one. */
    static MatchedRows ofRange(
            RangeMatches near,
            int[] columns,
            int columnsTo,
            int valueCount,
            int valuesTo,
            Showing showing,
            BatchPool pool,
            RowsPool rowsPool) {
        return new MatchedRows(near, columns, columnsTo, valueCount, valuesTo, showing, true, pool, rowsPool);
    }

    /**
     * Takes rows and their reference.
     *
     * @param keyedRows the rows among them that have a key, in order
     * @param listOf the list of each of these, by position; {@link ListState#NONE} and an empty one for none, or one of the marks
     *     here
     */
    void begin(Rows rows, int[] keyedRows, int[] listOf, int count) {
        probe = rows;
        table.begin(rows.batch());
        System.arraycopy(keyedRows, 0, keyed, 0, count);
        System.arraycopy(listOf, 0, lists, 0, count);
        keyedCount = count;
        position = 0;
        keyedPosition = 0;
        slot = ListState.NONE;
        waitingFor = null;
    }

    @Override
    public boolean isActive() {
        return probe != null;
    }

    @Override
    public @Nullable Completion waitingFor() {
        return waitingFor;
    }

    @Override
    public @Nullable Rows next() {
        Rows rows = probe;
        if (rows == null) {
            return null;
        }
        if (!resume()) {
            return null;
        }
        int made = 0;
        while (made < Batch.MAX_ROWS && waitingFor == null) {
            if (slot >= 0) {
                probing[made] = rows.row(position);
                slots[made++] = slot;
                advance();
            } else if (position < rows.count()) {
                made = startRow(rows, made);
            } else {
                break;
            }
        }
        boolean finished = slot == ListState.NONE && position >= rows.count();
        Rows result = made == 0 ? null : write(rows.batch(), made);
        if (finished) {
            close();
        }
        return result;
    }

    void close() {
        Rows rows = probe;
        probe = null;
        if (rows != null) {
            rows.release();
        }
    }

    /** Asks again for a match that had to be waited for. */
    private boolean resume() {
        if (waitingFor == null) {
            return true;
        }
        if (!waitingFor.isDone()) {
            return false;
        }
        waitingFor = null;
        if (lastSlot != ListState.NONE) {
            slot = lastSlot;
            advance();
        }
        return waitingFor == null;
    }

    /** Goes on to the match behind {@link #slot}, and behind the last one to the next row. */
    private void advance() {
        int behind = table.next(slot);
        if (behind == ListState.WAITING) {
            lastSlot = slot;
            slot = ListState.WAITING;
            waitingFor = table.completion();
        } else {
            slot = behind;
            if (behind == ListState.NONE) {
                position++;
            }
        }
    }

    private int startRow(Rows rows, int made) {
        int row = rows.row(position);
        boolean isKeyed = keyedPosition < keyedCount && keyed[keyedPosition] == row;
        int list = isKeyed ? lists[keyedPosition] : ListState.NONE;
        int first = list >= 0 ? table.first(list, row) : ListState.NONE;
        if (first == ListState.WAITING) {
            lastSlot = ListState.NONE;
            waitingFor = table.completion();
            return made;
        }
        if (isKeyed) {
            keyedPosition++;
        }
        if (first != ListState.NONE && showing.isJoined()) {
            slot = first;
            return made;
        }
        position++;
        boolean isMatched = first != ListState.NONE || list == HAD_MATCHES;
        boolean isAlone = !isMatched && !(isKeyed && mayStillMatch);
        boolean comesOut = isMatched && showing == Showing.WITH_MATCH || isAlone && showing.showsAlone();
        if (list == LEFT_OUT || !comesOut) {
            return made;
        }
        probing[made] = row;
        slots[made] = ListState.NONE;
        return made + 1;
    }

    private Rows write(Batch from, int count) {
        Batch out = pool.take();
        for (int i = 0; i < columns.length; i++) {
            out.column(columnsTo + i).gather(0, from.column(columns[i]), probing, count);
        }
        for (int i = 0; i < valueCount; i++) {
            var column = out.column(valuesTo + i);
            var values = table.value(i);
            for (int row = 0; row < count; row++) {
                if (slots[row] == ListState.NONE) {
                    column.setNull(row);
                } else {
                    column.copy(row, values, slots[row]);
                }
            }
        }
        byte[] changes = from.changes();
        if (changes != null) {
            byte[] joined = out.writableChanges();
            for (int row = 0; row < count; row++) {
                // An update's halves may match differently, so each stands for itself.
                joined[row] = Change.isAddition(changes[probing[row]]) ? Change.INSERT : Change.DELETE;
            }
        }
        out.setRowCount(count);
        return rowsPool.take(out);
    }
}
