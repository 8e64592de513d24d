package io.millrace.testkit.pipeline;

import io.millrace.columns.Batch;
import io.millrace.columns.Rows;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The sink {@code memory-sink}: keeps the changes that came and were committed, for the test to look at. Those of tasks side
 * by side stand in the order in which they came.
 */
final class MemorySink implements SinkConnector {

    /** There is nothing to set. */
    record MemoryConfig() {}

    private record Arrived(long order, ChangedRow row) {}

    private final Map<String, List<ChangedRow>> changesByNode;

    /** What writers have prepared, by the number that they hand to the committer. */
    private final Map<Integer, List<Arrived>> prepared = new HashMap<>();

    private long arrivals;

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
                Abilities.ofSink(
                        EnumSet.allOf(ChangeMode.Kind.class),
                        Guarantee.exactlyOnce("Rows are there when they are committed.")));
    }

    @Override
    public Sink create(SinkRequest request) {
        List<ChangedRow> changes = changesByNode.computeIfAbsent(request.nodeId(), _ -> new ArrayList<>());
        return new Sink() {
            @Override
            public SinkWriter writer(WriterContext context) {
                return new Writer();
            }

            @Override
            public Committer committer() {
                return new Commits(changes);
            }
        };
    }

    private final class Writer implements SinkWriter {

        private List<Arrived> written = new ArrayList<>();

        @Override
        public Progress write(Rows rows) {
            Batch batch = rows.batch();
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.row(i);
                written.add(new Arrived(arrivals++, new ChangedRow(batch.change(row), BoxedValues.row(batch, row))));
            }
            return Progress.YIELD;
        }

        @Override
        public Progress flush() {
            return Progress.DONE;
        }

        @Override
        public List<byte[]> prepareCommit() {
            int number = prepared.size();
            prepared.put(number, written);
            written = new ArrayList<>();
            return List.of(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        }

        @Override
        public void close() {}
    }

    private final class Commits implements Committer {

        private final List<ChangedRow> changes;

        Commits(List<ChangedRow> changes) {
            this.changes = changes;
        }

        @Override
        public void prepare() {}

        @Override
        public void commit(List<byte[]> committables) {
            committables.stream()
                    .map(bytes -> prepared.put(ByteBuffer.wrap(bytes).getInt(), List.of()))
                    .flatMap(rows -> Objects.requireNonNull(rows).stream())
                    .sorted(Comparator.comparingLong(Arrived::order))
                    .forEach(arrived -> changes.add(arrived.row()));
        }

        @Override
        public void abort(List<byte[]> committables) {
            committables.forEach(bytes -> prepared.put(ByteBuffer.wrap(bytes).getInt(), List.of()));
        }

        @Override
        public void close() {}
    }
}
