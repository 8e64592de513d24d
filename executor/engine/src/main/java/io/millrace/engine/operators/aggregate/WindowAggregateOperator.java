package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.engine.time.ProcessingTime;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.operator.Standing;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates per group and window: a table per slice of time, which a {@link WindowFiring} makes windows of when the watermark has
 * passed their end. Rows of a slice whose windows have all been sent are late: they leave by the late port and change nothing. Where
 * lateness is allowed, a window takes rows in for that long after its end, and its results are sent again.
 *
 * <p>Output columns: group keys, aggregates, window start, window end and, if asked for, the window's last millisecond
 * as event time.
 *
 * <p>Where windows go by the clock, rows get their time here and the watermark is the clock's; results then have no event time, and
 * no row is late.
 *
 * <p>What has been sent is told by the watermarks alone, which checkpoints keep beside the state: windows that were complete at the
 * one where a key group stood have been sent. Where some groups stood further than others, what these had not sent yet follows at
 * once, so that all go on from one watermark and the next checkpoint has only one to tell.
 */
public final class WindowAggregateOperator implements Operator {

    private final OperatorContext context;
    private final AggregateSpec spec;
    private final Windows windows;
    private final boolean partialInput;
    private final AggregateCalls calls;
    private final KeyedRows keyed;
    private final GroupStates slices;
    private final WindowFiring firing;
    private final NodeMetrics metrics;

    /** Where windows go by the clock; else by what rows say. */
    private final @Nullable ProcessingTime clock;

    private final int[] slots = new int[Batch.MAX_ROWS];

    /** Whether the segment of {@link #keyed} dealt out last is still to be taken in. */
    private boolean segmentPending;

    /** Whether windows that have been sent have taken that segment in. */
    private boolean corrected;

    /** Whether the late rows of that segment which count all the same were taken out. */
    private boolean lateLookedAt;

    /** The watermark whose windows are being sent. */
    private @Nullable Watermark passing;

    /**
     * @param partialInput whether the input holds the partial forms of a local half
     */
    WindowAggregateOperator(OperatorContext context, AggregateSpec spec, Windows windows, boolean partialInput) {
        this.context = context;
        this.spec = spec;
        this.windows = windows;
        this.partialInput = partialInput;
        calls = new AggregateCalls(spec, partialInput);
        calls.gatherIn(context.state(), spec, Optional.empty());
        keyed = new KeyedRows(spec.groupColumns());
        slices = GroupStates.kept(context.state(), spec);
        metrics = context.metrics(spec.nodeId());
        firing = firing();
        RestoredTime restored = context.input(0).restoredTime();
        if (restored.most() != Watermark.NONE) {
            firing.restore(restored);
            context.input(0).startAt(restored.most());
        }
        clock = spec.byClock() ? new ProcessingTime(context, spec.input(), windows.timeColumn()) : null;
    }

    private WindowFiring firing() {
        WindowResults results = new WindowResults(context, spec, calls);
        int groupColumns = spec.groupColumns().length;
        return switch (windows) {
            case AlignedWindows aligned ->
                new AlignedFiring(
                        aligned,
                        slices,
                        new SliceTree(context, spec, aligned, slices, new TableMerge(calls, groupColumns)),
                        results,
                        spec.latenessMicros(),
                        spec.latenessMicros() > 0 ? new Corrections(context, spec, calls) : null,
                        spec.sentId().isPresent() ? GroupStates.sent(context.state(), spec) : null);
            case SessionWindows sessions -> new SessionFiring(sessions, slices, calls, results, groupColumns);
        };
    }

