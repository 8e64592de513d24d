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
import io.millrace.columns.ValueText;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.engine.exchange.Distribution;
import io.millrace.engine.exchange.LocalChannel;
import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.task.Task;
import io.millrace.engine.task.TaskBuilder;
import io.millrace.engine.task.TaskEnvironment;
import io.millrace.engine.task.TaskListener;
import io.millrace.engine.task.TaskPools;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Schema;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.error.RunException;
import io.millrace.spi.operator.OperatorFactory;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One operator in a task of its own, fed in one way. */
final class NodeRun implements TaskListener {

    /** Turns without anything happening after which a run counts as stuck. */
    private static final int MOST_IDLE_TURNS = 1_000;

    /** A row on disk is there as soon as it is asked for, but may have to be asked for more than once, which looks like nothing. */
    private static final int MOST_WAITS = 100;

    private static final String NODE = "node";

    private final List<Schema> outputs;
    private final Feeding feeding;
    private final RandomGenerator random;
    private final OperatorFactory factory;
    private final List<LocalChannel> inputChannels = new ArrayList<>();
    private final List<LocalChannel> outputChannels = new ArrayList<>();
    private final List<BatchPool> inputPools = new ArrayList<>();
    private final RowsPool inputRows = new RowsPool();
    private final TaskPools pools = new TaskPools();
    private final ManualClock clock = new ManualClock(1);
    private final List<RunError> errors = new ArrayList<>();
    private final NodeOutput output;
    private final TaskEnvironment environment;
    private final LateState lateness;
    private final NodeState state;
    private Task task;

    /** Ports that have ended. */
    private final Set<Integer> ended = new HashSet<>();

    private boolean finished;
    private boolean cancels;
    private @Nullable Throwable failure;
    private long barriers;

    NodeRun(OperatorFactory factory, List<Schema> inputs, List<Schema> outputs, Feeding feeding, int tolerableErrors) {
        this.factory = factory;
        this.outputs = outputs;
        this.feeding = feeding;
        random = feeding.random();
        output = new NodeOutput(outputs.size(), errors);
        inputs.forEach(schema -> {
            inputChannels.add(new LocalChannel(Integer.MAX_VALUE));
            inputPools.add(new BatchPool(schema));
        });
        outputs.forEach(_ -> outputChannels.add(new LocalChannel(feeding.slowOutput() ? 1 : Integer.MAX_VALUE)));
        Map<String, NodeMetrics> metrics = new HashMap<>();
        TaskEnvironment.Nodes nodes = new TaskEnvironment.Nodes() {
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
        environment = new TaskEnvironment(0, 1, pools, nodes, clock, ManualBlockingWork.direct(), (_, _, _) -> {});
        lateness = new LateState(random, feeding.lateState());
        state = new NodeState(NODE, feeding.restores(), feeding.fewInMemory(), random);
        task = build();
    }

    private Task build() {
        TaskBuilder builder = new TaskBuilder("test", environment, () -> {}, this, state);
        OperatorInputs inputs = new OperatorInputs(inputChannels.stream()
                .map(channel -> List.<io.millrace.engine.exchange.Channel>of(channel))
                .toList());
        if (!state.watermarks().isEmpty()) {
            inputs.startAt(state.watermarks());
        }
        builder.add(
                0,
                NODE,
                factory,
                inputs,
                outputChannels.stream()
                        .map(channel -> new OutputPort(List.of(new Distribution.Forward(channel))))
                        .toList(),
                lateness.over(state.access()));
        return builder.build();
    }

    /** The process dies behind a barrier, and a fresh operator goes on elsewhere. */
    private void restore() {
        cancels = true;
        task.cancel();
        task.run(Long.MAX_VALUE);
        cancels = false;
        state.restore();
        for (int port = 0; port < inputChannels.size(); port++) {
            LocalChannel fresh = new LocalChannel(Integer.MAX_VALUE);
            inputChannels.set(port, fresh);
            if (ended.contains(port)) {
                fresh.put(new Signal.End());
            }
        }
        task = build();
        runUntilQuiet();
    }

    NodeOutput play(List<NodeTest.Step> script) {
        int index = 0;
        while (index < script.size()) {
            index = feedNext(script, index);
            boolean atBarrier = feeding.barriers() && failure == null && !isEnd(script.get(index - 1));
            if (atBarrier) {
                Signal barrier = new Signal.Barrier(++barriers, false);
                for (int port = 0; port < inputChannels.size(); port++) {
                    inputChannels.get(port).put(barrier);
                }
            }
            runUntilQuiet();
            if (atBarrier && failure == null && !task.isFinished() && state.canRestore() && random.nextBoolean()) {
                restore();
            }
        }
        if (failure instanceof RunException e) {
            throw e;
        } else if (failure != null) {
            throw new AssertionError("The operator failed, fed " + feeding, failure);
        }
        assertThat(finished).as("the operator is done, fed %s", feeding).isTrue();
        assertNothingLeaks();
        output.setStateRows(state.rows());
        if (feeding.barriers()) {
            assertBarriersInOrder();
        }
        state.close();
        return output;
    }

    private static boolean isEnd(NodeTest.Step step) {
        return step instanceof NodeTest.Step.Send(int _, Signal signal) && signal instanceof Signal.End;
    }

    /** Feeds one element; returns the index of the step behind it. */
    private int feedNext(List<NodeTest.Step> script, int from) {
        return switch (script.get(from)) {
            case NodeTest.Step.Send(int port, Signal signal) -> {
                inputChannels.get(port).put(signal);
                if (signal instanceof Signal.End) {
                    ended.add(port);
                }
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
                inputChannels.get(first.port()).put(batch(first.port(), rows));
                yield index;
            }
        };
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
        while (!task.isFinished()) {
            boolean worked = task.run(Long.MAX_VALUE);
            boolean drained = drain();
            boolean arrived = lateness.arrive();
            if (worked || drained || arrived) {
                idleTurns = 0;
            } else if (outputChannels.stream().allMatch(LocalChannel::isEmpty)
                    && !lateness.isWaiting()
                    && (!feeding.fewInMemory() || idleTurns == MOST_WAITS)) {
                return;
            } else if (++idleTurns > MOST_IDLE_TURNS) {
                fail("The operator is stuck, fed %s", feeding);
            }
        }
        while (!outputChannels.stream().allMatch(LocalChannel::isEmpty)) {
            drain();
        }
    }

    private boolean drain() {
        boolean any = false;
        for (int port = 0; port < outputChannels.size(); port++) {
            if (feeding.slowOutput() && random.nextInt(3) == 0) {
                continue;
            }
            Element element = outputChannels.get(port).poll();
            while (element != null) {
                any = true;
                take(port, element);
                element = feeding.slowOutput() ? null : outputChannels.get(port).poll();
            }
        }
        return any;
    }

    private void take(int port, Element element) {
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
        for (BatchPool pool : inputPools) {
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

    @Override
    public void finished(Task ended) {
        finished = true;
    }

    @Override
    public void cancelled(Task ended) {
        if (!cancels) {
            throw new AssertionError("Nobody cancelled it");
        }
    }

    @Override
    public void failed(Task ended, Throwable cause) {
        failure = cause;
    }
}
