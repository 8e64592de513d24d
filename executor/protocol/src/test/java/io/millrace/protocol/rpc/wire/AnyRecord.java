package io.millrace.protocol.rpc.wire;

import io.millrace.model.error.ErrorDomain;
import io.millrace.model.error.RunError;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonNull;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.exchange.PeerMessage.AssignedSplit;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.KeyedState;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.NodeCheckpoint;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.PortCounts;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.Restore;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.StateQuery;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.job.Transfer;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanIdentity;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
        Arbitrary<Integer> tasks = Arbitraries.integers().between(0, 300);
        Arbitrary<PortCounts> port =
                Combinators.combine(name(), count(), count(), tasks).as(PortCounts::new);
        return Combinators.combine(
                        name(),
                        count().array(long[].class).ofSize(9),
                        Arbitraries.longs(),
                        error().list().ofMaxSize(2),
                        tasks,
                        port.list().ofMaxSize(2))
                .as((node, n, at, errors, t, ports) -> new NodeCounts(
                        node, n[0], n[1], n[2], n[3], n[4], n[5], n[6], at, errors, t, ports, n[7], n[8]));
    }

    private static Arbitrary<Long> number() {
        return Arbitraries.longs().greaterOrEqual(1);
    }

    private static Arbitrary<PartCheckpoint> checkpoint() {
        Arbitrary<NodeCheckpoint> node = Combinators.combine(
                        name(), count().array(long[].class).ofSize(5))
                .as((id, n) -> new NodeCheckpoint(id, n[0], n[1], n[2], n[3], n[4]));
        Arbitrary<CheckpointFigures> figures = Combinators.combine(
                        count().array(long[].class).ofSize(5), node.list().ofMaxSize(3))
                .as((n, nodes) -> new CheckpointFigures(n[0], n[1], n[2], n[3], n[4], nodes));
        return Combinators.combine(
                        number(),
                        Arbitraries.of(PartCheckpoint.Stage.class),
                        name().optional(),
                        prepared(),
                        error(),
                        figures)
                .as((number, stage, file, prepared, error, costs) -> new PartCheckpoint(
                        number,
                        stage,
                        file,
                        prepared,
                        stage.isFailure() ? Optional.of(error) : Optional.empty(),
                        costs));
    }

    static Arbitrary<Heartbeat> heartbeat() {
        Arbitrary<PartReport> report = Combinators.combine(
                        fence(),
                        Arbitraries.of(PartStatus.class),
                        error().optional(),
                        prepared(),
                        counts().list().ofMaxSize(2),
                        checkpoint().optional())
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
                Combinators.combine(fence(), plan(), placement, restore().optional())
                        .as(ExecutorCommand.Deploy::new),
                Combinators.combine(fence(), number()).as(ExecutorCommand.Checkpoint::new),
                Combinators.combine(fence(), number(), name().list().ofMaxSize(3))
                        .as(ExecutorCommand.CompleteCheckpoint::new),
                Combinators.combine(fence(), number(), prepared()).as(ExecutorCommand.CommitCheckpoint::new),
                Combinators.combine(fence(), number(), Arbitraries.of(true, false))
                        .as(ExecutorCommand.Settle::new),
                Combinators.combine(fence(), plan(), Arbitraries.of(Conclusion.class), prepared())
                        .as(ExecutorCommand.Conclude::new),
                Combinators.combine(fence(), task(), Arbitraries.integers().between(0, 200), text())
                        .as(ExecutorCommand.Mail::new),
                Combinators.combine(
                                fence(),
                                name(),
                                name(),
                                Arbitraries.integers().between(0, ExecutorCommand.Tap.LONGEST_TAP_MILLIS))
                        .as(ExecutorCommand.Tap::new));
        return Combinators.combine(command, Arbitraries.longs()).as(LeasedCommand::new);
    }

    private static Arbitrary<Restore> restore() {
        Arbitrary<Integer> operator = Arbitraries.integers().between(0, 200);
        Arbitrary<Transfer> transfer = Combinators.combine(
                        name().map(DeploymentId::new),
                        Arbitraries.bytes().array(byte[].class).ofSize(32).map(HexFormat.of()::formatHex),
                        Arbitraries.maps(operator, operator).ofMaxSize(4),
                        Combinators.combine(name(), name())
                                .as(Transfer.StateName::new)
                                .set()
                                .ofMaxSize(3))
                .as((deployment, plan, operators, states) -> new Transfer(
                        deployment, new PlanIdentity(plan), new TreeMap<>(operators), new TreeSet<>(states)));
        return Arbitraries.oneOf(
                Combinators.combine(number(), name(), prepared()).as(Restore::new),
                Combinators.combine(number(), name(), transfer).as(Restore::of));
    }

    private static Arbitrary<Column> column() {
        return Combinators.combine(name(), Arbitraries.of("INT", "STRING NOT NULL", "ARRAY<DECIMAL(10, 2)>"))
                .as((name, type) -> new Column(name, DataType.parse(type)));
    }

    private static Arbitrary<JsonArray> values() {
        Arbitrary<Json> value = Arbitraries.oneOf(
                Arbitraries.just(JsonNull.NULL),
                text().map(Json::of),
                Arbitraries.integers().map(number -> Json.of(number)));
        return value.list().ofMaxSize(3).map(JsonArray::new);
    }

    static Arbitrary<StateAnswer> stateAnswer() {
        Arbitrary<KeyedState.Found> found = Combinators.combine(
                        column().list().ofMaxSize(3), values().list().ofMaxSize(3), count())
                .as(KeyedState.Found::new);
        Arbitrary<KeyedState> state = Combinators.combine(
                        name(),
                        name(),
                        Arbitraries.of(KeyedState.Kind.class),
                        column().list().ofMaxSize(2),
                        count(),
                        count(),
                        found.optional())
                .as(KeyedState::new);
        return Combinators.combine(
                        Arbitraries.longs(), error().optional(), state.list().ofMaxSize(3))
                .as(StateAnswer::new);
    }

    static Arbitrary<SavepointOrder> savepointOrder() {
        Arbitrary<Long> fromOne = Arbitraries.longs().between(1, 1L << 50);
        Arbitrary<SavepointOrder.Work> export = Combinators.combine(
                        name().map(DeploymentId::new), fromOne, name(), text())
                .as((deployment, checkpoint, manifest, document) ->
                        new SavepointOrder.Work.Export(deployment, checkpoint, manifest, plan("source"), document));
        Arbitrary<SavepointOrder.Work> work = Arbitraries.oneOf(
                export,
                Arbitraries.of(new SavepointOrder.Work.Send()),
                name().optional().map(SavepointOrder.Work.Restore::new),
                fromOne.map(SavepointOrder.Work.Receive::new),
                Combinators.combine(
                                name().map(DeploymentId::new).optional(),
                                name().map(DeploymentId::new).optional())
                        .as(SavepointOrder.Work.Remove::new),
                Arbitraries.of("d-1", "savepoints/s-1", "_2dx")
                        .list()
                        .ofMaxSize(3)
                        .map(SavepointOrder.Work.Clear::new));
        return Combinators.combine(Arbitraries.longs(), Arbitraries.of("s-1", "s-abc", "x"), work)
                .as(SavepointOrder::new);
    }

    static Arbitrary<SavepointReport> savepointReport() {
        Arbitrary<SavepointReport.Held> held = Combinators.combine(
                        name(), Arbitraries.integers().between(0, 9), count(), count())
                .as(SavepointReport.Held::new);
        Arbitrary<SavepointReport.Contents> contents = Combinators.combine(
                        name(),
                        Arbitraries.longs().between(1, 1L << 50),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(1, 999),
                        count(),
                        held.list().ofMaxSize(3),
                        text())
                .as((pipeline, checkpoint, taken, tasks, bytes, nodes, document) -> new SavepointReport.Contents(
                        pipeline, checkpoint, taken, tasks, bytes, nodes, document, plan("source")));
        Arbitrary<SavepointReport.State> state = Arbitraries.oneOf(
                Combinators.combine(count(), count()).as(SavepointReport.State.UnderWay::new),
                Combinators.combine(contents.optional(), name().optional()).as(SavepointReport.State.Done::new),
                error().map(SavepointReport.State.Failed::new));
        return Combinators.combine(Arbitraries.longs(), state).as(SavepointReport::new);
    }

    static Arbitrary<StateQuery.Key> stateKey() {
        return Combinators.combine(name(), text().list().ofMaxSize(3)).as(StateQuery.Key::new);
    }

    static Arbitrary<TapRows> tapRows() {
        Arbitrary<Column> column = column();
        Arbitrary<TapRows.Row> row = Combinators.combine(Arbitraries.of(TapRows.Change.class), values())
                .as(TapRows.Row::new);
        return Combinators.combine(
                        fence(),
                        name(),
                        name(),
                        column.list().ofMaxSize(3),
                        name().optional(),
                        row.list().ofMaxSize(3),
                        count(),
                        count())
                .as(TapRows::new);
    }

    /** Arrays in them are compared by what they hold, so the records are not equal to their copies. */
    static Arbitrary<PeerMessage> peerMessage() {
        Arbitrary<Integer> id = Arbitraries.integers().between(0, 1_000_000);
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        Arbitrary<AssignedSplit> split =
                Combinators.combine(name(), bytes, Arbitraries.longs()).as(AssignedSplit::new);
        return Arbitraries.oneOf(
                Combinators.combine(id, bytes).as(PeerMessage.Block::new),
                Combinators.combine(id, bytes).as(PeerMessage.InBand::new),
                Combinators.combine(id, count(), id).as(PeerMessage.Credit::new),
                Combinators.combine(id, id).as(PeerMessage.SplitWanted::new),
                Combinators.combine(id, id, split.list().ofMaxSize(3), Arbitraries.of(true, false))
                        .as(PeerMessage.AssignSplits::new),
                Combinators.combine(id, id, Arbitraries.longs()).as(PeerMessage.HoldWatermark::new),
                number().map(PeerMessage.BeginCheckpoint::new));
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
