package io.millrace.engine.operators.deduplicate;

import io.millrace.columns.ByteVector;
import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.engine.operators.ttl.TableTtl;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableState;
import org.jspecify.annotations.Nullable;

/**
 * Lets the first row of each key through, in the order of arrival, and drops the others: a selection of what came in, no row is
 * copied. Kept is which keys were seen. Where keys are remembered for a time, it counts from the row that was let through, as in Flink.
 */
final class FirstComeOperator implements Operator {

    private final OperatorContext context;
    private final Output output;
    private final NodeMetrics metrics;
    private final PortMeter port;
    private final Table table;
    private final @Nullable TableTtl ttl;
    private final BatchKeys keys;

    /** Keys that the batch in hand brings. */
    private final int[] fresh;

    /** Rows in hand. */
    private @Nullable Rows rows;

    FirstComeOperator(OperatorContext context, DeduplicateSpec spec) {
        this.context = context;
        output = context.output(0);
        metrics = context.metrics(spec.nodeId());
        port = context.port(spec.nodeId(), "out", spec.rows());
        table = context.state().table(spec.stateId(), spec.layout()).open(TableState.TIMELESS);
        ttl = spec.ttl(table, context.clock());
        keys = new BatchKeys(table, ttl, spec.keys());
        fresh = new int[keys.slots.length];
    }

    @Override
    public Progress step() {
        Rows held = rows;
        if (held != null) {
            return letThrough(held);
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return Progress.NEEDS_INPUT;
            }
            case Rows came -> {
                sweep();
                metrics.add(Metric.ROWS_IN, came.count());
                keys.begin();
                rows = came;
                return letThrough(came);
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

    private Progress letThrough(Rows held) {
        if (!output.hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        Completion missing = keys.find(held);
        if (missing != null) {
            return Progress.waiting(missing);
        }
        rows = null;
        held.batch().retain();
        Rows first = context.rows().take(held.batch());
        int count = select(held, first.selectionBuffer());
        first.select(count);
        if (ttl != null) {
            ttl.date(fresh, count);
        }
        table.written(fresh, count);
        table.unpin();
        held.release();
        if (count == 0) {
            first.release();
        } else {
            port.passed(first);
            output.emit(first);
        }
        return Progress.YIELD;
    }

    /** Marks keys as seen; whose row is the first to do so goes into the selection. */
    private int select(Rows held, int[] selection) {
        byte[] seen = ((ByteVector) table.value(DeduplicateSpec.SEEN)).values();
        int[] slots = keys.slots;
        int count = 0;
        for (int i = 0; i < held.count(); i++) {
            int slot = slots[i];
            // Written whether the row counts or not, so that nothing is to be predicted.
            selection[count] = held.row(i);
            fresh[count] = slot;
            count += 1 - seen[slot];
            seen[slot] = 1;
        }
        return count;
    }

    private void sweep() {
        if (ttl != null) {
            ttl.sweep();
        }
    }
}
