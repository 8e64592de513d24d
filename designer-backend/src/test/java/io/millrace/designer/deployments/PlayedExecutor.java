package io.millrace.designer.deployments;

import io.millrace.engine.attempt.ExecutorParts;
import io.millrace.engine.attempt.PartAction;
import io.millrace.engine.attempt.PartEvent;
import io.millrace.model.error.RunError;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonString;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.KeyedState;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.NodeCheckpoint;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.OperatorStanding;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.PortCounts;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.StateQuery;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.job.TaskStanding;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.control.ControlPlaneLink;
import io.millrace.protocol.rpc.security.JoinToken;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An executor that decides as a real one does and speaks real gRPC, and whose tasks are played: each heartbeat ten rows pass
 * every node, and they end when the test says so.
 */
public final class PlayedExecutor implements AutoCloseable {

    private static final long HEARTBEAT_MILLIS = 100;
    private static final int ROWS = 10;
    private static final SavepointReport.State NOTHING_KEPT = new SavepointReport.State.Failed(
            RunError.external("savepoint.storage", "Played executors keep nothing.", false));

    private final ExecutorId id = new ExecutorId("played-" + UUID.randomUUID());
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
    private final ExecutorParts parts = new ExecutorParts(id, 2, this::counts);
    private final Map<Fence, OperatorPlan> plans = new HashMap<>();
    private final Map<Fence, Long> rows = new HashMap<>();
    private final List<Fence> assembled = new ArrayList<>();
    private final ControlPlaneLink link;
    private boolean isAllowedToFinish;
    private boolean keepsCheckpoints;
    private boolean commitsCheckpoints;
    private volatile Function<SavepointOrder, SavepointReport.State> savepoints = _ -> NOTHING_KEPT;
    private final List<SavepointOrder> ordered = new CopyOnWriteArrayList<>();

