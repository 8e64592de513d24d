package io.millrace.engine.operators.source;

import io.millrace.columns.Batch;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal.End;
import io.millrace.columns.Signal.Idle;
import io.millrace.columns.Signal.Watermark;
import io.millrace.engine.time.Alarm;
import io.millrace.engine.time.EventTime;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.operator.Command;
import io.millrace.spi.operator.Notice;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.Standing;
import io.millrace.spi.source.ReaderContext;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceReader;
import io.millrace.spi.source.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the splits assigned to one task, side by side, a batch from each in turn. Stateless stages that stand before the
 * watermark in the drawing run here, on the batch of one split, so that the watermark is known per split; the output's
 * watermark is the least over the splits being read and over those not yet assigned to anyone.
 */
public final class SourceOperator implements Operator {

    private static final String OUT = "out";

    private final OperatorContext context;
    private final String nodeId;
    private final SourceReader reader;

    /** Whether a task without splits is about to hear that there are none any more. */
    private final boolean bounded;

    private final Optional<RowStages> stages;
    private final Optional<EventTime> eventTime;
    private final NodeMetrics metrics;
    private final PortMeter readRows;
    private final RowErrors timeErrors;
    private final NodeMetrics timeMetrics;
    private final Optional<PortMeter> timedRows;

    private final List<SplitProgress> splits = new ArrayList<>();
    private final Alarm idleAlarm;
    private int next;
    private boolean noMoreSplits;
    private boolean splitWanted;
    private boolean stopping;
    private boolean outputWasFull;
    private boolean idleTold;
    private long heldAt = Watermark.NONE;
    private long emittedWatermark = Watermark.NONE;
    private int batchesRead;

    /** The split whose reader is being asked; the batch it hands over belongs to it. */
    private @Nullable SplitProgress reading;

    /**
     * @param schema the columns the source's batches have
     * @param stages what stands between source and watermark
     * @param eventTime how to make watermarks, if the pipeline has event time here
     * @param output what leaves in the end
     */
    public SourceOperator(
            OperatorContext context,
            Source source,
            String nodeId,
            Schema schema,
            Optional<RowStages> stages,
            Optional<EventTime> eventTime,
            EdgeSchema output) {
        this.context = context;
        this.nodeId = nodeId;
        this.stages = stages;
        this.eventTime = eventTime;
        metrics = context.metrics(nodeId);
        bounded = source.isBounded();
        readRows = context.port(nodeId, OUT, EdgeSchema.append(schema));
        idleAlarm = new Alarm(context.clock());
        String timeNode = eventTime.map(EventTime::nodeId).orElse(nodeId);
        timeErrors = context.errors(timeNode);
        timeMetrics = context.metrics(timeNode);
        timedRows = eventTime.map(time -> context.port(time.nodeId(), OUT, output));
        reader = source.reader(new ReaderContext(
                context.pool(schema), context.errors(nodeId), metrics, context.clock(), context.blockingWork()));
    }

    @Override
    public Progress step() {
        Output output = context.output(0);
        if (!output.hasRoom()) {
            outputWasFull = true;
            return Progress.OUTPUT_FULL;
        }
        long now = context.clock().nanoTime();
        if (outputWasFull) {
            outputWasFull = false;
            splits.forEach(split -> split.wasPaused(now));
        }
        if (stopping) {
            closeSplits();
            output.signal(new End());
            return Progress.DONE;
        }
        int before = batchesRead;
        for (int untried = splits.size(); untried > 0 && batchesRead == before; untried--) {
            if (next >= splits.size()) {
                next = 0;
            }
            read(splits.get(next), now);
        }
        advanceWatermark(now);
        if (batchesRead != before) {
            return Progress.YIELD;
        }
        if (!splits.isEmpty()) {
            return anyCanRead() ? Progress.YIELD : Progress.waiting(anySplit());
        }
        return withoutSplits();
    }

    @Override
    public void command(Command command) {
        switch (command) {
            case Command.AssignSplits(List<Split> assigned, boolean noMore) -> {
                for (Split split : assigned) {
                    splits.add(new SplitProgress(split, reader.open(split)));
                }
                splitWanted &= assigned.isEmpty();
                noMoreSplits |= noMore;
            }
            case Command.HoldWatermark(long micros) ->
                heldAt = micros == Watermark.NONE || micros == Watermark.END_OF_TIME ? micros : micros - 1;
            case Command.StopReading _ -> stopping = true;
            case Command.Mail _ -> {}
        }
    }

    @Override
    public void describe(Standing standing) {
        long now = context.clock().nanoTime();
        long idleNanos = eventTime.map(EventTime::idleNanos).orElse(0L);
        splits.forEach(split -> split.describe(standing, now, idleNanos));
        if (heldAt != Watermark.END_OF_TIME) {
            standing.holdsAt(heldAt);
        }
    }

