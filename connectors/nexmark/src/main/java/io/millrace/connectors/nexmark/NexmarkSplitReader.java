package io.millrace.connectors.nexmark;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.connectors.nexmark.generator.NexmarkGenerator;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.source.SplitReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the events of one range. */
final class NexmarkSplitReader implements SplitReader {

    private final NexmarkGenerator generator;
    private final BatchPool pool;
    private final @Nullable Pace pace;
    private final EventRange range;
    private long next;

    NexmarkSplitReader(NexmarkGenerator generator, BatchPool pool, @Nullable Pace pace, EventRange range) {
        this.generator = generator;
        this.pool = pool;
        this.pace = pace;
        this.range = range;
        next = range.next();
    }

    @Override
    public Progress read(Consumer<Batch> out) {
        Pace limit = pace;
        int rows = limit == null ? Batch.MAX_ROWS : limit.due(Batch.MAX_ROWS);
        if (rows > 0 && next < range.end()) {
            Batch batch = pool.take();
            long first = next;
            next = generator.fill(batch, first, range.end(), rows);
            if (batch.rowCount() == 0) {
                batch.release();
            } else {
                if (limit != null) {
                    limit.released(batch.rowCount());
                }
                batch.setOrigin(generator.origin(first));
                out.accept(batch);
            }
        }
        if (next >= range.end()) {
            return Progress.DONE;
        }
        return limit == null || limit.due(1) > 0 ? Progress.YIELD : Progress.waiting(limit.next());
    }

    @Override
    public byte[] state() {
        return range.at(next).state();
    }

    @Override
    public void close() {}
}
