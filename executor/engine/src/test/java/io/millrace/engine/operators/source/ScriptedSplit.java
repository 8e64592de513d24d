package io.millrace.engine.operators.source;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.spi.Completion;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A split that brings what the test gives it, and waits in between. */
final class ScriptedSplit {

    private final Split split;
    private final ArrayDeque<List<@Nullable Object>> batches = new ArrayDeque<>();
    private boolean ended;
    private @Nullable Completion more;
    private @Nullable Progress wrong;
    private boolean closed;

    ScriptedSplit(Split split) {
        this.split = split;
    }

    Split split() {
        return split;
    }

    /** There is a batch of one column with these values. */
    ScriptedSplit rows(@Nullable Object... values) {
        batches.add(Arrays.asList(values));
        wake();
        return this;
    }

    /** Nothing comes behind what there is. */
    ScriptedSplit end() {
        ended = true;
        wake();
        return this;
    }

    /** The reader says something that a reader must not. */
    void say(Progress progress) {
        wrong = progress;
        wake();
    }

    boolean isClosed() {
        return closed;
    }

    private void wake() {
        Completion waiting = more;
        more = null;
        if (waiting != null) {
            waiting.complete();
        }
    }

    SplitReader reader(BatchPool pool) {
        return new SplitReader() {
            @Override
            public Progress read(Consumer<Batch> out) {
                List<@Nullable Object> values = batches.poll();
                if (values != null) {
                    Batch batch = pool.take();
                    BoxedValues.fill(batch, values.stream().map(Arrays::asList).toList());
                    batch.setOrigin(row -> split.id() + " row " + row);
                    out.accept(batch);
                    return Progress.YIELD;
                }
                Progress other = wrong;
                if (other != null) {
                    return other;
                }
                if (ended) {
                    return Progress.DONE;
                }
                Completion waiting = new Completion();
                more = waiting;
                return Progress.waiting(waiting);
            }

            @Override
            public byte[] state() {
                return split.state();
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}
