package io.millrace.executor.preview;

import io.millrace.coordinator.JobStatus;
import io.millrace.coordinator.state.Failed;
import io.millrace.engine.port.PortLedger;
import io.millrace.engine.port.TapReport;
import io.millrace.executor.local.DroppingSink;
import io.millrace.executor.local.Installation;
import io.millrace.executor.local.LocalRun;
import io.millrace.executor.runtime.EngineHost;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.Edge;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.error.RunError;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.ChangeMode;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.plan.Planning;
import io.millrace.plan.rewrite.Rewriter;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.preview.PreviewLimits;
import io.millrace.protocol.preview.PreviewResult;
import io.millrace.protocol.preview.PreviewResult.End;
import io.millrace.protocol.preview.PreviewResult.PortRows;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.sink.SinkConnector;
import io.millrace.spi.source.SourceConnector;
import io.millrace.state.HeapStateBackend;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Runs the beginning of drawings: as drawn, without rewrites, in one task after the other, so that what is seen on an edge
 * is what passes there. One at a time; the calling thread waits, and ends the run when it is interrupted.
 */
public final class Previewer {

    private static final NodeTypeDescriptor END = new NodeTypeDescriptor(
            RunnablePart.END,
            1,
            NodeKind.SINK,
            "Sinks",
            "End",
            "Where a preview ends.",
            "",
            "circle",
            Ports.ofSink(),
            ConfigSchema.EMPTY,
            Abilities.ofSink(EnumSet.allOf(ChangeMode.Kind.class), Guarantee.exactlyOnce("Nothing is written.")));

    /** The input of a lookup join that is read to its end before anything else. */
    private static final String LOOKUP_PORT = "right";

    private static final String JOIN = "join";

    private final Installation installation;
    private final Catalogue catalogue;
    private final FileStore files;
    private final Planner planner = new Planner();

    /**
     * @param installation what pipelines can be made of
     * @param files the files root
     */
    public Previewer(Installation installation, FileStore files) {
        this.installation = installation.with(List.of(), List.of(new DroppingSink(END)));
        this.files = files;
        catalogue = this.installation.catalogue();
    }

    /**
     * Runs a drawing.
     *
     * @throws InterruptedException when nobody wants it any more; nothing runs then
     */
    public PreviewResult preview(PipelineDocument drawn, PreviewLimits limits) throws InterruptedException {
        long start = System.nanoTime();
        RunnablePart part = RunnablePart.of(drawn, planner, catalogue);
        Planning planning = planner.plan(part.graph(), Map.of(), new PlanOptions(1, Set.copyOf(Rewriter.names())));
        if (planning.plan().isEmpty()) {
            return new PreviewResult(
                    millisSince(start),
                    End.WHOLE,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    part.leftOut(),
                    planning.problems().stream()
                            .filter(Problem::isError)
                            .map(Problem::message)
                            .toList());
        }
        OperatorPlan plan = planning.plan().get().operators();
        PortLedger ports = PortLedger.keepingFirst(limits.rowsPerPort());
        try (EngineHost host = new EngineHost(1)) {
            LocalRun run = new LocalRun(
                    plan, host, muted(part.graph().document(), limits), files, new HeapStateBackend(), ports);
            run.start();
            Optional<JobStatus> ended = await(run, limits, start);
            List<NodeCounts> nodes = run.nodes().stream()
                    .filter(node -> !RunnablePart.isEnd(node.nodeId()))
                    .toList();
            List<PortRows> rows = ports.kept().stream().map(Previewer::rows).toList();
            Optional<RunError> error = ended.flatMap(JobStatus::reason);
            End end =
                    ended.isEmpty() ? End.OUT_OF_TIME : ended.get().state() instanceof Failed ? End.FAILED : End.WHOLE;
            return new PreviewResult(millisSince(start), end, error, rows, nodes, part.leftOut(), List.of());
        }
    }

    private static Optional<JobStatus> await(LocalRun run, PreviewLimits limits, long start)
            throws InterruptedException {
        Duration left = Duration.ofMillis(limits.wallMillis()).minusNanos(System.nanoTime() - start);
        try {
            Optional<JobStatus> ended = run.await(left.isNegative() ? Duration.ZERO : left);
            if (ended.isEmpty()) {
                run.cancel();
            }
            return ended;
        } catch (InterruptedException e) {
            run.cancel();
            throw e;
        }
    }

    private static PortRows rows(TapReport report) {
        return new PortRows(
                report.nodeId(), report.port(), report.columns(), report.eventTime(), report.rows(), report.total());
    }

    private static int millisSince(long startNanos) {
        return (int) Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    }

    private Installation muted(PipelineDocument document, PreviewLimits limits) {
        Set<String> lookups = lookups(document);
        ToIntFunction<String> rowsOf = node -> lookups.contains(node) ? limits.rowsPerLookup() : limits.rowsPerSource();
        return new Installation(
                installation.sources().stream()
                        .<SourceConnector>map(source -> new LimitedSource(source, rowsOf))
                        .toList(),
                installation.sinks().stream()
                        .<SinkConnector>map(sink -> new DroppingSink(sink.descriptor()))
                        .toList(),
                installation.formats(),
                installation.disk());
    }

    /** The nodes whose rows come to the side of a join in which is looked up. */
    private static Set<String> lookups(PipelineDocument document) {
        Deque<NodeId> coming = new ArrayDeque<>();
        for (Edge edge : document.edges()) {
            boolean isJoin = document.node(edge.to().node())
                    .filter(node -> node.type().value().equals(JOIN))
                    .isPresent();
            if (isJoin && edge.to().port().value().equals(LOOKUP_PORT)) {
                coming.add(edge.from().node());
            }
        }
        Set<String> lookups = new HashSet<>();
        while (!coming.isEmpty()) {
            NodeId node = coming.remove();
            if (lookups.add(node.value())) {
                document.edgesInto(node).forEach(edge -> coming.add(edge.from().node()));
            }
        }
        return lookups;
    }
}
