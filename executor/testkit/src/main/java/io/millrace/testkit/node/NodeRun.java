package io.millrace.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Barrier;
import io.millrace.columns.Signal.Watermark;
import io.millrace.columns.ValueText;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.engine.exchange.Distribution;
import io.millrace.engine.exchange.HashDistribution;
import io.millrace.engine.exchange.LocalChannel;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.task.TaskEnvironment;
import io.millrace.engine.task.TaskPools;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Schema;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.error.RunException;
import io.millrace.spi.operator.OperatorFactory;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.ManualClock;
import io.millrace.testkit.checkpoint.FewRowsInMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One operator in tasks of its own, fed in one way. */
final class NodeRun {

    /** Turns without anything happening after which a run counts as stuck. */
    private static final int MOST_IDLE_TURNS = 1_000;

    /** How often an operator may wait for rows, one after the other, before it counts as stuck: it may go through many lists. */
    private static final int MOST_WAITS = 1_000_000;

    private static final int[] PARALLELISMS = {1, 2, 3, 8};

    private static final String NODE = "node";

    private final List<Schema> outputs;
    private final Feeding feeding;
    private final RandomGenerator random;
    private final OperatorFactory factory;
    private final List<int[]> keys;
    private final List<BatchPool> inputPools = new ArrayList<>();
    private final RowsPool inputRows = new RowsPool();
    private final TaskPools pools = new TaskPools();
    private final List<BatchPool> mendedPools = new ArrayList<>();
    private final ManualClock clock = new ManualClock(1);
    private final TaskEnvironment.Nodes nodes;
    private final List<RunError> errors = new ArrayList<>();
    private final NodeOutput output;
    private final LateState lateness;
    private final HeldIo io;
    private final NodeState state;
    private List<NodeTask> tasks = List.of();

    /** How rows get to the tasks, by input port. */
    private List<OutputPort> feeds = List.of();

    /** The last watermark of each port. */
    private final Map<Integer, Signal> told = new HashMap<>();

    /** What some tasks get when the next barrier has been sent. */
    private final List<Runnable> behindBarrier = new ArrayList<>();

    /** Ports that have ended. */
    private final Set<Integer> ended = new HashSet<>();

    private long barriers;

    /**
     * @param keys the key columns of each input port by which its rows are dealt out, an empty array where each task gets all rows; none
     *     where there is only one task
     */
    NodeRun(
            OperatorFactory factory,
            List<Schema> inputs,
            List<Schema> outputs,
            List<int[]> keys,
            Feeding feeding,
            int tolerableErrors) {
        this.keys = keys;
        this.factory = factory;
        this.outputs = outputs;
        this.feeding = feeding;
        random = feeding.random();
        output = new NodeOutput(outputs.size(), errors);
        inputs.forEach(schema -> inputPools.add(new BatchPool(schema)));
        Map<String, NodeMetrics> metrics = new HashMap<>();
        nodes = new TaskEnvironment.Nodes() {
            @Override
            public NodeMetrics metrics(String nodeId) {
                return metrics.computeIfAbsent(nodeId, _ -> new NodeMetrics());
            }

            @Override
            public RowErrors errors(String nodeId) {
                return (error, _) -> {
                    errors.add(error);
                    if (errors.size() > tolerableErrors) {
                        throw new RunException(error);
                    }
                };
            }
        };
        lateness = new LateState(random, feeding.lateState());
        io = new HeldIo(random);
        if (feeding.heldReads()) {
            FewRowsInMemory.readAndWriteBy(io);
        }
        state = new NodeState(NODE, feeding, io, random);
        begin(
                parallelism(),
                (index, parallelism) -> make(index, parallelism, state.open(index, parallelism), List.of()));
    }

    private interface Maker {
        NodeTask make(int index, int parallelism);
    }

    private int parallelism() {
        return feeding.rescales()
                ? PARALLELISMS[random.nextInt(PARALLELISMS.length)]
                : Math.max(1, feeding.scriptedTasks());
    }

    private void begin(int parallelism, Maker maker) {
        tasks = IntStream.range(0, parallelism)
                .mapToObj(index -> maker.make(index, parallelism))
                .toList();
        feeds = IntStream.range(0, inputPools.size())
                .mapToObj(port -> new OutputPort(List.of(feed(port))))
                .toList();
    }

    private Distribution feed(int port) {
        List<LocalChannel> channels =
                tasks.stream().map(task -> task.input(port)).toList();
        int[] columns = keys.isEmpty() ? new int[0] : keys.get(port);
        if (columns.length == 0) {
            return new Distribution.Broadcast(channels);
        }
        return new HashDistribution(channels, Arrays.stream(columns).boxed().toList(), inputRows, schema -> {
            BatchPool pool = new BatchPool(schema);
            mendedPools.add(pool);
            return pool;
        });
    }