    /** The splits that are being read, as far as they are read. At a barrier, when all rows before have gone out. */
    public List<Split> openSplits() {
        return splits.stream().map(SplitProgress::rest).toList();
    }

    @Override
    public void close() {
        closeSplits();
        reader.close();
        stages.ifPresent(RowStages::close);
    }

    /** Asks one split for a batch; moves {@link #next} on, or takes the split out when it has ended. */
    private void read(SplitProgress split, long now) {
        if (!split.canRead()) {
            next++;
            return;
        }
        int before = batchesRead;
        reading = split;
        Progress progress = split.reader.read(this::take);
        if (batchesRead == before) {
            split.broughtNothing(now);
        }
        switch (progress.kind()) {
            case DONE -> {
                split.reader.close();
                splits.remove(next);
            }
            case WAITING -> {
                split.waitingFor = progress.completion();
                next++;
            }
            case YIELD -> next++;
            case NEEDS_INPUT, OUTPUT_FULL ->
                throw new IllegalStateException(
                        "The reader of " + nodeId + " said " + progress + ", which a split reader cannot");
        }
    }

    /** Called by the split's reader: a batch with its reference. */
    private void take(Batch batch) {
        SplitProgress split = reading;
        if (split == null) {
            throw new IllegalStateException("A batch came unasked");
        }
        batchesRead++;
        split.broughtRows();
        Rows rows = context.rows().take(batch);
        readRows.passed(rows);
        if (stages.isPresent()) {
            rows = stages.get().run(rows);
        }
        if (eventTime.isPresent()) {
            timeMetrics.add(Metric.ROWS_IN, rows.count());
            rows = eventTime.get().withoutNullTimes(rows, context.rows(), timeErrors);
            timedRows.get().passed(rows);
            split.reached(eventTime.get().watermarkAfter(rows));
            split.brought(eventTime.get().rowsBehind(rows, emittedWatermark));
        }
        context.output(0).emit(rows);
    }

    private void advanceWatermark(long now) {
        if (eventTime.isEmpty()) {
            return;
        }
        long idleNanos = eventTime.get().idleNanos();
        long least = heldAt;
        boolean active = heldAt != Watermark.END_OF_TIME;
        for (int i = 0; i < splits.size(); i++) {
            SplitProgress split = splits.get(i);
            if (!split.isIdle(now, idleNanos)) {
                active = true;
                least = Math.min(least, split.watermark());
            }
        }
        if (!active) {
            // Nothing assigned here holds anything back. When all is read the end says so itself, and where it is about
            // to come nothing is idle: a task further on that holds windows would be taken for one that holds nothing.
            if (!idleTold && !(splits.isEmpty() && (noMoreSplits || bounded))) {
                idleTold = true;
                context.output(0).signal(new Idle());
            }
        } else if (least > emittedWatermark) {
            emitWatermark(least);
        } else if (idleTold) {
            idleTold = false;
            context.output(0).signal(new Watermark(emittedWatermark));
        }
    }

    private void emitWatermark(long micros) {
        idleTold = false;
        emittedWatermark = micros;
        context.output(0).signal(new Watermark(micros));
        timeMetrics.set(Metric.WATERMARK, micros);
    }

    private Progress withoutSplits() {
        if (noMoreSplits) {
            // Bounded input is complete: every window can fire. Without event time it says so for processing that waits
            // for the end.
            emitWatermark(Watermark.END_OF_TIME);
            context.output(0).signal(new End());
            return Progress.DONE;
        }
        if (!splitWanted) {
            splitWanted = true;
            context.tell(new Notice.SplitWanted());
        }
        return Progress.NEEDS_INPUT;
    }

    private boolean anyCanRead() {
        for (int i = 0; i < splits.size(); i++) {
            if (splits.get(i).canRead()) {
                return true;
            }
        }
        return false;
    }

    /** Done when any split can be read, or counts as idle. */
    private Completion anySplit() {
        Completion any = new Completion();
        long idleNanos = eventTime.map(EventTime::idleNanos).orElse(0L);
        long now = context.clock().nanoTime();
        long idleAt = Long.MAX_VALUE;
        for (int i = 0; i < splits.size(); i++) {
            SplitProgress split = splits.get(i);
            Completion waitingFor = split.waitingFor;
            if (waitingFor != null) {
                waitingFor.whenDone(any::complete);
            }
            if (!split.isIdle(now, idleNanos)) {
                idleAt = Math.min(idleAt, split.idleAt(idleNanos));
            }
        }
        if (idleAt != Long.MAX_VALUE) {
            idleAlarm.at(idleAt).whenDone(any::complete);
        }
        return any;
    }

    private void closeSplits() {
        splits.forEach(split -> split.reader.close());
        splits.clear();
    }
}
