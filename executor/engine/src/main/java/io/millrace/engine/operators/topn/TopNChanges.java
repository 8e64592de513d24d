package io.millrace.engine.operators.topn;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Vector;
import io.millrace.spi.state.OrderedState;
import java.util.Arrays;

/**
 * Changes of what comes out, to be sent. They name rows of two places: of a block, and of the columns that rows stand in which took their
 * places.
 */
final class TopNChanges {

    private final OrderedState state;
    private final TopNSpec spec;
    private final BatchPool pool;
    private final RowsPool rowsPool;

    /** By passed column: which key column tells it, or -1, and which kept column it is else. */
    private final int[] keyOf;

    private final int[] keptOf;

    private Vector[] block = {};
    private Vector[] others = {};

    // By change.
    private byte[] changes = new byte[256];
    private int[] lists = new int[256];
    private int[] rows = new int[256];
    private int[] ranks = new int[256];
    private int count;
    private int sent;

    // What goes from where to where.
    private final int[] blockRows = new int[Batch.MAX_ROWS];
    private final int[] blockTo = new int[Batch.MAX_ROWS];
    private final int[] otherRows = new int[Batch.MAX_ROWS];
    private final int[] otherTo = new int[Batch.MAX_ROWS];
    private final int[] listsOf = new int[Batch.MAX_ROWS];

    TopNChanges(OrderedState state, TopNSpec spec, BatchPool pool, RowsPool rowsPool) {
        this.state = state;
        this.spec = spec;
        this.pool = pool;
        this.rowsPool = rowsPool;
        int[] kept = spec.keptColumns();
        keyOf = Arrays.stream(spec.passed()).map(spec::keyOf).toArray();
        keptOf = Arrays.stream(spec.passed())
                .map(column -> Arrays.binarySearch(kept, column))
                .toArray();
    }

    /**
     * Begins with none.
     *
     * @param blockColumns the kept columns of the block
     * @param otherColumns the kept columns of the others
     */
    void begin(Vector[] blockColumns, Vector[] otherColumns) {
        block = blockColumns;
        others = otherColumns;
        count = 0;
        sent = 0;
    }

    /**
     * Adds one. An UPDATE_BEFORE is followed by its UPDATE_AFTER.
     *
     * @param row of the block, or {@code ~row} of the others
     * @param rank from 1
     */
    void add(byte change, int list, int row, int rank) {
        if (count == changes.length) {
            changes = Arrays.copyOf(changes, 2 * count);
            lists = Arrays.copyOf(lists, 2 * count);
            rows = Arrays.copyOf(rows, 2 * count);
            ranks = Arrays.copyOf(ranks, 2 * count);
        }
        changes[count] = change;
        lists[count] = list;
        rows[count] = row;
        ranks[count++] = rank;
    }

    /** Whether any are not sent. */
    boolean areLeft() {
        return sent < count;
    }

    /** A batch of the next ones. The lists are still pinned. */
    Rows next() {
        Batch out = pool.take();
        int from = sent;
        int made = Math.min(count - sent, Batch.MAX_ROWS);
        if (made < count - sent && changes[from + made - 1] == Change.UPDATE_BEFORE) {
            made--;
        }
        if (spec.timeColumn().isEmpty()) {
            System.arraycopy(changes, from, out.writableChanges(), 0, made);
        }
        int ofBlock = 0;
        int ofOthers = 0;
        for (int i = 0; i < made; i++) {
            int row = rows[from + i];
            if (row >= 0) {
                blockRows[ofBlock] = row;
                blockTo[ofBlock++] = i;
            } else {
                otherRows[ofOthers] = ~row;
                otherTo[ofOthers++] = i;
            }
            listsOf[i] = lists[from + i];
        }
        for (int i = 0; i < keyOf.length; i++) {
            Vector column = out.column(i);
            if (keyOf[i] >= 0) {
                column.gather(0, state.key(keyOf[i]), listsOf, made);
            } else {
                column.scatter(blockTo, block[keptOf[i]], blockRows, ofBlock);
                column.scatter(otherTo, others[keptOf[i]], otherRows, ofOthers);
            }
        }
        if (spec.isRanked()) {
            long[] values = ((LongVector) out.column(keyOf.length)).values();
            for (int i = 0; i < made; i++) {
                values[i] = ranks[from + i];
            }
        }
        out.setRowCount(made);
        sent += made;
        return rowsPool.take(out);
    }
}
