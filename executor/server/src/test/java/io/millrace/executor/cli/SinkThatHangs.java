package io.millrace.executor.cli;

import io.millrace.columns.Rows;
import io.millrace.executor.local.Installation;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.type.ChangeMode;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkConnector;
import io.millrace.spi.sink.SinkRequest;
import io.millrace.spi.sink.SinkWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A sink that breaks its contract: it waits in a task without end, and no interruption gets it out. */
public final class SinkThatHangs implements SinkConnector {

    /** What it prints before it hangs. */
    public static final String LINE = "hangs";

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: hangs
            name: Hangs
            nodes:
              - {id: source, type: nexmark-source, config: {kind: bid, events: 1000000}}
              - {id: hangs, type: hanging-sink}
            edges:
              - {from: {node: source, port: out}, to: {node: hangs, port: in}}
            """;

    record HangingConfig() {}

    /** An executor that has this sink as well. */
    public static void main(String[] arguments) {
        System.exit(Main.commandLine(SinkThatHangs::installation).execute(arguments));
    }

    /** Of one task, from a source to this sink. */
    public static OperatorPlan plan() {
        Planner planner = new Planner();
        return planner.plan(
                        planner.check(
                                DocumentReader.load(PIPELINE).require(),
                                installation(new PrintWriter(Writer.nullWriter()))
                                        .catalogue()),
                        Map.of(),
                        PlanOptions.ofParallelism(1))
                .require()
                .operators();
    }

    private static Installation installation(PrintWriter out) {
        return Installation.standard(out).with(List.of(), List.of(new SinkThatHangs()));
    }

    @Override
    public NodeTypeDescriptor descriptor() {
        return new NodeTypeDescriptor(
                new NodeTypeName("hanging-sink"),
                1,
                NodeKind.SINK,
                "Sinks",
                "Hang",
                "Never comes back.",
                "",
                "trash",
                Ports.ofSink(),
                ConfigSchema.of(HangingConfig.class),
                Abilities.ofSink(EnumSet.allOf(ChangeMode.Kind.class), Guarantee.exactlyOnce("Nothing is written.")));
    }

    @Override
    public Sink create(SinkRequest request) {
        return new Sink() {
            @Override
            public SinkWriter writer(WriterContext context) {
                return new HangingWriter();
            }

            @Override
            public Committer committer() {
                return new NothingToCommit();
            }
        };
    }

    private static final class HangingWriter implements SinkWriter {

        @Override
        @SuppressWarnings("InfiniteLoopStatement")
        public Progress write(Rows rows) {
            System.out.println(LINE);
            while (true) {
                LockSupport.park();
                Thread.interrupted();
            }
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
