package io.millrace.engine.operators.watermark;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.engine.operators.OperatorType;
import io.millrace.engine.time.Alarm;
import io.millrace.engine.time.EventTime;
import io.millrace.model.type.EdgeSchema;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.Progress;

/**
 * Makes watermarks from a column of its input, in place of those that come in. Used where rows of several splits are
 * mixed already; otherwise the source does it per split. When nothing comes for the idle time it says so.
 */
public final class WatermarkOperator implements Operator {

    /** Config: see docs/operator-plan.md. */
    public static final OperatorType TYPE = (spec, _) -> {
        EventTime eventTime = EventTime.of(spec.settings());
        EdgeSchema rows = spec.outputs().getFirst();
        return context -> new WatermarkOperator(context, eventTime, rows);
    };

    private final OperatorContext context;
    private final EventTime eventTime;
    private final RowErrors errors;
    private final NodeMetrics metrics;
    private final PortMeter port;

    private final Alarm idleAlarm;

    private long emitted = Watermark.NONE;

    /** Since when nothing has come, though it was asked for. */
    private long silentSince;

    /** Whether {@link Signal.Idle} was the last that the output was told about time. */
    private boolean idle;

    /** Whether it was the input that said so. */
    private boolean inputIdle;

    private boolean outputWasFull;

    WatermarkOperator(OperatorContext context, EventTime eventTime, EdgeSchema rows) {
        this.context = context;
        this.eventTime = eventTime;
        errors = context.errors(eventTime.nodeId());
        metrics = context.metrics(eventTime.nodeId());
        port = context.port(eventTime.nodeId(), "out", rows);
        idleAlarm = new Alarm(context.clock());
        silentSince = context.clock().nanoTime();
    }

    @Override
    public Progress step() {
        Output output = context.output(0);
        if (!output.hasRoom()) {
            outputWasFull = true;
            return Progress.OUTPUT_FULL;
        }
        if (outputWasFull) {
            // Nobody asked meanwhile, so it was no silence.
            outputWasFull = false;
            silentSince = context.clock().nanoTime();
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return silent();
            }
            case Rows rows -> {
                silentSince = context.clock().nanoTime();
                metrics.add(Metric.ROWS_IN, rows.count());
                Rows timed = eventTime.withoutNullTimes(rows, context.rows(), errors);
                port.passed(timed);
                long watermark = eventTime.watermarkAfter(timed);
                output.emit(timed);
                inputIdle = false;
                if (watermark > emitted) {
                    emitted = watermark;
                    metrics.set(Metric.WATERMARK, watermark);
                    tellTime();
                } else if (idle) {
                    tellTime();
                }
            }
            case Watermark(long micros) -> {
                // What comes from above counts only when it says that all has come.
                if (micros == Watermark.END_OF_TIME) {
                    emitted = micros;
                    tellTime();
                } else if (inputIdle) {
                    inputIdle = false;
                    silentSince = context.clock().nanoTime();
                    tellTime();
                }
            }
            case Signal.Idle _ -> {
                inputIdle = true;
                tellIdle();
            }
            case Signal.End end -> {
                output.signal(end);
                return Progress.DONE;
            }
            case Signal signal -> output.signal(signal);
        }
        return Progress.YIELD;
    }

    /** Nothing is there: after the idle time this holds nobody back any longer. */
    private Progress silent() {
        if (idle || eventTime.idleNanos() == 0 || emitted == Watermark.END_OF_TIME) {
            return Progress.NEEDS_INPUT;
        }
        long idleAt = silentSince + eventTime.idleNanos();
        if (context.clock().nanoTime() - idleAt < 0) {
            return Progress.needsInputOr(idleAlarm.at(idleAt));
        }
        tellIdle();
        return Progress.NEEDS_INPUT;
    }

    private void tellIdle() {
        if (!idle) {
            idle = true;
            context.output(0).signal(new Signal.Idle());
        }
    }

    /** A watermark also says that rows may come again. */
    private void tellTime() {
        idle = false;
        context.output(0).signal(new Watermark(emitted));
    }

    @Override
    public void close() {}
}
