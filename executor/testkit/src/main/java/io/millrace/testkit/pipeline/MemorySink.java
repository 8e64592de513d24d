package io.millrace.testkit.pipeline;

import io.millrace.columns.Batch;
import io.millrace.columns.Rows;
import io.millrace.columns.testing.BoxedValues;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** The sink {@code memory-sink}: keeps the changes that came, for the test to look at. */
final class MemorySink implements SinkConnector {

    /** There is nothing to set. */
    record MemoryConfig() {}

    private final Map<String, List<ChangedRow>> changesByNode;

    MemorySink(Map<String, List<ChangedRow>> changesByNode) {
        this.changesByNode = changesByNode;
    }

    @Override
    public NodeTypeDescriptor descriptor() {
        return new NodeTypeDescriptor(
                new NodeTypeName("memory-sink"),
                1,
                NodeKind.SINK,
                "Sinks",
                "Memory",
                "Rows for a test.",
                "",
                "table",
                Ports.ofSink(),
                ConfigSchema.of(MemoryConfig.class),
                Abilities.ofSink(EnumSet.allOf(ChangeMode.Kind.class)));
    }

    @Override
    public Sink create(SinkRequest request) {
        List<ChangedRow> changes = changesByNode.computeIfAbsent(request.nodeId(), _ -> new ArrayList<>());
        return new Sink() {
            @Override
            public SinkWriter writer(WriterContext context) {
                return new KeepingWriter(changes);
            }

            @Override
            public Committer committer() {
                return new NothingToCommit();
            }
        };
    }

    private record KeepingWriter(List<ChangedRow> changes) implements SinkWriter {

        @Override
        public Progress write(Rows rows) {
            Batch batch = rows.batch();
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.row(i);
                changes.add(new ChangedRow(batch.change(row), BoxedValues.row(batch, row)));
            }
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
