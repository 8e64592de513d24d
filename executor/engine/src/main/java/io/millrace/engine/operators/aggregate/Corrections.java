package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.LongVector;
import io.millrace.spi.Completion;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes rows into windows that have been sent, and sends what that changes of their results. */
final class Corrections {

    private final AggregateSpec spec;
    private final AggregateCalls calls;
    private final GroupGathering gathered;
    private final ChangedGroups changed;
    private final int[] slots = new int[Batch.MAX_ROWS];

    /** Whether the rows are in, and only what they come to is still to be gathered. */
    private boolean isTaken;

    Corrections(OperatorContext context, AggregateSpec spec, AggregateCalls calls) {
        this.spec = spec;
        this.calls = calls;
        gathered = calls.gathered();
        changed = new ChangedGroups(context, spec, calls);
    }

    /**
     * Takes the segment into a window and sends its changes, about a batch a call.
     *
     * @return {@link Progress#DONE} when all are sent; else to be called again with the same
     */
    Progress correct(KeyedRows rows, GroupTables window, long start, long end) {
        Table table = window.groups();
        if (!changed.areToBeSent()) {
            Completion missing = takeIn(rows, window, start, end);
            if (missing != null) {
                return Progress.waiting(missing);
            }
        }
        Progress progress = changed.send(table);
        if (progress == Progress.DONE) {
            window.unpin();
            gathered.unpin();
        }
        return progress;
    }

    /** Lets go of what is not sent yet. */
    void close() {
        changed.release();
    }

    private @Nullable Completion takeIn(KeyedRows rows, GroupTables window, long start, long end) {
        Table table = window.groups();
        if (!changed.areChanging()) {
            Completion missing = fetch(rows, window, start, end);
            if (missing != null) {
                return missing;
            }
            writeTimes(changed.keepBefore(table), start, end);
            isTaken = false;
        }
        if (!isTaken) {
            if (!gathered.isEmpty()) {
                Arrays.fill(gathered.orders(), 0, rows.segmentCount(), start);
                Completion missing = gathered.take(rows.batch(), rows.segmentRows(), rows.segmentCount(), null);
                if (missing != null) {
                    return missing;
                }
            }
            isTaken = true;
            calls.updateDistinct(window, slots, null);
            calls.update(table, rows.batch(), rows.segmentRows(), rows.segmentCount(), slots, null);
            table.written(slots, rows.segmentCount());
        }
        Completion missing = gathered.isEmpty() ? null : gather(table);
        if (missing == null) {
            writeTimes(changed.keepAfter(table), start, end);
        }
        return missing;
    }

    private @Nullable Completion fetch(KeyedRows rows, GroupTables window, long start, long end) {
        int count = rows.segmentCount();
        Table table = window.groups();
        Completion missing =
                table.fetch(rows.keys(), rows.segmentRows(), count, rows.segmentHashes(), Table.Absent.CREATE, slots);
        if (missing != null) {
            return missing;
        }
        changed.find(table, slots, rows);
        missing = calls.distinctCount() == 0 ? null : calls.fetchValues(window, rows);
        if (missing == null && !gathered.isEmpty()) {
            Arrays.fill(gathered.from(), 0, changed.count(), start);
            Arrays.fill(gathered.to(), 0, changed.count(), end - 1);
            missing = gathered.fetch(rows.keys(), rows.segmentRows(), rows.segmentCount(), rows.segmentHashes());
            if (missing == null) {
                missing = gather(table);
            }
        }
        return missing;
    }

    private @Nullable Completion gather(Table table) {
        return gathered.gather(table, changed.slots(), changed.count(), changed.firstPositions(), false);
    }

    private void writeTimes(Batch results, long start, long end) {
        long[] times = Windows.times(start, end);
        int first = spec.groupColumns().length + spec.resultCount();
        for (int i = first; i < results.columnCount(); i++) {
            Arrays.fill(((LongVector) results.column(i)).values(), 0, results.rowCount(), times[i - first]);
        }
    }
}
