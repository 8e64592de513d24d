package io.millrace.testkit.recovery;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.IntVector;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyGroups;
import io.millrace.columns.LongVector;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Signal;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.engine.task.TaskEnvironment;
import io.millrace.engine.task.TaskPools;
import io.millrace.protocol.job.TaskId;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.error.RunException;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.ManualClock;
import io.millrace.testkit.node.NodeTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An operator of the engine as it runs in an executor, between the pretended tasks. */
final class OperatorTask extends Task {

    private static final String NODE = "n1";

    /** So often it goes on by itself before it counts as stuck. */
    private static final int MOST_TURNS = 1_000_000;

    private final OperatorCase operator;
    private final OperatorState state;
    private final NodeTask node;
    private final BatchPool batches = new BatchPool(OperatorCase.ROWS);
    private final RowsPool rows = new RowsPool();
    private final Map<TaskId, Long> watermarks = new HashMap<>();
    private List<OutRow> made = new ArrayList<>();
    /** At first that at which what was restored begins: the least of the ports, which hear of the same ones. */
    private long watermark;

    /** Of each port, where it stood at the barrier at hand; at first as it was restored. */
    private List<Long> stood;

    /** What is being written for a checkpoint of which it is not known what becomes of it. */
    private @Nullable Frozen open;

    private boolean closed;

    /** @param restored what all tasks of the operator left; nothing when it begins anew */
    OperatorTask(
            TaskId id, RowTasks part, List<TaskId> inputs, OperatorCase operator, List<TaskState.OfOperator> restored) {
        super(id, part, inputs);
        this.operator = operator;
        int tasks = part.tasksOf(RowTasks.COUNTS);
        KeyGroupRange groups = KeyGroups.range(id.index(), tasks);
        state = restored.isEmpty() ? part.backend().open(NODE, groups) : restore(groups, id.index(), tasks, restored);
        List<RestoredTime> times = restored.isEmpty() ? List.of() : times(groups, restored);
        watermark = times.stream().mapToLong(RestoredTime::least).min().orElse(Signal.Watermark.NONE);
        stood = Collections.nCopies(operator.inputs(), Signal.Watermark.NONE);
        TaskEnvironment environment = new TaskEnvironment(
                id.index(),
                tasks,
                new TaskPools(),
                new NoErrors(),
                new ManualClock(1),
                ManualBlockingWork.direct(),
                (_, _, _) -> {});
        node = new NodeTask(
                operator.factory(),
                NODE,
                environment,
                state,
                UnaryOperator.identity(),
                (_, at, _) -> stood = at,
                times,
                operator.inputs(),
                operator.outputs(),
                false);
    }

