package io.millrace.engine.operators.over;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Element;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.OperatorType;
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
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableState;
import io.millrace.spi.state.TimerState;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives each row results over the rows of its partition that are not behind it in event time. Rows wait until the watermark has passed
 * them, so that all before them are there, and come out in order, as new rows. A row at or below the watermark is late: it leaves by the
 * late port, or is dropped, and counted.
 */
public final class OverOperator implements Operator {

    /** Config: see docs/operator-plan.md. */
    public static final OperatorType TYPE = (operator, _) -> {
        OverSpec spec = OverSpec.of(operator);
        return context -> new OverOperator(context, spec);
    };

    private final OperatorContext context;
    private final OverSpec spec;
    private final Output output;
    private final NodeMetrics metrics;
    private final Optional<PortMeter> port;
    private final OrderedState state;
    private final TimerState timers;
    private final OverState kept;
    private final PendingRows pending;
    private final Vector[] keys;
    private final Vector[] values;
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final long[] times = new long[Batch.MAX_ROWS];
    private final int[] lists = new int[Batch.MAX_ROWS];

    private long watermark;

    /** Rows in hand; those that are late, and those that are to be taken in. */
    private @Nullable Rows late;

    private @Nullable Rows rows;

    /** The watermark whose rows are being sent. */
    private @Nullable Watermark passing;

    OverOperator(OperatorContext context, OverSpec spec) {
        this.context = context;
        this.spec = spec;
        output = context.output(0);
        metrics = context.metrics(spec.nodeId());
        port = spec.port().map(name -> context.port(spec.nodeId(), name, spec.rows()));
        state = context.state().ordered(spec.rowsId(), spec.rowsLayout(), spec.bucketWidth());
        timers = context.state().timers(spec.timersId(), spec.timersLayout());
        @Nullable
        Table totals = spec.totalsId()
                .map(id -> context.state().table(id, spec.totalsLayout()).open(TableState.TIMELESS))
                .orElse(null);
        kept = new OverState(spec, state, totals, context.clock());
        BatchPool pool = context.pool(spec.rows().schema());
        pending = new PendingRows(context, spec, state, timers, kept, pool);
        keys = new Vector[spec.partition().length];
        values = kept.newValues();
        RestoredTime restored = context.input(0).restoredTime();
        watermark = Math.max(restored.least(), kept.earlierWatermark());
        // What some key groups have sent and others not follows at once; no group may get rows before what it has sent.
        context.input(0).startAt(restored.most());
    }

    @Override
    public Progress step() {
        if (late != null || rows != null) {
            return takeIn();
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
                begin(came);
                return takeIn();
            }
            case Watermark came -> {
                kept.sweep(watermark);
                passing = came;
                pending.begin(came.micros());
                return pass(came);
            }
            case Signal.End end -> {
                toAll(end);
                return Progress.DONE;
            }
            case Signal signal -> toAll(signal);
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
        if (late != null) {
            late.release();
            late = null;
        }
        if (rows != null) {
            rows.release();
            rows = null;
        }
    }

    private void toAll(Signal signal) {
        output.signal(signal);
        if (spec.sendsLate()) {
            context.output(1).signal(signal);
        }
    }

    /** Parts what is late from what is not. */
    private void begin(Rows came) {
        Batch batch = came.batch();
        long[] time = ((LongVector) batch.column(spec.timeColumn())).values();
        batch.retain();
        Rows inTime = context.rows().take(batch);
        batch.retain();
        Rows tooLate = context.rows().take(batch);
        int[] timely = inTime.selectionBuffer();
        int[] untimely = tooLate.selectionBuffer();
        int count = 0;
        int lateCount = 0;
        for (int i = 0; i < came.count(); i++) {
            int row = came.row(i);
            if (time[row] > watermark) {
                timely[count++] = row;
            } else {
                untimely[lateCount++] = row;
            }
        }
        came.release();
        metrics.add(Metric.ROWS_LATE, lateCount);
        late = kept(tooLate, spec.sendsLate() ? lateCount : 0);
        rows = kept(inTime, count);
        Rows held = rows;
        if (held == null) {
            return;
        }
        if (keys.length == 0) {
            Arrays.fill(hashes, 0, count, KeyHash.EMPTY_KEY);
        }
        for (int i = 0; i < keys.length; i++) {
            keys[i] = batch.column(spec.partition()[i]);
            KeyHash.hash(keys[i], held.selection(), count, hashes, i == 0);
        }
        for (int i = 0; i < count; i++) {
            times[i] = time[held.row(i)];
        }
    }

    private static @Nullable Rows kept(Rows some, int count) {
        some.select(count);
        if (count == 0) {
            some.release();
            return null;
        }
        return some;
    }

    private Progress takeIn() {
        Rows tooLate = late;
        if (tooLate != null) {
            if (!context.output(1).hasRoom()) {
                return Progress.OUTPUT_FULL;
            }
            late = null;
            context.output(1).emit(tooLate);
        }
        Rows held = rows;
        if (held == null) {
            return Progress.YIELD;
        }
        Completion missing = state.fetch(keys, held.selection(), held.count(), hashes, Table.Absent.CREATE, lists);
        if (missing != null) {
            return Progress.waiting(missing);
        }
        for (int i = 0; i < spec.input().schema().size(); i++) {
            values[i] = held.batch().column(i);
        }
        state.add(lists, held.count(), times, values, held.selection());
        state.unpin();
        timers.set(keys, held.selection(), held.count(), hashes, times);
        rows = null;
        held.release();
        return Progress.YIELD;
    }

    private Progress pass(Watermark waiting) {
        while (!pending.isDone()) {
            if (!output.hasRoom()) {
                return Progress.OUTPUT_FULL;
            }
            Completion missing = pending.goOn();
            if (missing != null) {
                return Progress.waiting(missing);
            }
            Rows results = pending.takeResults();
            if (results != null) {
                if (results.count() == 0) {
                    results.release();
                } else {
                    port.ifPresent(drawn -> drawn.passed(results));
                    output.emit(results);
                }
                return Progress.YIELD;
            }
        }
        passing = null;
        watermark = Math.max(watermark, waiting.micros());
        kept.dropBehind(watermark);
        metrics.set(Metric.WATERMARK, watermark);
        toAll(waiting);
        return Progress.YIELD;
    }
}
