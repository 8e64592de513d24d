package io.millrace.spi.testing;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.type.Schema;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.Sink.WriterContext;
import io.millrace.spi.sink.SinkWriter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes rows through the writers of a sink on the test's thread, doing the blocking work they wait for. */
public final class SinkHarness {

    private final Sink sink;
    private final BatchPool pool;
    private final RowsPool rowsPool = new RowsPool();
    private final NodeMetrics metrics = new NodeMetrics();
    private final ManualClock clock = new ManualClock();
    private ManualBlockingWork blockingWork = ManualBlockingWork.deferred();
    private KeptErrors errors = KeptErrors.fail();

    /**
     * @param schema the columns of the rows that are written
     */
    public SinkHarness(Sink sink, Schema schema) {
        this.sink = sink;
        this.pool = new BatchPool(schema);
    }

    /** Sets where blocking work is done. */
    public SinkHarness blockingWork(ManualBlockingWork work) {
        blockingWork = work;
        return this;
    }

    /** Sets the policy for rows that cannot be written. */
    public SinkHarness errors(KeptErrors kept) {
        errors = kept;
        return this;
    }

    /** The writer of one task. */
    public SinkWriter writer(int taskIndex) {
        return sink.writer(new WriterContext(taskIndex, errors, metrics, clock, blockingWork));
    }

    /** Writes rows of boxed values, all of them {@link io.millrace.columns.Change#INSERT}. */
    public void write(SinkWriter writer, List<? extends List<? extends @Nullable Object>> rows) {
        write(writer, rows, new byte[0]);
    }

    /**
     * Writes rows of boxed values.
     *
     * @param changes one for each row, or none
     */
    public void write(SinkWriter writer, List<? extends List<? extends @Nullable Object>> rows, byte[] changes) {
        Batch batch = pool.take();
        BoxedValues.fill(batch, rows);
        if (changes.length > 0) {
            System.arraycopy(changes, 0, batch.writableChanges(), 0, changes.length);
        }
        Rows all = rowsPool.take(batch);
        try {
            await(() -> writer.write(all));
        } finally {
            all.release();
        }
    }

    /** Flushes a writer and returns what it has prepared. */
    public List<byte[]> finish(SinkWriter writer) {
        while (await(writer::flush).kind() != Progress.Kind.DONE) {
            // It may take several steps.
        }
        return writer.prepareCommit();
    }

    /** Repeats a step as long as it waits for something. */
    public Progress await(Supplier<Progress> step) {
        while (true) {
            Progress progress = step.get();
            if (progress.kind() != Progress.Kind.WAITING) {
                return progress;
            }
            while (!progress.completion().isDone()) {
                if (!blockingWork.runNext() && !clock.advanceToNext()) {
                    throw new AssertionError("The writer waits for something that will never happen");
                }
            }
        }
    }

    /** The clock the writers see. */
    public ManualClock clock() {
        return clock;
    }

    /** What was counted. */
    public NodeMetrics metrics() {
        return metrics;
    }

    /** How many batches and selections were taken and not given back. */
    public int outstanding() {
        return pool.outstanding() + rowsPool.outstanding();
    }
}
