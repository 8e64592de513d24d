package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Element;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableState;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates per group and tumbling window: one table per window, fired and dropped as a whole when the watermark has
 * passed its end. Rows of a window that has fired are late: they leave by the late port and change nothing.
 *
 * <p>Output columns: group keys, aggregates, window start, window end and, if asked for, the window's last millisecond
 * as event time.
 */
public final class WindowAggregateOperator implements Operator {

    private final OperatorContext context;
    private final AggregateSpec spec;
    private final TumblingWindow window;
    private final boolean partialInput;
    private final AggregateCalls calls;
    private final KeyedRows keyed;
    private final TableState tables;
    private final BatchPool pool;
    private final NodeMetrics metrics;
    private final PortMeter port;
    private final ResultRows results;
    private final int[] slots = new int[Batch.MAX_ROWS];

    private long watermark = Watermark.NONE;

    /** Whether the segment of {@link #keyed} dealt out last is still to be taken in. */
    private boolean segmentPending;

    /** The watermark whose windows are being fired, and where that stands. */
    private @Nullable Watermark firing;

    private Table.@Nullable Scan scan;
    private long firingStart;

    /**
     * @param partialInput whether the input holds the partial forms of a local half
     */
    WindowAggregateOperator(OperatorContext context, AggregateSpec spec, TumblingWindow window, boolean partialInput) {
        this.context = context;
        this.spec = spec;
        this.window = window;
        this.partialInput = partialInput;
        calls = new AggregateCalls(spec.calls(), partialInput);
        keyed = new KeyedRows(spec.groupColumns());
        tables = context.state().table(spec.stateId(), spec.layout());
        pool = context.pool(spec.outputs().getFirst());
        metrics = context.metrics(spec.nodeId());
        port = context.port(spec.nodeId(), "out", spec.rows());
        results = new ResultRows(spec, context.errors(spec.nodeId()));
    }

    @Override
    public Progress step() {
        if (firing != null) {
            return fire(firing);
        }
        if (keyed.isActive()) {
            return takeIn();
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return Progress.NEEDS_INPUT;
            }
            case Rows rows -> {
                if (!partialInput) {
                    // The local half has counted what these stand for.
                    metrics.add(Metric.ROWS_IN, rows.count());
                }
                keyed.begin(rows, window);
                return takeIn();
            }
            case Watermark passed -> {
                firing = passed;
                return fire(passed);
            }
            case Signal.End end -> {
                sendToAll(end);
                return Progress.DONE;
            }
            case Signal signal -> sendToAll(signal);
        }
        return Progress.YIELD;
    }

    @Override
    public void close() {
        keyed.end();
    }

    private Progress takeIn() {
        while (segmentPending || keyed.nextSegment()) {
            segmentPending = true;
            if (window.isComplete(keyed.segmentStart(), watermark)) {
                if (!sendLate()) {
                    return Progress.OUTPUT_FULL;
                }
            } else {
                Table table = tables.open(keyed.segmentStart());
                Completion missing = table.fetch(
                        keyed.keys(),
                        keyed.segmentRows(),
                        keyed.segmentCount(),
                        keyed.segmentHashes(),
                        Table.Absent.CREATE,
                        slots);
                if (missing != null) {
                    return Progress.waiting(missing);
                }
                calls.update(
                        table, keyed.batch(), keyed.segmentRows(), keyed.segmentCount(), slots, keyed.segmentSigns());
                table.written(slots, keyed.segmentCount());
                table.unpin();
            }
            segmentPending = false;
        }
        keyed.end();
        return Progress.YIELD;
    }

    private boolean sendLate() {
        boolean hasPort = spec.outputs().size() > 1;
        if (hasPort && !context.output(1).hasRoom()) {
            return false;
        }
        int count = keyed.segmentCount();
        metrics.add(Metric.ROWS_LATE, calls.rowsIn(keyed.batch(), keyed.segmentRows(), count));
        if (hasPort) {
            keyed.batch().retain();
            Rows late = context.rows().take(keyed.batch());
            System.arraycopy(keyed.segmentRows(), 0, late.selectionBuffer(), 0, count);
            late.select(count);
            context.output(1).emit(late);
        }
        return true;
    }

    private Progress fire(Watermark passed) {
        while (true) {
            if (scan == null) {
                long start = tables.first();
                if (start == Long.MAX_VALUE || !window.isComplete(start, passed.micros())) {
                    break;
                }
                Table table = tables.find(start);
                if (table == null) {
                    throw new IllegalStateException("The first window has no table");
                }
                firingStart = start;
                scan = table.scan();
            }
            Progress progress = fireWindow(scan);
            if (progress != Progress.DONE) {
                return progress;
            }
            tables.drop(firingStart);
            scan = null;
        }
        watermark = passed.micros();
        metrics.set(Metric.WATERMARK, watermark);
        firing = null;
        sendToAll(passed);
        return Progress.YIELD;
    }

    /** Sends a batch of results; {@link Progress#DONE} when there are no more. */
    private Progress fireWindow(Table.Scan cursor) {
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
        Table table = tables.open(firingStart);
        Batch out = pool.take();
        out.setRowCount(count);
        int groups = spec.groupColumns().length;
        for (int i = 0; i < groups; i++) {
            out.column(i).gather(0, table.key(i), slots, count);
        }
        results.begin();
        calls.writeResults(table, slots, count, out, groups, results);
        int column = groups + calls.resultCount();
        long[] times = window.times(firingStart);
        for (int i = column; i < out.columnCount(); i++) {
            java.util.Arrays.fill(((LongVector) out.column(i)).values(), 0, count, times[i - column]);
        }
        Rows rows = results.withoutFailed(context.rows().take(out));
        port.passed(rows);
        context.output(0).emit(rows);
        return Progress.YIELD;
    }

    private void sendToAll(Signal signal) {
        for (int port = 0; port < spec.outputs().size(); port++) {
            context.output(port).signal(signal);
        }
    }
}
