package io.millrace.executor.local;

import io.millrace.columns.Rows;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkConnector;
import io.millrace.spi.sink.SinkRequest;
import io.millrace.spi.sink.SinkWriter;
import java.util.List;

/**
 * A sink that takes rows and does nothing with them.
 *
 * @param descriptor what it passes for
 */
public record DroppingSink(NodeTypeDescriptor descriptor) implements SinkConnector {

    @Override
    public Sink create(SinkRequest request) {
        return new Sink() {
            @Override
            public SinkWriter writer(WriterContext context) {
                return new Writer();
            }

            @Override
            public Committer committer() {
                return new NothingToCommit();
            }
        };
    }

    private static final class Writer implements SinkWriter {

        @Override
        public Progress write(Rows rows) {
            return Progress.YIELD;
        }

        @Override
        public Progress flush() {
            return Progress.DONE;
        }

        @Override
        public List<byte[]> prepareCommit() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private static final class NothingToCommit implements Committer {

        @Override
        public void prepare() {}

        @Override
        public void commit(List<byte[]> prepared) {}

        @Override
        public void abort(List<byte[]> prepared) {}

        @Override
        public void close() {}
    }
}
