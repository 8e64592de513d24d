package io.millrace.engine.operators.watermark;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.engine.operators.OperatorType;
import io.millrace.engine.time.EventTime;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;

/**
 * Makes watermarks from a column of its input, in place of those that come in. Used where rows of several splits are
 * mixed already; otherwise the source does it per split.
 */
public final class WatermarkOperator implements Operator {

    /** Config: see docs/operator-plan.md. */
    public static final OperatorType TYPE = (spec, _) -> {
        EventTime eventTime = EventTime.of(spec.settings());
        return context -> new WatermarkOperator(context, eventTime);
    };

    private final OperatorContext context;
    private final EventTime eventTime;
    private final RowErrors errors;
    private final NodeMetrics metrics;

    private long emitted = Watermark.NONE;

    WatermarkOperator(OperatorContext context, EventTime eventTime) {
        this.context = context;
        this.eventTime = eventTime;
        errors = context.errors(eventTime.nodeId());
        metrics = context.metrics(eventTime.nodeId());
    }

    @Override
    public Progress step() {
        Output output = context.output(0);
        if (!output.hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return Progress.NEEDS_INPUT;
            }
            case Rows rows -> {
                metrics.add(Metric.ROWS_IN, rows.count());
                Rows timed = eventTime.withoutNullTimes(rows, context.rows(), errors);
                metrics.add(Metric.ROWS_OUT, timed.count());
                long watermark = eventTime.watermarkAfter(timed);
                output.emit(timed);
                if (watermark > emitted) {
                    emitted = watermark;
                    metrics.set(Metric.WATERMARK, watermark);
                    output.signal(new Watermark(watermark));
                }
            }
            case Watermark(long micros) -> {
                // What comes from above counts only when it says that all has come.
                if (micros == Watermark.END_OF_TIME) {
                    emitted = micros;
                    output.signal(new Watermark(micros));
                }
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
    public void close() {}
}