    private NodeTask make(int index, int parallelism, OperatorState of, List<RestoredTime> times) {
        TaskEnvironment environment = new TaskEnvironment(
                index, parallelism, pools, nodes, clock, ManualBlockingWork.direct(), (_, _, _) -> {});
        return new NodeTask(
                factory,
                NODE,
                environment,
                of,
                lateness::over,
                state::reached,
                times,
                inputPools.size(),
                outputs.size(),
                feeding.slowOutput());
    }

    /** The processes die behind a barrier, and fresh operators go on elsewhere. */
    private void restore(int tasksNow) {
        tasks.forEach(NodeTask::die);
        begin(
                tasksNow,
                (index, parallelism) ->
                        make(index, parallelism, state.restore(index, parallelism), state.times(index, parallelism)));
        state.restored();
        for (NodeTask task : tasks) {
            ended.forEach(task::hasEnded);
        }
        runUntilQuiet();
    }

    NodeOutput play(List<NodeTest.Step> script) {
        int index = 0;
        while (index < script.size()) {
            index = feedNext(script, index);
            boolean atBarrier = feeding.barriers() && failure() == null && !isEnd(script.get(index - 1));
            if (atBarrier) {
                Barrier barrier = new Barrier(++barriers, false);
                tasks.forEach(task -> task.barrier(barrier));
            }
            runUntilQuiet();
            boolean restores = atBarrier
                    && failure() == null
                    && !isFinished()
                    && state.canRestore(tasks.size())
                    && random.nextBoolean();
            if (restores) {
                restore(parallelism());
                // Whoever is behind hears again how far time is.
                told.forEach((port, watermark) -> feeds.get(port).signal(watermark));
            } else {
                behindBarrier.forEach(Runnable::run);
            }
            behindBarrier.clear();
            runUntilQuiet();
        }
        Throwable failure = failure();
        if (failure instanceof RunException e) {
            throw e;
        } else if (failure != null) {
            throw new AssertionError("The operator failed, fed " + feeding, failure);
        }
        assertThat(tasks).as("the operator is done, fed %s", feeding).allMatch(NodeTask::isDone);
        assertNothingLeaks();
        output.setStateRows(
                tasks.stream().mapToLong(task -> state.rows(task.state())).sum());
        if (feeding.barriers()) {
            assertBarriersInOrder();
        }
        close();
        return output;
    }

    private void close() {
        tasks.forEach(task -> task.state().close());
        io.letAll();
    }

