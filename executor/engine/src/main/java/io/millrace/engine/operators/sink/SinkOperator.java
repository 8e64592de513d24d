package io.millrace.engine.operators.sink;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.operator.Notice;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands rows to a connector's writer. What the writer has prepared goes to the job, which commits. */
public final class SinkOperator implements Operator {

    private final OperatorContext context;
    private final NodeMetrics metrics;
    private final SinkWriter writer;

    /** Rows the writer has not taken yet. */
    private @Nullable Rows pending;

    private boolean ending;

    public SinkOperator(OperatorContext context, Sink sink, String nodeId) {
        this.context = context;
        metrics = context.metrics(nodeId);
        writer = sink.writer(new Sink.WriterContext(
                context.taskIndex(), context.errors(nodeId), metrics, context.clock(), context.blockingWork()));
    }

    @Override
    public Progress step() {
        if (pending != null) {
            return write(pending);
        }
        if (ending) {
            return flush();
        }
        Element element = context.input(0).poll();
        return switch (element) {
            case null -> Progress.NEEDS_INPUT;
            case Rows rows -> {
                pending = rows;
                yield write(rows);
            }
            case Signal.Watermark(long micros) -> {
                metrics.set(Metric.WATERMARK, micros);
                yield Progress.YIELD;
            }
            case Signal.End _ -> {
                ending = true;
                yield flush();
            }
            case Signal _ -> Progress.YIELD;
        };
    }

    @Override
    public Progress flush() {
        Progress progress = writer.flush();
        if (progress == Progress.DONE) {
            List<byte[]> prepared = writer.prepareCommit();
            if (!prepared.isEmpty()) {
                context.tell(new Notice.Prepared(prepared));
            }
        }
        return progress;
    }

    @Override
    public void close() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
        writer.close();
    }

    private Progress write(Rows rows) {
        Progress progress = writer.write(rows);
        if (progress == Progress.YIELD) {
            metrics.add(Metric.ROWS_IN, rows.count());
            pending = null;
            rows.release();
        }
        return progress;
    }
}
