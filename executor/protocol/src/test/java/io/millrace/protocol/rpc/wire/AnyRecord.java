package io.millrace.protocol.rpc.wire;

import io.millrace.model.error.ErrorDomain;
import io.millrace.model.error.RunError;
import io.millrace.model.json.JsonObject;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any record that processes may say to each other. */
public final class AnyRecord {

    private AnyRecord() {}

    /** Names: short, with what is special in some encodings. */
    public static Arbitrary<String> name() {
        return Arbitraries.of("a", "Z", "9", "-", "ä", "😀", "\n", "\"")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(pieces -> String.join("", pieces))
                .filter(text -> !text.isBlank());
    }

    /** Texts, also empty ones. */
    public static Arbitrary<String> text() {
        return Arbitraries.oneOf(Arbitraries.just(""), name());
    }

    /** Whole numbers from 0, also the largest. */
    public static Arbitrary<Long> count() {
        return Arbitraries.longs().greaterOrEqual(0);
    }

    /** Fences. */
    public static Arbitrary<Fence> fence() {
        Arbitrary<Long> fromOne = Arbitraries.longs().greaterOrEqual(1);
        return Combinators.combine(name().map(DeploymentId::new), fromOne, fromOne)
                .as(Fence::new);
    }

    /** Executors. */
    public static Arbitrary<ExecutorId> executor() {
        return name().map(ExecutorId::new);
    }

    /** Tasks. */
    public static Arbitrary<TaskId> task() {
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 300);
        return Combinators.combine(small, small).as(TaskId::new);
    }

    static Arbitrary<Prepared> prepared() {
        Arbitrary<List<String>> committables = Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(5)
                .map(HexFormat.of()::formatHex)
                .list()
                .ofMaxSize(3);
        return Arbitraries.maps(Arbitraries.integers().between(0, 200), committables)
                .ofMaxSize(3)
                .map(TreeMap::new)
                .map(Prepared::new);
    }

    /** Errors. */
    public static Arbitrary<RunError> error() {
        return Combinators.combine(
                        Arbitraries.of(ErrorDomain.class),
                        text(),
                        text().optional(),
                        text(),
                        text().optional(),
                        Arbitraries.of(true, false))
                .as(RunError::new);
    }

    static Arbitrary<NodeCounts> counts() {
        Arbitrary<Long> watermark = Arbitraries.longs();
        return Combinators.combine(name(), count().array(long[].class).ofSize(7), watermark)
                .as((node, n, at) -> new NodeCounts(node, n[0], n[1], n[2], n[3], n[4], n[5], n[6], at));
    }

    static Arbitrary<Heartbeat> heartbeat() {
        Arbitrary<PartReport> report = Combinators.combine(
                        fence(),
                        Arbitraries.of(PartStatus.class),
                        error().optional(),
                        prepared(),
                        counts().list().ofMaxSize(2))
                .as(PartReport::new);
        return Combinators.combine(
                        executor(),
                        count(),
                        Arbitraries.longs(),
                        count(),
                        Arbitraries.integers().between(1, 1_000),
                        report.list().ofMaxSize(3))
                .as(Heartbeat::new);
    }

    static Arbitrary<LeasedCommand> command() {
        Arbitrary<Placement> placement = Combinators.combine(
                        executor(),
                        Arbitraries.maps(task(), executor()).ofMinSize(1).ofMaxSize(4))
                .as((host, tasks) -> new Placement(host, new TreeMap<>(tasks)));
        Arbitrary<ExecutorCommand> command = Arbitraries.oneOf(
                about(fence(), ExecutorCommand.Start::new),
                about(fence(), ExecutorCommand.Stop::new),
                about(fence(), ExecutorCommand.Cancel::new),
                about(fence(), ExecutorCommand.Release::new),
                Arbitraries.longs().greaterOrEqual(1).map(ExecutorCommand.Acknowledge::new),
                Combinators.combine(fence(), plan(), placement).as(ExecutorCommand.Deploy::new),
                Combinators.combine(fence(), plan(), Arbitraries.of(Conclusion.class), prepared())
                        .as(ExecutorCommand.Conclude::new),
                Combinators.combine(fence(), task(), Arbitraries.integers().between(0, 200), text())
                        .as(ExecutorCommand.Mail::new));
        return Combinators.combine(command, Arbitraries.longs()).as(LeasedCommand::new);
    }

    private static <T> Arbitrary<ExecutorCommand> about(
            Arbitrary<T> what, java.util.function.Function<T, ExecutorCommand> of) {
        return what.map(of);
    }

    private static Arbitrary<OperatorPlan> plan() {
        return name().map(AnyRecord::plan);
    }

    /** A plan of one operator of this type; {@code OperatorPlanCodecTest} has the others. */
    public static OperatorPlan plan(String type) {
        return new OperatorPlan(
                ZoneId.of("UTC"),
                List.of(new PhysicalOperator(
                        0, type, List.of("node"), List.of(), List.of(), JsonObject.EMPTY, Map.of())),
                List.of(new Fragment(0, List.of(0), 1, false)),
                List.of(),
                List.of());
    }
}