    /**
     * @param address {@code HOST:PORT}
     */
    public PlayedExecutor(String address, String token, String catalogue) {
        JoinToken join = JoinToken.parse(token);
        int colon = address.lastIndexOf(':');
        ServerAddress server =
                new ServerAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), join);
        Handshake handshake =
                new Handshake(Versions.ours(), id, 2, new ServerAddress("127.0.0.1", 1, join), "here", 42, catalogue);
        link = new ControlPlaneLink(server, handshake, this::after, new Random(1), new Listener());
        link.start();
        var unused = thread.scheduleAtFixedRate(this::beat, 0, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Which. */
    public String id() {
        return id.value();
    }

    /** Lets tasks come to their ends when all of {@code rows} have passed. */
    public void finishes() {
        thread.execute(() -> isAllowedToFinish = true);
    }

    /** Lets checkpoints come about from now on. */
    public void keepsCheckpoints() {
        thread.execute(() -> keepsCheckpoints = true);
    }

    /** Lets checkpoints come about from now on, and what they prepared become visible. */
    public void commitsCheckpoints() {
        thread.execute(() -> {
            keepsCheckpoints = true;
            commitsCheckpoints = true;
        });
    }

    /** How far it says that it is with what it is told to do about savepoints, each time it is told. */
    public void playsSavepoints(Function<SavepointOrder, SavepointReport.State> answer) {
        savepoints = answer;
    }

    /** What it was told to do about savepoints, as often as that was said. */
    public List<SavepointOrder> ordered() {
        return List.copyOf(ordered);
    }

    /** How often tasks of a deployment were made here. */
    public long assemblies(String deployment) {
        synchronized (assembled) {
            return assembled.stream()
                    .filter(fence -> fence.deployment().value().equals(deployment))
                    .count();
        }
    }

    private static OperatorStanding waiting(int operator) {
        return new OperatorStanding(
                operator,
                OperatorStanding.Doing.NEEDS_INPUT,
                0,
                List.of(),
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void after(Duration delay, Runnable what) {
        if (!thread.isShutdown()) {
            var unused = thread.schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void beat() {
        parts.statuses().forEach((fence, status) -> {
            if (status == PartStatus.RUNNING) {
                rows.merge(fence, (long) ROWS, Long::sum);
                if (isAllowedToFinish) {
                    carryOut(parts.happened(fence, new PartEvent.Ended(Prepared.NOTHING)));
                }
            }
        });
        link.send(parts.heartbeat(System.nanoTime()));
    }

    private List<NodeCounts> counts(Fence fence) {
        long passed = rows.getOrDefault(fence, 0L);
        OperatorPlan plan = plans.get(fence);
        return plan == null
                ? List.of()
                : plan.operators().stream()
                        .flatMap(operator -> operator.nodeIds().stream())
                        .distinct()
                        .map(node -> new NodeCounts(
                                node,
                                passed,
                                passed,
                                0,
                                0,
                                passed * 8,
                                passed * 1_000_000,
                                0,
                                Long.MIN_VALUE,
                                List.of(),
                                1,
                                List.of(new PortCounts("out", passed, 0, 1)),
                                passed * 100,
                                passed * 10))
                        .toList();
    }

    private void carryOut(List<PartAction> actions) {
        ArrayDeque<PartAction> open = new ArrayDeque<>(actions);
        while (!open.isEmpty()) {
            PartAction action = open.remove();
            event(action).ifPresent(event -> open.addAll(parts.happened(action.fence(), event)));
        }
    }

    private Optional<PartEvent> event(PartAction action) {
        return switch (action) {
            case PartAction.Assemble assemble -> {
                synchronized (assembled) {
                    assembled.add(assemble.fence());
                }
                plans.put(assemble.fence(), assemble.plan());
                yield Optional.of(new PartEvent.Assembled());
            }
            case PartAction.StopReading _, PartAction.EndTasks _ -> Optional.of(new PartEvent.Ended(Prepared.NOTHING));
            case PartAction.Conclude _ -> Optional.of(new PartEvent.Concluded(Optional.empty()));
            case PartAction.Tap tap -> {
                if (tap.forMillis() > 0) {
                    link.send(rows(tap));
                }
                yield Optional.empty();
            }
            case PartAction.BeginCheckpoint(Fence _, long number) ->
                keepsCheckpoints ? kept(number, Stage.WRITTEN) : failed(number, Stage.FAILED);
            case PartAction.MergeCheckpoint(Fence _, long number, var _) -> kept(number, Stage.MERGED);
            case PartAction.CommitCheckpoint(Fence _, long number, var _) ->
                commitsCheckpoints ? kept(number, Stage.COMMITTED) : failed(number, Stage.COMMIT_FAILED);
            case PartAction.Settle(Fence _, long number, var _) ->
                Optional.of(new PartEvent.Settled(number, Prepared.NOTHING));
            case PartAction.Run _, PartAction.Deliver _, PartAction.Forget _ -> Optional.empty();
        };
    }

    /** It has no tasks, so there is nothing to write. */
    private static Optional<PartEvent> kept(long number, Stage stage) {
        PartCheckpoint now = PartCheckpoint.begun(number)
                .at(stage, stage + "-" + number, Prepared.NOTHING)
                .with(new CheckpointFigures(
                        10, 100, 1_500, 2_500, 3_000, List.of(new NodeCheckpoint("week", 100, 4, 10, 1_500, 2_500))));
        return Optional.of(new PartEvent.Checkpoint(now));
    }

    /** It has nowhere to keep one. */
    private static Optional<PartEvent> failed(long number, Stage stage) {
        RunError error = RunError.external("checkpoint.storage.missing", "Played executors keep nothing.", false);
        return Optional.of(new PartEvent.Checkpoint(PartCheckpoint.begun(number).failed(stage, error)));
    }

    private static TapRows rows(PartAction.Tap tap) {
        return new TapRows(
                tap.fence(),
                tap.nodeId(),
                tap.port(),
                List.of(new Column("origin", DataType.parse("STRING NOT NULL"))),
                Optional.empty(),
                List.of(new TapRows.Row(TapRows.Change.INSERT, new JsonArray(List.of(new JsonString("SFO"))))),
                9,
                10);
    }

    /** Dies without a word. */
    @Override
    public void close() {
        thread.shutdownNow();
        link.close();
    }

    /** It keeps a count for each origin, and for each airport by the same name. */
    private void answer(StateQuery query) {
        List<Column> key = List.of(new Column("origin", DataType.parse("STRING NOT NULL")));
        Optional<KeyedState.Found> found = query.key()
                .map(asked -> new KeyedState.Found(
                        List.of(new Column("origin", DataType.parse("STRING NOT NULL"))),
                        asked.values().contains("SFO")
                                ? List.of(new JsonArray(List.of(new JsonString("SFO"))))
                                : List.of(),
                        asked.values().contains("SFO") ? 1 : 0));
        boolean isKnown = query.key().isEmpty() || query.key().get().nodeId().equals("late");
        link.send(
                isKnown
                        ? StateAnswer.of(
                                query.id(),
                                List.of(new KeyedState(
                                        "late", "accumulators", KeyedState.Kind.TABLE, key, 4, 100, found)))
                        : StateAnswer.failed(
                                query.id(), RunError.user("state.node", "The node keeps no state by key.")));
    }

    private final class Listener implements ControlPlaneLink.Listener {

        @Override
        public void joined() {
            thread.execute(PlayedExecutor.this::beat);
        }

        @Override
        public void introduced(SortedMap<ExecutorId, ServerAddress> peers) {
            // Its tasks send nothing.
        }

        @Override
        public void told(LeasedCommand command) {
            thread.execute(() -> {
                carryOut(parts.command(command, System.nanoTime()));
                link.send(parts.heartbeat(System.nanoTime()));
            });
        }

        @Override
        public void asked(StateQuery query) {
            thread.execute(() -> answer(query));
        }

        @Override
        public void asked(StandingQuery query) {
            after(
                    Duration.ZERO,
                    () -> link.send(new StandingAnswer(
                            query.id(),
                            plans.entrySet().stream()
                                    .filter(plan -> plan.getKey().deployment().equals(query.deployment()))
                                    .flatMap(plan -> standing(plan.getValue()))
                                    .toList(),
                            List.of())));
        }

        /** Each task waits for rows. */
        private static Stream<TaskStanding> standing(OperatorPlan plan) {
            return plan.fragments().stream().flatMap(fragment -> IntStream.range(0, fragment.parallelism())
                    .mapToObj(index -> new TaskStanding(
                            new TaskId(fragment.id(), index),
                            fragment.operators().stream()
                                    .map(PlayedExecutor::waiting)
                                    .toList())));
        }

        @Override
        public void askedNoMore(long query) {
            // It has answered at once.
        }

        @Override
        public void ordered(SavepointOrder order) {
            ordered.add(order);
            link.send(new SavepointReport(order.id(), savepoints.apply(order)));
        }

        @Override
        public void lost(String reason, Duration retryIn) {
            // The link tries again.
        }

        @Override
        public void refused(String reason) {
            throw new IllegalStateException("Refused: " + reason);
        }

        @Override
        public void noted(String reason) {
            throw new IllegalStateException("Unreadable: " + reason);
        }
    }
}