    private @Nullable Throwable failure() {
        return tasks.stream()
                .map(NodeTask::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private boolean isFinished() {
        return tasks.stream().allMatch(NodeTask::isFinished);
    }

    private static boolean isEnd(NodeTest.Step step) {
        return step instanceof NodeTest.Step.Send(int _, Signal signal) && signal instanceof Signal.End;
    }

    /** Feeds one element; returns the index of the step behind it. */
    private int feedNext(List<NodeTest.Step> script, int from) {
        return switch (script.get(from)) {
            case NodeTest.Step.Send(int port, Signal signal) -> {
                send(port, signal);
                if (signal instanceof Signal.End) {
                    ended.add(port);
                    told.remove(port);
                }
                yield from + 1;
            }
            case NodeTest.Step.SendTo(int task, int port, Signal signal) -> {
                tasks.get(task).input(port).put(signal);
                yield from + 1;
            }
            case NodeTest.Step.Rescale(int tasksNow) -> {
                Barrier barrier = new Barrier(++barriers, false);
                tasks.forEach(task -> task.barrier(barrier));
                runUntilQuiet();
                restore(tasksNow);
                yield from + 1;
            }
            case NodeTest.Step.Pass(Duration time) -> {
                clock.advance(time);
                yield from + 1;
            }
            case NodeTest.Step.Row first -> {
                int limit =
                        switch (feeding.batching()) {
                            case ROW_BY_ROW -> first.change() == Change.UPDATE_BEFORE ? 2 : 1;
                            case ONE_BATCH -> Batch.MAX_ROWS;
                            case RANDOM -> 1 + random.nextInt(5);
                        };
                List<NodeTest.Step.Row> rows = new ArrayList<>();
                int index = from;
                while (index < script.size()
                        && script.get(index) instanceof NodeTest.Step.Row next
                        && next.port() == first.port()
                        && (rows.size() < limit || rows.getLast().change() == Change.UPDATE_BEFORE)) {
                    rows.add(next);
                    index++;
                }
                feeds.get(first.port()).emit(batch(first.port(), rows));
                yield index;
            }
        };
    }

    /** Some tasks hear of time behind the next barrier only, as when an input that was idle held them back. */
    private void send(int port, Signal signal) {
        if (signal instanceof Watermark) {
            told.put(port, signal);
        }
        for (NodeTask task : tasks) {
            if (feeding.rescales() && signal instanceof Watermark && random.nextBoolean()) {
                behindBarrier.add(() -> task.input(port).put(signal));
            } else {
                task.input(port).put(signal);
            }
        }
    }

    /** Rows among others that are not selected, so that operators cannot take row numbers for positions. */
    private Rows batch(int port, List<NodeTest.Step.Row> rows) {
        Batch batch = inputPools.get(port).take();
        List<List<@Nullable Object>> values = new ArrayList<>();
        List<Integer> selected = new ArrayList<>();
        boolean sparse = feeding.batching() == Feeding.Batching.RANDOM;
        for (NodeTest.Step.Row row : rows) {
            // A pair stays adjacent, so nothing goes between its halves.
            boolean inPair = row.change() == Change.UPDATE_AFTER;
            if (sparse && !inPair && random.nextBoolean()) {
                values.add(rows.get(random.nextInt(rows.size())).values());
            }
            selected.add(values.size());
            values.add(row.values());
        }
        BoxedValues.fill(batch, values);
        if (rows.stream().anyMatch(row -> row.change() != Change.INSERT)) {
            byte[] changes = batch.writableChanges();
            for (int i = 0; i < rows.size(); i++) {
                changes[selected.get(i)] = rows.get(i).change();
            }
        }
        Rows result = inputRows.take(batch);
        if (selected.size() < values.size()) {
            int[] buffer = result.selectionBuffer();
            for (int i = 0; i < selected.size(); i++) {
                buffer[i] = selected.get(i);
            }
            result.select(selected.size());
        }
        return result;
    }

    private void runUntilQuiet() {
        int idleTurns = 0;
        int waits = 0;
        while (!isFinished()) {
            boolean worked = false;
            boolean woken = false;
            for (NodeTask task : tasks) {
                worked |= task.run();
                woken |= task.wasWoken();
            }
            boolean drained = drain();
            boolean arrived = lateness.arrive();
            arrived |= io.let();
            if (worked || drained || arrived) {
                idleTurns = 0;
                waits = 0;
            } else if (woken) {
                waits++;
            } else if (tasks.stream().allMatch(NodeTask::nothingToTake) && !lateness.isWaiting() && !io.isHolding()) {
                return;
            } else {
                idleTurns++;
            }
            if (idleTurns > MOST_IDLE_TURNS || waits > MOST_WAITS) {
                fail("The operator is stuck, fed %s", feeding);
            }
        }
        while (!tasks.stream().allMatch(NodeTask::nothingToTake)) {
            drain();
        }
    }

    private boolean drain() {
        boolean any = false;
        for (NodeTask task : tasks) {
            for (int port = 0; port < outputs.size(); port++) {
                if (!feeding.slowOutput() || random.nextInt(3) != 0) {
                    any |= task.drain(port, feeding.slowOutput(), this::take);
                }
            }
        }
        return any;
    }

    private void take(NodeTask from, int port, Element element) {
        switch (element) {
            case Rows rows -> {
                Batch batch = rows.batch();
                assertThat(batch.schema().size()).isEqualTo(outputs.get(port).size());
                for (int i = 0; i < rows.count(); i++) {
                    int row = rows.row(i);
                    StringJoiner values = new StringJoiner(", ");
                    for (int column = 0; column < batch.columnCount(); column++) {
                        values.add(ValueText.of(batch.column(column), row));
                    }
                    output.add(port, new NodeOutput.Item.Row(batch.change(row), values.toString()));
                }
                rows.release();
            }
            // Barriers are told once, other signals by each task: what stands is looked at behind the last.
            case Barrier barrier when from.index() > 0 -> {}
            case Signal signal -> output.add(port, new NodeOutput.Item.Sent(signal.toString()));
        }
    }

    private void assertNothingLeaks() {
        assertThat(pools.outstanding())
                .as("buffers the operator made and nobody gave back, fed %s", feeding)
                .isZero();
        assertThat(inputRows.outstanding())
                .as("input rows not released, fed %s", feeding)
                .isZero();
        for (BatchPool pool :
                Stream.concat(inputPools.stream(), mendedPools.stream()).toList()) {
            assertThat(pool.outstanding())
                    .as("input batches not released, fed %s", feeding)
                    .isZero();
        }
    }

    private void assertBarriersInOrder() {
        for (int port = 0; port < outputs.size(); port++) {
            List<String> seen = output.signals(port).stream()
                    .filter(signal -> signal.startsWith("Barrier"))
                    .toList();
            List<String> sent = new ArrayList<>();
            for (long barrier = 1; barrier <= barriers; barrier++) {
                sent.add(new Signal.Barrier(barrier, false).toString());
            }
            assertThat(seen).as("barriers on port %d, fed %s", port, feeding).isEqualTo(sent);
        }
    }
}
