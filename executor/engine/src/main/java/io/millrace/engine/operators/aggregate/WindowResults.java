package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
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

    /** Sends the next batch of a window's groups; {@link Progress#DONE} when there are no more. */
    Progress send(Table.Scan cursor, Table table, long start, long end) {
        if (!context.output(0).hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        int count = cursor.next(slots);
        if (count == Table.Scan.WAITING) {
            return Progress.waiting(cursor.completion());
        }
        if (count == 0) {
            return Progress.DONE;
        }
        Batch out = pool.take();
        out.setRowCount(count);
        for (int i = 0; i < groups; i++) {
            out.column(i).gather(0, table.key(i), slots, count);
        }
        results.begin();
        calls.writeResults(table, slots, count, out, groups, results);
        int column = groups + calls.resultCount();
        long[] times = Windows.times(start, end);
        for (int i = column; i < out.columnCount(); i++) {
            Arrays.fill(((LongVector) out.column(i)).values(), 0, count, times[i - column]);
        }
        Rows rows = results.withoutFailed(context.rows().take(out));
        port.passed(rows);
        context.output(0).emit(rows);
        return Progress.YIELD;
    }
}
