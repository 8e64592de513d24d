package io.millrace.testkit.job;

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
import java.util.EnumSet;
import java.util.List;

/** The sink {@code scripted-sink}, of one BIGINT column: rows are visible in the script once they are committed. */
final class ScriptedSink implements SinkConnector {

    /** There is nothing to set. */
    record Config() {}

    private final Script script;

    ScriptedSink(Script script) {
        this.script = script;
    }

    @Override
    public NodeTypeDescriptor descriptor() {
        return new NodeTypeDescriptor(
                new NodeTypeName("scripted-sink"),
                1,
                NodeKind.SINK,
                "Sinks",
                "Scripted",
                "Rows for a test.",
                "",
                "table",
                Ports.ofSink(),
                ConfigSchema.of(Config.class),
                Abilities.ofSink(EnumSet.allOf(ChangeMode.Kind.class), Guarantee.exactlyOnce("As the script says.")));
    }

    @Override
    public Sink create(SinkRequest request) {
        String node = request.nodeId();
        return new Sink() {
            @Override
            public SinkWriter writer(WriterContext context) {
                return new Writer(node);
            }

            @Override
            public Committer committer() {
                script.called(node + " committer");
                return new Commits(node);
            }
        };
    }

    private final class Writer implements SinkWriter {

        private final String node;
        private final List<byte[]> written = new ArrayList<>();

        Writer(String node) {
            this.node = node;
        }

        @Override
        public Progress write(Rows rows) {
            script.called(node + " write");
            BoxedValues.rows(rows)
                    .forEach(row -> written.add(ByteBuffer.allocate(Long.BYTES)
                            .putLong((Long) java.util.Objects.requireNonNull(row.getFirst()))
                            .array()));
            return Progress.YIELD;
        }

        @Override
        public Progress flush() {
            script.called(node + " flush");
            return Progress.DONE;
        }

        @Override
        public List<byte[]> prepareCommit() {
            List<byte[]> prepared = List.copyOf(written);
            written.clear();
            return prepared;
        }

        @Override
        public void close() {
            script.called(node + " close writer");
        }
    }

    private final class Commits implements Committer {

        private final String node;

        Commits(String node) {
            this.node = node;
        }

        @Override
        public void prepare() {
            script.called(node + " prepare");
        }

        @Override
        public void commit(List<byte[]> prepared) {
            script.called(node + " commit");
            script.show(node, values(prepared));
        }

        @Override
        public void abort(List<byte[]> prepared) {
            script.called(node + " abort " + values(prepared));
        }

        @Override
        public void close() {
            script.called(node + " close committer");
        }
    }

    private static List<Long> values(List<byte[]> prepared) {
        return prepared.stream().map(bytes -> ByteBuffer.wrap(bytes).getLong()).toList();
    }
}
