package io.millrace.executor.preview;

import io.millrace.columns.Batch;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.source.ReaderContext;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceConnector;
import io.millrace.spi.source.SourceReader;
import io.millrace.spi.source.SourceRequest;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitEnumerator;
import io.millrace.spi.source.SplitReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A source that ends after some rows, whether or not the one it stands for does: event time then comes to its end, and
 * windows fire. Rows come as fast as they can be read. For a single task.
 *
 * @param rowsOf how many rows of a node are read
 */
record LimitedSource(SourceConnector connector, ToIntFunction<String> rowsOf) implements SourceConnector {

    /** More splits than this are not needed for so few rows. */
    private static final int MOST_SPLITS = 256;

    @Override
    public NodeTypeDescriptor descriptor() {
        return connector.descriptor();
    }

    @Override
    public Source create(SourceRequest request) {
        SourceRequest unpaced = new SourceRequest(
                request.nodeId(),
                connector.unpaced(request.config()),
                request.schema(),
                request.projection(),
                request.timeZone(),
                request.files(),
                request.formats());
        return new Limited(connector.create(unpaced), rowsOf.applyAsInt(request.nodeId()));
    }

    private record Limited(Source source, int rows) implements Source {

        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public Assignment assignment() {
            return source.assignment();
        }

        @Override
        public SplitEnumerator enumerator() {
            return new FirstSplits(source.enumerator());
        }

        @Override
        public SourceReader reader(ReaderContext context) {
            return new LimitedReader(source.reader(context), rows);
        }
    }

    private record FirstSplits(SplitEnumerator enumerator) implements SplitEnumerator {

        @Override
        public Discovery discover() throws Exception {
            List<Split> splits = enumerator.discover().splits();
            return new Discovery(splits.subList(0, Math.min(splits.size(), MOST_SPLITS)), Optional.empty());
        }

        @Override
        public byte[] snapshot() {
            return enumerator.snapshot();
        }

        @Override
        public void restore(byte[] snapshot) {
            enumerator.restore(snapshot);
        }

        @Override
        public void close() {
            enumerator.close();
        }
    }

    /** Counts what all splits of the task bring. */
    private static final class LimitedReader implements SourceReader {

        private final SourceReader reader;
        private int left;

        LimitedReader(SourceReader reader, int rows) {
            this.reader = reader;
            left = rows;
        }

        @Override
        public SplitReader open(Split split) {
            return new LimitedSplit(split);
        }

        @Override
        public void close() {
            reader.close();
        }

        private final class LimitedSplit implements SplitReader {

            private final Split split;
            private @Nullable SplitReader opened;

            LimitedSplit(Split split) {
                this.split = split;
            }

            @Override
            public Progress read(Consumer<Batch> out) {
                if (left == 0) {
                    return Progress.DONE;
                }
                SplitReader from = opened;
                if (from == null) {
                    from = reader.open(split);
                    opened = from;
                }
                Progress progress = from.read(batch -> {
                    batch.setRowCount(Math.min(batch.rowCount(), left));
                    left -= batch.rowCount();
                    out.accept(batch);
                });
                return left == 0 ? Progress.DONE : progress;
            }

            @Override
            public byte[] state() {
                return opened == null ? split.state() : opened.state();
            }

            @Override
            public void close() {
                if (opened != null) {
                    opened.close();
                }
            }
        }
    }
}