    @Override
    public Progress step() {
        if (passing != null) {
            return pass(passing);
        }
        if (keyed.isActive()) {
            return takeIn();
        }
        if (clock != null) {
            // Before rows are taken, which come after all that is complete by now.
            Watermark reached = clock.look(firing.next());
            if (reached != null) {
                passing = reached;
                return pass(reached);
            }
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return clock == null ? Progress.NEEDS_INPUT : clock.until(firing.next());
            }
            case Rows rows -> {
                if (!partialInput) {
                    // The local half has counted what these stand for.
                    metrics.add(Metric.ROWS_IN, rows.count());
                }
                keyed.begin(clock == null ? rows : clock.stamped(rows), windows);
                if (windows instanceof SessionWindows && keyed.has(firing::isLate)) {
                    keyed.dealInOrder();
                }
                return takeIn();
            }
            case Watermark watermark -> {
                passing = watermark;
                return pass(watermark);
            }
            case Signal.End end -> {
                sendToAll(end);
                return Progress.DONE;
            }
            case Signal signal -> sendToAll(signal);
        }
        return Progress.YIELD;
    }

    /** Nothing is held but what has begun: of a window, all or nothing is sent before a barrier. */
    @Override
    public Progress flush() {
        while (passing != null || keyed.isActive()) {
            Progress progress = step();
            if (progress != Progress.YIELD) {
                return progress;
            }
        }
        return Progress.DONE;
    }

    @Override
    public void describe(Standing standing) {
        long next = firing.next();
        if (next == Long.MAX_VALUE) {
            return;
        }
        if (clock == null) {
            standing.waitsFor(next);
        } else {
            standing.waitsForClock(next + 1);
        }
    }

    @Override
    public void close() {
        keyed.end();
        firing.close();
    }

    private Progress takeIn() {
        while (segmentPending || keyed.nextSegment()) {
            segmentPending = true;
            if (firing.isLate(keyed.segmentStart())) {
                Completion missing = lateLookedAt ? null : firing.takeLate(keyed);
                if (missing != null) {
                    return Progress.waiting(missing);
                }
                lateLookedAt = true;
                if (!sendLate()) {
                    return Progress.OUTPUT_FULL;
                }
                lateLookedAt = false;
            } else {
                Progress progress = corrected ? Progress.DONE : firing.correct(keyed);
                if (progress != Progress.DONE) {
                    return progress;
                }
                corrected = true;
                Completion missing = firing.takes(keyed.segmentStart()) ? takeIntoSlice() : null;
                if (missing != null) {
                    return Progress.waiting(missing);
                }
                corrected = false;
            }
            segmentPending = false;
        }
        keyed.end();
        return Progress.YIELD;
    }

    /** Takes the segment into its slice, of which windows are made that are still to be sent. */
    private @Nullable Completion takeIntoSlice() {
        GroupTables tables = slices.open(keyed.segmentStart());
        Table table = tables.groups();
        Completion missing = table.fetch(
                keyed.keys(),
                keyed.segmentRows(),
                keyed.segmentCount(),
                keyed.segmentHashes(),
                Table.Absent.CREATE,
                slots);
        if (missing == null && calls.distinctCount() > 0) {
            missing = calls.fetchValues(tables, keyed);
        }
        if (missing == null && !calls.gathered().isEmpty()) {
            missing = gather();
        }
        if (missing != null) {
            return missing;
        }
        calls.updateDistinct(tables, slots, keyed.segmentSigns());
        calls.update(table, keyed.batch(), keyed.segmentRows(), keyed.segmentCount(), slots, keyed.segmentSigns());
        table.written(slots, keyed.segmentCount());
        tables.unpin();
        calls.gathered().unpin();
        firing.changed(keyed.segmentStart());
        return null;
    }

    /** Takes the segment into the lists of its groups. Rows are never taken back, so nothing but the lists is waited for. */
    private @Nullable Completion gather() {
        GroupGathering gathered = calls.gathered();
        int count = keyed.segmentCount();
        Completion missing = gathered.fetch(keyed.keys(), keyed.segmentRows(), count, keyed.segmentHashes());
        if (missing == null) {
            Arrays.fill(gathered.orders(), 0, count, keyed.segmentStart());
            missing = gathered.take(keyed.batch(), keyed.segmentRows(), count, null);
        }
        return missing;
    }

    private boolean sendLate() {
        if (keyed.segmentCount() == 0) {
            return true;
        }
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

    private Progress pass(Watermark watermark) {
        // That an input which fell idle has rows again is told by it; it says nothing of time.
        boolean tellsTime = watermark.micros() != Watermark.NONE;
        Progress progress = tellsTime ? firing.fire(watermark.micros()) : Progress.DONE;
        if (progress != Progress.DONE) {
            return progress;
        }
        passing = null;
        if (clock != null) {
            // What the clock says of these rows says nothing of the event time of others, but that all have come.
            if (watermark.micros() == Watermark.END_OF_TIME) {
                sendToAll(watermark);
            }
            return Progress.YIELD;
        }
        long handedOn = tellsTime ? firing.handedOn(watermark.micros()) : Watermark.NONE;
        metrics.set(Metric.WATERMARK, handedOn);
        sendToAll(handedOn == watermark.micros() ? watermark : new Watermark(handedOn));
        return Progress.YIELD;
    }

    private void sendToAll(Signal signal) {
        for (int port = 0; port < spec.outputs().size(); port++) {
            context.output(port).signal(signal);
        }
    }
}
