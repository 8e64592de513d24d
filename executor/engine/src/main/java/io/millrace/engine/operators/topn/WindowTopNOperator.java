package io.millrace.engine.operators.topn;

import io.millrace.columns.Batch;
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
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.operator.Standing;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TimerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is first in each partition once, when the watermark says that all its rows have come: they all have one event time, as the
 * results of a window have. A row at or below the watermark is late; it is dropped and counted.
 */
final class WindowTopNOperator implements Operator {

    private final OperatorContext context;
    private final Output output;
    private final NodeMetrics metrics;
    private final PortMeter port;
    private final int timeColumn;
    private final TimerState timers;
    private final TopNChanges results;
    private final BatchPartitions partitions;
    private final AppendIntake intake;
    private final CompletePartitions complete;

    // The rows with which partitions begin.
    private final int[] firstRows = new int[Batch.MAX_ROWS];
    private final long[] firstHashes = new long[Batch.MAX_ROWS];
    private final long[] firstTimes = new long[Batch.MAX_ROWS];
    private int firstCount;

    private long watermark;

    /** Rows in hand. */
    private @Nullable Rows rows;

    /** The watermark whose partitions are being sent. */
    private @Nullable Watermark passing;

    WindowTopNOperator(OperatorContext context, TopNSpec spec) {
        this.context = context;
        output = context.output(0);
        metrics = context.metrics(spec.nodeId());
        port = context.port(spec.nodeId(), "out", spec.rows());
        timeColumn = spec.timeColumn().orElseThrow();
        OrderedState state = spec.open(context.state());
        timers = context.state().timers(spec.timersId().orElseThrow(), TableLayout.of(spec.key(), List.of()));
        results = new TopNChanges(state, spec, context.pool(spec.rows().schema()), context.rows());
        partitions = new BatchPartitions(state, null, spec);
        intake = new AppendIntake(state, spec, partitions, new NewRows(state, null, spec), null, this::begun);
        complete = new CompletePartitions(state, timers, spec, results);
        RestoredTime restored = context.input(0).restoredTime();
        watermark = restored.least();
        // What some key groups have sent and others not follows at once; no group may get rows of what it has sent.
        context.input(0).startAt(restored.most());
    }

    @Override
    public Progress step() {
        Rows held = rows;
        if (held != null) {
            return takeIn(held);
        }
        Watermark waiting = passing;
        if (waiting != null) {
            return pass(waiting);
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return Progress.NEEDS_INPUT;
            }
            case Rows came -> {
                metrics.add(Metric.ROWS_IN, came.count());
                return begin(inTime(came));
            }
            case Watermark came -> {
                passing = came;
                complete.begin(came.micros());
                return pass(came);
            }
            case Signal.End end -> {
                output.signal(end);
                return Progress.DONE;
            }
            case Signal signal -> output.signal(signal);
        }
        return Progress.YIELD;
    }

    @Override
    public void describe(Standing standing) {
        if (timers.earliest() != Long.MAX_VALUE) {
            standing.waitsFor(timers.earliest());
        }
    }

    @Override
    public void close() {
        Rows held = rows;
        rows = null;
        if (held != null) {
            held.release();
        }
    }

    private Rows inTime(Rows came) {
        long[] times = ((LongVector) came.batch().column(timeColumn)).values();
        came.batch().retain();
        Rows inTime = context.rows().take(came.batch());
        int[] selection = inTime.selectionBuffer();
        int count = 0;
        for (int i = 0; i < came.count(); i++) {
            int row = came.row(i);
            selection[count] = row;
            count += times[row] > watermark ? 1 : 0;
        }
        inTime.select(count);
        metrics.add(Metric.ROWS_LATE, came.count() - count);
        came.release();
        return inTime;
    }

    private Progress begin(Rows inTime) {
        if (inTime.count() == 0) {
            inTime.release();
            return Progress.YIELD;
        }
        rows = inTime;
        firstCount = 0;
        intake.begin(inTime);
        return takeIn(inTime);
    }

    private void begun(int rowNumber, long keyHash) {
        firstRows[firstCount] = rowNumber;
        firstHashes[firstCount++] = keyHash;
    }

    private Progress takeIn(Rows held) {
        Completion missing = intake.goOn();
        if (missing != null) {
            return Progress.waiting(missing);
        }
        if (intake.isDone()) {
            long[] times = ((LongVector) held.batch().column(timeColumn)).values();
            for (int i = 0; i < firstCount; i++) {
                firstTimes[i] = times[firstRows[i]];
            }
            timers.set(partitions.keys(), firstRows, firstCount, firstHashes, firstTimes);
            rows = null;
            held.release();
        }
        return Progress.YIELD;
    }

    private Progress pass(Watermark waiting) {
        if (!results.areLeft()) {
            Completion missing = complete.goOn();
            if (missing != null) {
                return Progress.waiting(missing);
            }
        }
        if (results.areLeft()) {
            if (!output.hasRoom()) {
                return Progress.OUTPUT_FULL;
            }
            Rows sent = results.next();
            port.passed(sent);
            output.emit(sent);
        } else if (complete.isDone()) {
            passing = null;
            watermark = Math.max(watermark, waiting.micros());
            metrics.set(Metric.WATERMARK, watermark);
            output.signal(waiting);
        }
        return Progress.YIELD;
    }
}
