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
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.Standing;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableState;
import org.jspecify.annotations.Nullable;

/**
 * The first half of a two-phase aggregation, before the exchange: aggregates what one task reads and sends partial forms,
 * so that the exchange and the second half see a row per group and not per input row.
 *
 * <p>It owns no state: what it holds goes out before a barrier, before a watermark that completes its slice, when the
 * input goes idle, when it holds too many groups, and when the input runs dry where no later watermark would send it: without windows, and rows of slices
 * that are complete. So the second half sees each watermark behind
 * everything it speaks about, exactly as without this half.
 *
 * <p>Output columns: group keys, the slice of time (if there are windows), the number of rows, the partial form of each
 * aggregate.
 */
final class LocalAggregateOperator implements Operator {

    /**
     * Groups held before all are sent: few enough for table and accumulators to stay in the second-level cache, which is
     * what makes this half worth its while.
     */
    private static final int MOST_GROUPS = 16_384;

    private final OperatorContext context;
    private final Output output;
    private final AggregateSpec spec;
    private final @Nullable Windows windows;
    private final AggregateCalls calls;
    private final KeyedRows keyed;
    private final TableState tables;
    private final BatchPool pool;
    private final NodeMetrics metrics;
    private final int[] slots = new int[Batch.MAX_ROWS];

    private boolean segmentPending;
    private long groups;

    /** Slices up to this one are complete: a row of them waits for nothing, whether it is late or counts in a longer window. */
    private long complete = Long.MIN_VALUE;

    /** Slices are being sent up to this one, then {@link #signalAfter} follows. */
    private long sendingUpTo = Long.MIN_VALUE;

    private boolean sending;
    private Table.@Nullable Scan scan;
    private long scanStart;
    private @Nullable Signal signalAfter;

    LocalAggregateOperator(OperatorContext context, AggregateSpec spec) {
        this.context = context;
        this.spec = spec;
        output = context.output(0);
        windows = spec.windows().orElse(null);
        calls = new AggregateCalls(spec, false);
        keyed = new KeyedRows(spec.groupColumns());
        tables = context.state().scratch(spec.layout());
        pool = context.pool(spec.outputs().getFirst());
        metrics = context.metrics(spec.nodeId());
    }

    @Override
    public Progress step() {
        if (sending) {
            return send();
        }
        Signal waiting = signalAfter;
        if (waiting != null) {
            signalAfter = null;
            output.signal(waiting);
            return waiting instanceof Signal.End ? Progress.DONE : Progress.YIELD;
        }
        if (keyed.isActive()) {
            return takeIn();
        }
        Element element = context.input(0).poll();
        return switch (element) {
            case null -> {
                if (windows == null && groups > 0) {
                    yield sendAll(null);
                }
                yield tables.first() <= complete ? sendUpTo(complete, null) : Progress.NEEDS_INPUT;
            }
            case Rows rows -> {
                metrics.add(Metric.ROWS_IN, rows.count());
                keyed.begin(rows, windows);
                yield takeIn();
            }
            case Watermark watermark -> {
                if (windows == null) {
                    yield sendAll(watermark);
                }
                // No window that is complete at this watermark has a slice that is not.
                if (watermark.micros() != Watermark.NONE) {
                    complete = Math.max(complete, completeAt(watermark.micros(), windows));
                }
                yield sendUpTo(complete, watermark);
            }
            // Whoever hears of idleness may go on without us: nothing may be held that speaks of earlier times.
            case Signal.Idle idle -> sendAll(idle);
            case Signal.End end -> sendAll(end);
            case Signal signal -> {
                output.signal(signal);
                yield Progress.YIELD;
            }
        };
    }

    @Override
    public Progress flush() {
        if (keyed.isActive()) {
            Progress progress = takeIn();
            if (progress.kind() == Progress.Kind.WAITING) {
                return progress;
            }
        }
        if (!sending && groups > 0) {
            sendingUpTo = Long.MAX_VALUE - 1;
            sending = true;
        }
        while (sending) {
            Progress progress = send();
            if (progress != Progress.YIELD) {
                return progress;
            }
        }
        Signal waiting = signalAfter;
        if (waiting != null && !(waiting instanceof Signal.End)) {
            signalAfter = null;
            output.signal(waiting);
        }
        return Progress.DONE;
    }

    /** What it holds is of windows that are not complete. */
    @Override
    public void describe(Standing standing) {
        long slice = groups > 0 ? tables.next(complete) : Long.MAX_VALUE;
        if (slice != Long.MAX_VALUE && windows instanceof AlignedWindows aligned) {
            standing.waitsFor(aligned.endAbove(slice) - 1);
        }
    }

    @Override
    public void close() {
        keyed.end();
    }

    private Progress takeIn() {
        while (segmentPending || keyed.nextSegment()) {
            segmentPending = true;
            Table table = tables.open(keyed.segmentStart());
            long before = table.size();
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
            calls.update(table, keyed.batch(), keyed.segmentRows(), keyed.segmentCount(), slots, keyed.segmentSigns());
            groups += table.size() - before;
            table.unpin();
            segmentPending = false;
        }
        keyed.end();
        if (groups > MOST_GROUPS) {
            return sendAll(null);
        }
        return Progress.YIELD;
    }

    private static long completeAt(long watermark, Windows windows) {
        return watermark == Watermark.END_OF_TIME ? Long.MAX_VALUE - 1 : watermark + 1 - windows.sliceMicros();
    }

    private Progress sendAll(@Nullable Signal then) {
        return sendUpTo(Long.MAX_VALUE - 1, then);
    }

    private Progress sendUpTo(long start, @Nullable Signal then) {
        sendingUpTo = start;
        sending = true;
        signalAfter = then;
        return send();
    }

    /** Sends a batch of partial forms; stops sending behind the last. */
    private Progress send() {
        if (!output.hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        if (scan == null) {
            long start = tables.first();
            if (start > sendingUpTo) {
                sending = false;
                return Progress.YIELD;
            }
            scanStart = start;
            scan = tables.open(start).scan();
        }
        int count = scan.next(slots);
        if (count == Table.Scan.WAITING) {
            return Progress.waiting(scan.completion());
        }
        Table table = tables.open(scanStart);
        if (count == 0) {
            groups -= table.size();
            tables.drop(scanStart);
            scan = null;
            return Progress.YIELD;
        }
        Batch out = pool.take();
        int column = 0;
        for (int key = 0; key < spec.groupColumns().length; key++) {
            out.column(column++).gather(0, table.key(key), slots, count);
        }
        if (windows != null) {
            java.util.Arrays.fill(((LongVector) out.column(column++)).values(), 0, count, scanStart);
        }
        calls.writePartials(table, slots, count, out, column);
        out.setRowCount(count);
        output.emit(context.rows().take(out));
        return Progress.YIELD;
    }
}
