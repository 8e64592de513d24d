package io.millrace.connectors.print;

import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.type.ChangeMode;
import io.millrace.spi.NodeConfig;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkConnector;
import io.millrace.spi.sink.SinkRequest;
import io.millrace.spi.sink.SinkWriter;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;

/** The sink {@code print-sink}. */
public final class PrintConnector implements SinkConnector {

    private static final String DOCS = """
            Prints rows as text, for looking at a pipeline while it is made. Each line has the change (`+I` for a new row,
            `-U` and `+U` for one that is replaced, `-D` for one that is gone) and the columns by name.

            At most `rowsPerSecond` rows are printed per task and second; of the others only the number is.

            Rows are printed at least once: what is printed cannot be taken back, so after a recovery the rows since the last
            checkpoint are printed again.
            """;

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("print-sink"),
            1,
            NodeKind.SINK,
            "Sinks",
            "Print",
            "Shows rows as text in the output of the process.",
            DOCS,
            "terminal",
            Ports.ofSink(),
            ConfigSchema.of(PrintConfig.class),
            Abilities.ofSink(
                    EnumSet.allOf(ChangeMode.Kind.class),
                    Guarantee.atLeastOnce(
                            "What was printed cannot be taken back; after a failure the lines since the last checkpoint come again.")));

    private final PrintWriter out;

    /**
     * @param out where rows are printed; shared by all tasks
     */
    public PrintConnector(PrintWriter out) {
        this.out = out;
    }

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Sink create(SinkRequest request) {
        PrintConfig config = NodeConfig.read(PrintConfig.class, request.config());
        return new Sink() {
            @Override
            public SinkWriter writer(WriterContext context) {
                return new PrintingWriter(out, request.nodeId(), config.rowsPerSecond(), context.clock());
            }

            @Override
            public Committer committer() {
                return new NothingToCommit();
            }
        };
    }

    /** What is printed is seen at once and cannot be taken back. */
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
