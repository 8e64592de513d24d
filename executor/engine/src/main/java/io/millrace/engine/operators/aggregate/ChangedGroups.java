package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.KeyEquality;
import io.millrace.columns.Rows;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The groups that a batch of rows changes, each once, and the changes of their results: INSERT for a new one, UPDATE_BEFORE and
 * UPDATE_AFTER for another one, DELETE for one whose last row was taken back, nothing for one that stayed the same.
 *
 * <p>Use: {@link #find} the groups, {@link #keepBefore}, change the groups, {@link #keepAfter}, then {@link #send} until all is sent.
 */
final class ChangedGroups {

    private final OperatorContext context;
    private final AggregateSpec spec;
    private final AggregateCalls calls;
    private final BatchPool pool;
    private final PortMeter port;
    private final ResultRows resultsBefore;
    private final ResultRows resultsAfter;

    private final int[] groups = new int[Batch.MAX_ROWS];
    private int count;

    /** By group: the position of its first row. */
    private final int[] firstPositions = new int[Batch.MAX_ROWS];

    /** The batch that last changed a slot. */
    private int[] changedBy = new int[1024];

    private int batchNumber;

    // The results, and how far they have been sent.
    private @Nullable Batch before;
    private @Nullable Batch after;
    private final boolean[] presentBefore = new boolean[Batch.MAX_ROWS];
    private int sent;

    ChangedGroups(OperatorContext context, AggregateSpec spec, AggregateCalls calls) {
        this.context = context;
        this.spec = spec;
        this.calls = calls;
        pool = context.pool(spec.outputs().getFirst());
        port = context.port(spec.nodeId(), "out", spec.rows());
        resultsBefore = new ResultRows(spec, context.errors(spec.nodeId()));
        resultsAfter = new ResultRows(spec, context.errors(spec.nodeId()));
    }

    /**
     * Finds out which groups the segment changes, of which it keeps the first rows only where all at once would make too much.
     *
     * @param slots the group of each row, by position
     */
    void find(Table table, int[] slots, KeyedRows keyed) {
        GroupGathering gathered = calls.gathered();
        batchNumber++;
        count = 0;
        long bytes = 0;
        int rows = keyed.segmentCount();
        for (int i = 0; i < rows; i++) {
            int slot = slots[i];
            if (slot >= changedBy.length) {
                changedBy = Arrays.copyOf(changedBy, Math.max(slot + 1, 2 * changedBy.length));
            }
            boolean isNew = changedBy[slot] != batchNumber;
            if (!gathered.isEmpty()) {
                bytes += gathered.rowBytes(keyed.batch(), keyed.segmentRows()[i])
                        + (isNew ? gathered.bytes(table, slot) : 0);
                if (i > 0 && GroupGathering.isTooMuch(bytes)) {
                    keyed.cut(i);
                    return;
                }
            }
            if (isNew) {
                changedBy[slot] = batchNumber;
                firstPositions[count] = i;
                groups[count++] = slot;
            }
        }
    }

    /** There is this group alone, which had no result. */
    void beginWith(int slot) {
        groups[0] = slot;
        count = 1;
        presentBefore[0] = false;
        before = pool.take();
    }

    /** The groups' slots. */
    int[] slots() {
        return groups;
    }

    /** By group: the position of its first row. */
    int[] firstPositions() {
        return firstPositions;
    }

    int count() {
        return count;
    }

    /** What the groups' results are before they change. */
    Batch keepBefore(Table table) {
        Batch old = write(table, resultsBefore);
        before = old;
        long[] rowCounts = calls.rowCounts(table);
        for (int i = 0; i < count; i++) {
            presentBefore[i] = rowCounts[groups[i]] > 0 && !resultsBefore.hasFailed(i);
        }
        return old;
    }

    /** Whether the groups are being changed. */
    boolean areChanging() {
        return before != null && after == null;
    }

    /** What their results are now. */
    Batch keepAfter(Table table) {
        Batch fresh = write(table, resultsAfter);
        after = fresh;
        sent = 0;
        return fresh;
    }

    /** Whether there is something to be sent. */
    boolean areToBeSent() {
        return after != null;
    }

    /**
     * Sends a batch of changes.
     *
     * @return {@link Progress#DONE} when all are sent
     */
    Progress send(Table table) {
        Batch old = before;
        Batch fresh = after;
        if (old == null || fresh == null) {
            throw new IllegalStateException("There is nothing to send");
        }
        if (!context.output(0).hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        long[] rowCounts = calls.rowCounts(table);
        Batch out = pool.take();
        byte[] changes = out.writableChanges();
        int rows = 0;
        // A group takes two rows at most, which must not be torn apart.
        for (; sent < count && rows + 2 <= Batch.MAX_ROWS; sent++) {
            boolean presentAfter = rowCounts[groups[sent]] > 0;
            if (presentAfter && resultsAfter.hasFailed(sent)) {
                resultsAfter.report(fresh, sent);
                presentAfter = false;
            }
            if (presentBefore[sent] && presentAfter) {
                if (!sameRow(old, fresh, sent)) {
                    copyRow(out, rows, old, sent);
                    changes[rows++] = Change.UPDATE_BEFORE;
                    copyRow(out, rows, fresh, sent);
                    changes[rows++] = Change.UPDATE_AFTER;
                }
            } else if (presentAfter) {
                copyRow(out, rows, fresh, sent);
                changes[rows++] = Change.INSERT;
            } else if (presentBefore[sent]) {
                copyRow(out, rows, old, sent);
                changes[rows++] = Change.DELETE;
            }
        }
        out.setRowCount(rows);
        Rows changed = context.rows().take(out);
        port.passed(changed);
        context.output(0).emit(changed);
        if (sent < count) {
            return Progress.YIELD;
        }
        release();
        return Progress.DONE;
    }

    /** Lets go of the results. */
    void release() {
        if (before != null) {
            before.release();
            before = null;
        }
        if (after != null) {
            after.release();
            after = null;
        }
    }

    private Batch write(Table table, ResultRows failures) {
        Batch into = pool.take();
        failures.begin();
        int keys = spec.groupColumns().length;
        for (int i = 0; i < keys; i++) {
            into.column(i).gather(0, table.key(i), groups, count);
        }
        calls.writeResults(table, groups, count, into, keys, failures);
        into.setRowCount(count);
        return into;
    }

    private boolean sameRow(Batch a, Batch b, int row) {
        for (int i = spec.groupColumns().length; i < a.columnCount(); i++) {
            if (!KeyEquality.equal(a.column(i), row, b.column(i), row)) {
                return false;
            }
        }
        return true;
    }

    private static void copyRow(Batch out, int row, Batch from, int fromRow) {
        for (int i = 0; i < out.columnCount(); i++) {
            out.column(i).copy(row, from.column(i), fromRow);
        }
    }
}
