package io.millrace.engine.operators.unnest;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Element;
import io.millrace.columns.MapVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.OperatorType;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row of each element of an ARRAY or MAP: a cursor over (row, element), a batch a step, so that a row with very many
 * elements neither fills memory nor holds the worker.
 */
public final class UnnestOperator implements Operator {

    /** Config: see docs/operator-plan.md. */
    public static final OperatorType TYPE = (operator, _) -> {
        UnnestSpec spec = UnnestSpec.of(operator);
        return context -> new UnnestOperator(context, spec);
    };

    private final OperatorContext context;
    private final Output output;
    private final UnnestSpec spec;
    private final NodeMetrics metrics;
    private final PortMeter port;
    private final BatchPool pool;
    private final UnnestedColumns columns;

    /** Rows in hand. */
    private @Nullable Rows rows;

    /** The row to go on with, by position, and how many of its elements are out. */
    private int position;

    private int done;

    UnnestOperator(OperatorContext context, UnnestSpec spec) {
        this.context = context;
        this.spec = spec;
        output = context.output(0);
        metrics = context.metrics(spec.nodeId());
        port = context.port(spec.nodeId(), "out", spec.rows());
        pool = context.pool(spec.rows().schema());
        columns = new UnnestedColumns(spec);
    }

    @Override
    public Progress step() {
        Rows held = rows;
        if (held != null) {
            return send(held);
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return Progress.NEEDS_INPUT;
            }
            case Rows came -> {
                metrics.add(Metric.ROWS_IN, came.count());
                rows = came;
                position = 0;
                done = 0;
                return send(came);
            }
            case Watermark watermark -> {
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

    private Progress send(Rows held) {
        if (!output.hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        Batch from = held.batch();
        fill(held, from.column(spec.collection()));
        if (columns.count() > 0) {
            Batch to = pool.take();
            columns.write(from, to);
            Rows made = context.rows().take(to);
            port.passed(made);
            output.emit(made);
        }
        if (position == held.count()) {
            rows = null;
            held.release();
        }
        return Progress.YIELD;
    }

    /** Goes on until the batch is full or the rows are at their end. */
    private void fill(Rows held, Vector collection) {
        int[] starts = starts(collection);
        int[] lengths = lengths(collection);
        columns.begin();
        while (position < held.count() && columns.room() > 0) {
            int row = held.row(position);
            int length = collection.isNull(row) ? 0 : lengths[row];
            if (length == 0) {
                if (spec.isLeft()) {
                    columns.addAlone(row);
                }
                position++;
            } else {
                int count = Math.min(length - done, columns.room());
                columns.add(row, starts[row], done, count);
                done += count;
                if (done == length) {
                    done = 0;
                    position++;
                }
            }
        }
    }

    private static int[] starts(Vector collection) {
        return collection instanceof ArrayVector array ? array.starts() : ((MapVector) collection).starts();
    }

    private static int[] lengths(Vector collection) {
        return collection instanceof ArrayVector array ? array.lengths() : ((MapVector) collection).lengths();
    }
}
