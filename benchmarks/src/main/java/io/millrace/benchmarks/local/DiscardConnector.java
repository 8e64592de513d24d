package io.millrace.benchmarks.local;

import io.millrace.columns.Rows;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.type.ChangeMode;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkConnector;
import io.millrace.spi.sink.SinkRequest;
import io.millrace.spi.sink.SinkWriter;
import java.util.EnumSet;
import java.util.List;

/** A sink that takes every column and drops it, so that what is measured is the pipeline before it. */
final class DiscardConnector implements SinkConnector {

    /** There is nothing to set. */
    record DiscardConfig() {}

    @Override
    public NodeTypeDescriptor descriptor() {
        return new NodeTypeDescriptor(
                new NodeTypeName("discard-sink"),
                1,
                NodeKind.SINK,
                "Sinks",
                "Discard",
                "Drops all rows.",
                "",
                "trash",
                Ports.ofSink(),
                ConfigSchema.of(DiscardConfig.class),
                Abilities.ofSink(EnumSet.allOf(ChangeMode.Kind.class)));
    }

    @Override
    public Sink create(SinkRequest request) {
        return new Sink() {
            @Override
            public SinkWriter writer(WriterContext context) {
                return new DroppingWriter();
            }

            @Override
            public Committer committer() {
                return new NothingToCommit();
            }
        };
    }

    private static final class DroppingWriter implements SinkWriter {

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
