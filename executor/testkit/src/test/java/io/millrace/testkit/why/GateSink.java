package io.millrace.testkit.why;

import io.millrace.columns.Rows;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.type.ChangeMode;
import io.millrace.spi.Completion;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkConnector;
import io.millrace.spi.sink.SinkRequest;
import io.millrace.spi.sink.SinkWriter;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The sink {@code gate-sink}, which takes rows until the test shuts it. */
final class GateSink implements SinkConnector {

    /** There is nothing to set. */
    record Config() {}

    private final Set<String> shut = new HashSet<>();

    /** The sink of this node takes no rows from now on. */
    void shut(String node) {
        shut.add(node);
    }

    @Override
    public NodeTypeDescriptor descriptor() {
        return new NodeTypeDescriptor(
                new NodeTypeName("gate-sink"),
                1,
                NodeKind.SINK,
                "Sinks",
                "Gate",
                "Rows for a test.",
                "",
                "table",
                Ports.ofSink(),
                ConfigSchema.of(Config.class),
                Abilities.ofSink(EnumSet.allOf(ChangeMode.Kind.class), Guarantee.exactlyOnce("As the test says.")));
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
                return new Committer() {
                    @Override
                    public void prepare() {}

                    @Override
                    public void commit(List<byte[]> committables) {}

                    @Override
                    public void abort(List<byte[]> committables) {}

                    @Override
                    public void close() {}
                };
            }
        };
    }

    private final class Writer implements SinkWriter {

        private final String node;

        Writer(String node) {
            this.node = node;
        }

        @Override
        public Progress write(Rows rows) {
            return shut.contains(node) ? Progress.waiting(new Completion()) : Progress.YIELD;
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
}
