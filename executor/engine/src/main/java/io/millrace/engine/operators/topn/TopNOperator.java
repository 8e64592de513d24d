package io.millrace.engine.operators.topn;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.engine.operators.ttl.OrderedTtl;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.state.OrderedState;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is first in each partition up to date. Of a batch each partition changes once, from what came out before it to what comes out
 * after it: with a rank, an update for each rank that another row has now; without, only the rows that come out no more, then those that
 * come out newly, and of a single row its update.
 */
final class TopNOperator implements Operator {

    private final OperatorContext context;
    private final Output output;
    private final NodeMetrics metrics;
    private final PortMeter port;
    private final @Nullable OrderedTtl ttl;
    private final TopNChanges changes;
    private final Intake intake;

    /** Rows in hand. */
    private @Nullable Rows rows;

    TopNOperator(OperatorContext context, TopNSpec spec) {
        this.context = context;
        output = context.output(0);
        metrics = context.metrics(spec.nodeId());
        port = context.port(spec.nodeId(), "out", spec.rows());
        OrderedState state = spec.open(context.state());
        ttl = spec.ttl(state, context.clock());
        changes = new TopNChanges(state, spec, context.pool(spec.rows().schema()), context.rows());
        BatchPartitions partitions = new BatchPartitions(state, ttl, spec);
        NewRows newRows = new NewRows(state, ttl, spec);
        intake = spec.isAppend()
                ? new AppendIntake(state, spec, partitions, newRows, changes, null)
                : new ChangeIntake(state, spec, partitions, newRows, changes);
    }

    @Override
    public Progress step() {
        Rows held = rows;
        if (held != null) {
            return goOn(held);
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return Progress.NEEDS_INPUT;
            }
            case Rows came -> {
                sweep();
                metrics.add(Metric.ROWS_IN, came.count());
                rows = came;
                intake.begin(came);
                return goOn(came);
            }
            case Watermark watermark -> {
                sweep();
                metrics.set(Metric.WATERMARK, watermark.micros());
                output.signal(watermark);
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
    public void close() {
        Rows held = rows;
        rows = null;
        if (held != null) {
            held.release();
        }
    }

    private Progress goOn(Rows held) {
        if (!changes.areLeft()) {
            Completion missing = intake.goOn();
            if (missing != null) {
                return Progress.waiting(missing);
            }
        }
        if (changes.areLeft()) {
            if (!output.hasRoom()) {
                return Progress.OUTPUT_FULL;
            }
            Rows changed = changes.next();
            port.passed(changed);
            output.emit(changed);
        } else if (intake.isDone()) {
            rows = null;
            held.release();
        }
        return Progress.YIELD;
    }

    private void sweep() {
        if (ttl != null) {
            ttl.sweep();
        }
    }
}