    private OperatorState restore(KeyGroupRange groups, int index, int tasks, List<TaskState.OfOperator> restored) {
        try {
            List<OperatorSnapshot> snapshots =
                    restored.stream().map(TaskState.OfOperator::state).toList();
            return part.backend().restore(NODE, groups, index, tasks, snapshots, part.files());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<RestoredTime> times(KeyGroupRange groups, List<TaskState.OfOperator> restored) {
        List<RestoredTime> times = new ArrayList<>();
        for (int port = 0; port < operator.inputs(); port++) {
            int of = port;
            times.add(new RestoredTime(restored.stream()
                    .filter(one -> one.state().groups().overlaps(groups))
                    .map(one -> new RestoredTime.Stood(
                            one.state().groups(), one.watermarks().get(of)))
                    .toList()));
        }
        return times;
    }

    @Override
    void process(TaskId from, Element element) {
        switch (element) {
            case Element.ReadRows(long[] read) -> {
                feed(read);
                run();
            }
            case Element.Watermark(long time) -> {
                watermarks.merge(from, time, Math::max);
                advance();
            }
            default -> throw new IllegalStateException("Not for an operator: " + element);
        }
    }

    private void feed(long[] read) {
        for (int port = 0; port < operator.inputs(); port++) {
            List<List<@Nullable Object>> values = new ArrayList<>();
            for (long row : read) {
                OperatorCase.Came came = OperatorCase.Came.of(row, operator.inputs());
                if (came.port() == port) {
                    values.add(List.of(came.key(), came.time(), came.value()));
                }
            }
            if (!values.isEmpty()) {
                Batch batch = batches.take();
                BoxedValues.fill(batch, values);
                node.input(port).put(rows.take(batch));
            }
        }
    }

    private void advance() {
        long least = Long.MAX_VALUE;
        for (TaskId input : openInputs()) {
            least = Math.min(least, watermarks.getOrDefault(input, Long.MIN_VALUE));
        }
        // In microseconds; rows at that very time may still come.
        long time = least == Long.MAX_VALUE ? Signal.Watermark.NONE : least * 1_000 - 1;
        if (least > Long.MIN_VALUE && time > watermark) {
            watermark = time;
            tell(new Signal.Watermark(time));
        }
    }

    private void tell(Signal signal) {
        for (int port = 0; port < operator.inputs(); port++) {
            node.input(port).put(signal);
        }
        run();
    }

    /** Until nothing more comes of what it was given. */
    private void run() {
        boolean goesOn = true;
        for (int turn = 0; goesOn; turn++) {
            goesOn = node.run();
            goesOn |= node.wasWoken();
            for (int port = 0; port < operator.outputs(); port++) {
                goesOn |= node.drain(port, false, this::take);
            }
            if (node.failure() != null) {
                throw new IllegalStateException(id + " has failed", node.failure());
            }
            if (turn == MOST_TURNS) {
                throw new IllegalStateException(id + " is stuck");
            }
        }
        if (!made.isEmpty()) {
            TaskId sink = new TaskId(RowTasks.SINKS, id.index() % part.tasksOf(RowTasks.SINKS));
            part.send(id, sink, new Element.MadeRows(made));
            made = new ArrayList<>();
        }
    }

    private void take(NodeTask from, int port, io.millrace.columns.Element element) {
        if (element instanceof io.millrace.columns.Rows out) {
            if (port > 0) {
                throw new IllegalStateException(out.count() + " rows came too late to " + id);
            }
            Batch batch = out.batch();
            for (int i = 0; i < out.count(); i++) {
                int row = out.row(i);
                List<Long> values = new ArrayList<>();
                for (int column = 0; column < batch.columnCount(); column++) {
                    values.add(number(batch.column(column), row));
                }
                made.add(new OutRow.Made(batch.change(row), values));
            }
            out.release();
        }
    }

    private static long number(Vector column, int row) {
        return column instanceof IntVector ints ? ints.values()[row] : ((LongVector) column).values()[row];
    }

    @Override
    TaskState freeze(long checkpoint) {
        settleOpen(false);
        if (node.isDone()) {
            stood = Collections.nCopies(operator.inputs(), watermark);
        } else {
            node.barrier(new Signal.Barrier(checkpoint, false));
            run();
        }
        open = new Frozen(this, checkpoint, state.freeze(), stood);
        return open;
    }

    @Override
    void settle(long checkpoint, boolean completed) {
        if (open != null && open.checkpoint <= checkpoint) {
            settleOpen(completed && open.checkpoint == checkpoint);
        }
    }

    private void settleOpen(boolean completed) {
        if (open != null && !closed) {
            open.frozen.settle(completed);
        }
        open = null;
    }

    @Override
    void finish() {
        if (isWhole()) {
            watermark = Signal.Watermark.END_OF_TIME;
            tell(new Signal.Watermark(watermark));
        }
        tell(new Signal.End());
        if (!node.isDone()) {
            throw new IllegalStateException(id + " does not end");
        }
    }

    @Override
    void forward(Element signal) {
        part.sendToAll(id, RowTasks.SINKS, signal);
    }

    @Override
    void close() {
        if (!closed) {
            closed = true;
            state.close();
        }
    }

    /** State at a barrier, written while the operator goes on. */
    static final class Frozen implements TaskState {

        private final OperatorTask task;
        private final long checkpoint;
        private final FrozenState frozen;
        private final List<Long> watermarks;

        private Frozen(OperatorTask task, long checkpoint, FrozenState frozen, List<Long> watermarks) {
            this.task = task;
            this.checkpoint = checkpoint;
            this.frozen = frozen;
            this.watermarks = watermarks;
        }

        /** Of a checkpoint that has come to nothing meanwhile nothing is written: nobody reads it. */
        @Override
        public TaskState written(String path) {
            if (task.closed || task.open != this) {
                return this;
            }
            try (CheckpointStorage.Upload file = task.part.files().begin(path)) {
                OperatorSnapshot snapshot = frozen.write(file, path);
                file.finish();
                return new TaskState.OfOperator(snapshot, watermarks);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** No row is bad. */
    private static final class NoErrors implements TaskEnvironment.Nodes {

        private final NodeMetrics metrics = new NodeMetrics();

        @Override
        public NodeMetrics metrics(String nodeId) {
            return metrics;
        }

        @Override
        public RowErrors errors(String nodeId) {
            return (error, _) -> {
                throw new RunException(error);
            };
        }
    }
}
