package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.state.Table;
import java.util.Arrays;

/** Sends the groups of windows as rows: keys, results, and the window's times. */
final class WindowResults {

    private final OperatorContext context;
    private final AggregateCalls calls;
    private final BatchPool pool;
    private final PortMeter port;
    private final ResultRows results;
    private final int groups;
    private final int[] slots = new int[Batch.MAX_ROWS];

    WindowResults(OperatorContext context, AggregateSpec spec, AggregateCalls calls) {
        this.context = context;
        this.calls = calls;
        groups = spec.groupColumns().length;
        pool = context.pool(spec.outputs().getFirst());
        port = context.port(spec.nodeId(), "out", spec.rows());
        results = new ResultRows(spec, context.errors(spec.nodeId()));
    }

    /** Whether a batch can be sent. */
    boolean hasRoom() {
        return context.output(0).hasRoom();
    }

    /**
     * Sends the next batch of a window's groups.
     *
     * @param sent where groups stood that may have sent this window in an earlier life
     * @return {@link Progress#DONE} when there are no more
     */
    Progress send(Table.Scan cursor, Table table, long start, long end, RestoredTime sent) {
        if (!hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        int count = cursor.next(slots);
        if (count == Table.Scan.WAITING) {
            return Progress.waiting(cursor.completion());
        }
        if (count == 0) {
            return Progress.DONE;
        }
        if (!sent.stood().isEmpty()) {
            count = withoutSent(table, count, end, sent);
            if (count == 0) {
                return Progress.YIELD;
            }
        }
        Batch out = results(table, slots, count);
        long[] times = Windows.times(start, end);
        for (int i = 0; i < timeColumns(out); i++) {
            Arrays.fill(times(out, i), 0, count, times[i]);
        }
        emit(out);
        return Progress.YIELD;
    }

    private int withoutSent(Table table, int count, long end, RestoredTime sent) {
        long[] hashes = new long[count];
        Arrays.fill(hashes, KeyHash.EMPTY_KEY);
        for (int key = 0; key < groups; key++) {
            KeyHash.hash(table.key(key), slots, count, hashes, key == 0);
        }
        int left = 0;
        for (int i = 0; i < count; i++) {
            if (end - 1 > sent.at(KeyHash.keyGroup(hashes[i]))) {
                slots[left++] = slots[i];
            }
        }
        return left;
    }

    /** Sends groups that know their first and last time. There is room. */
    void sendSessions(Table table, int[] sessions, int count, long gap) {
        Batch out = results(table, sessions, count);
        long[] first = calls.firstTimes(table);
        long[] last = calls.lastTimes(table);
        for (int column = 0; column < timeColumns(out); column++) {
            long[] into = times(out, column);
            long[] of = column == 0 ? first : last;
            long more = column == 0 ? 0 : column == 1 ? gap : gap - Windows.WINDOW_TIME_MICROS;
            for (int i = 0; i < count; i++) {
                into[i] = of[sessions[i]] + more;
            }
        }
        emit(out);
    }

    private Batch results(Table table, int[] of, int count) {
        Batch out = pool.take();
        out.setRowCount(count);
        for (int i = 0; i < groups; i++) {
            out.column(i).gather(0, table.key(i), of, count);
        }
        results.begin();
        calls.writeResults(table, of, count, out, groups, results);
        return out;
    }

    /** Start, end and, if asked for, the last millisecond. */
    private int timeColumns(Batch out) {
        return out.columnCount() - groups - calls.resultCount();
    }

    private long[] times(Batch out, int column) {
        return ((LongVector) out.column(groups + calls.resultCount() + column)).values();
    }

    private void emit(Batch out) {
        Rows rows = results.withoutFailed(context.rows().take(out));
        port.passed(rows);
        context.output(0).emit(rows);
    }
}
