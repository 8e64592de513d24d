package io.millrace.spi.testing;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.RowOrigin;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.type.Schema;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.source.ReaderContext;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceReader;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitEnumerator;
import io.millrace.spi.source.SplitEnumerator.Discovery;
import io.millrace.spi.source.SplitReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source on the test's thread, as one task would. Whatever the source waits for happens at once: blocking work
 * is done, and when there is none the clock moves on.
 */
public final class SourceHarness {

    private final Source source;
    private final BatchPool pool;
    private final NodeMetrics metrics = new NodeMetrics();
    private final List<String> origins = new ArrayList<>();
    private ManualClock clock = new ManualClock();
    private ManualBlockingWork blockingWork = ManualBlockingWork.deferred();
    private KeptErrors errors = KeptErrors.fail();

    /**
     * @param projected the columns the source's batches have
     */
    public SourceHarness(Source source, Schema projected) {
        this.source = source;
        this.pool = new BatchPool(projected);
    }

    /** Sets the policy for bad rows; without it the first is the end. */
    public SourceHarness errors(KeptErrors kept) {
        errors = kept;
        return this;
    }

    /** Sets the clock. */
    public SourceHarness clock(ManualClock manual) {
        clock = manual;
        return this;
    }

    /** Sets where blocking work is done. */
    public SourceHarness blockingWork(ManualBlockingWork work) {
        blockingWork = work;
        return this;
    }

    /** All splits there are, or those of the first {@code discoveries} calls. */
    public List<Split> discover(int discoveries) {
        List<Split> splits = new ArrayList<>();
        try (SplitEnumerator enumerator = source.enumerator()) {
            for (int i = 0; i < discoveries; i++) {
                Discovery found = enumerator.discover();
                splits.addAll(found.splits());
                if (found.again().isEmpty()) {
                    return splits;
                }
            }
            return splits;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of all splits, one after the other. */
    public List<List<@Nullable Object>> readAll() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Split split : discover(Integer.MAX_VALUE)) {
            rows.addAll(read(split));
        }
        return rows;
    }

    /** The rows of one split, from its state on. */
    public List<List<@Nullable Object>> read(Split split) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        read(split, batch -> {
            rows.addAll(BoxedValues.rows(batch));
            batch.release();
        });
        return rows;
    }

    /** Reads one split; {@code out} gets each batch with its reference. */
    public void read(Split split, Consumer<Batch> out) {
        try (SourceReader reader = open();
                SplitReader splitReader = reader.open(split)) {
            while (step(splitReader, out)) {
                // One batch at a time.
            }
        }
    }

    /** A reader as a task would have it. */
    public SourceReader open() {
        return source.reader(new ReaderContext(pool, errors, metrics, clock, blockingWork));
    }

    /** Asks once for a batch and brings about what is waited for; false at the end of the split. */
    public boolean step(SplitReader reader, Consumer<Batch> out) {
        Progress progress = reader.read(batch -> {
            noteOrigins(batch);
            out.accept(batch);
        });
        return switch (progress.kind()) {
            case DONE -> false;
            case YIELD -> true;
            case WAITING -> {
                while (!progress.completion().isDone()) {
                    if (!blockingWork.runNext() && !clock.advanceToNext()) {
                        throw new AssertionError("The reader waits for something that will never happen");
                    }
                }
                yield true;
            }
            case NEEDS_INPUT, OUTPUT_FULL -> throw new AssertionError("A reader cannot say " + progress);
        };
    }

    private void noteOrigins(Batch batch) {
        RowOrigin origin = batch.origin();
        for (int row = 0; origin != null && row < batch.rowCount(); row++) {
            origins.add(origin.describe(row));
        }
    }

    /** Where the rows read so far came from, in order; those of batches without origin are missing. */
    public List<String> origins() {
        return List.copyOf(origins);
    }

    /** What the policy got to see. */
    public KeptErrors errors() {
        return errors;
    }

    /** What was counted. */
    public NodeMetrics metrics() {
        return metrics;
    }

    /** How many batches were taken and not given back. */
    public int outstanding() {
        return pool.outstanding();
    }
}
