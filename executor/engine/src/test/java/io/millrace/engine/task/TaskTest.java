package io.millrace.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Element;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Barrier;
import io.millrace.columns.Signal.End;
import io.millrace.columns.Signal.Watermark;
import io.millrace.engine.exchange.Distribution;
import io.millrace.engine.exchange.LocalChannel;
import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.exchange.RingChannel;
import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.OperatorFactory;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.ManualClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskTest {

    private static final Schema SCHEMA = Schema.of(new Column("v", ScalarType.BIGINT.notNull()));

    private final ManualClock clock = new ManualClock();
    private final BatchPool batches = new BatchPool(SCHEMA);
    private final RowsPool rows = new RowsPool();
    private final Ended ended = new Ended();
    private final Worker worker = new Worker(clock);

    @Test
    void aTaskThatWaitsForStateHoldsNoWorker() {
        LocalChannel slowIn = channel();
        LocalChannel slowOut = channel();
        LocalChannel quickIn = channel();
        LocalChannel quickOut = channel();
        ArrayDeque<Completion> fetches = new ArrayDeque<>();
        worker.add(task("slow", context -> new Passing(context, fetches), slowIn, slowOut));
        worker.add(task("quick", context -> new Passing(context, null), quickIn, quickOut));
        slowIn.put(rowsOf(1));
        quickIn.put(rowsOf(2));
        quickIn.put(rowsOf(3));

        runWorker();

        assertThat(take(slowOut)).isEmpty();
        assertThat(take(quickOut)).containsExactly("2", "3");
        assertThat(worker.runOnce()).as("the worker has nothing to do").isFalse();

        fetches.remove().complete();
        runWorker();
        assertThat(take(slowOut)).containsExactly("1");
    }

    @Test
    void barriersAndWatermarksStayBehindABatchThatWaits() {
        LocalChannel in = channel();
        LocalChannel out = channel();
        ArrayDeque<Completion> fetches = new ArrayDeque<>();
        worker.add(task("slow", context -> new Passing(context, fetches), in, out));
        in.put(rowsOf(1));
        in.put(new Watermark(10));
        in.put(new Barrier(7, false));
        in.put(rowsOf(2));
        in.put(new End());

        runWorker();
        assertThat(take(out)).isEmpty();
        fetches.remove().complete();
        runWorker();
        assertThat(take(out)).containsExactly("1", "Watermark[micros=10]", "Barrier[checkpoint=7, savepoint=false]");
        fetches.remove().complete();
        runWorker();
        assertThat(take(out)).containsExactly("2", "End[]");
        assertThat(ended.log).containsExactly("slow finished");
    }

    @Test
    void aTaskWhoseOutputIsFullHoldsNoWorker() {
        LocalChannel fullIn = channel();
        LocalChannel fullOut = new LocalChannel(1);
        LocalChannel quickIn = channel();
        LocalChannel quickOut = channel();
        worker.add(task("full", context -> new Passing(context, null), fullIn, fullOut));
        worker.add(task("quick", context -> new Passing(context, null), quickIn, quickOut));
        fullIn.put(rowsOf(1));
        fullIn.put(rowsOf(2));
        quickIn.put(rowsOf(3));

        runWorker();

        assertThat(worker.runOnce()).as("the worker has nothing to do").isFalse();
        assertThat(take(quickOut)).containsExactly("3");
        assertThat(take(fullOut)).containsExactly("1");
        runWorker();
        assertThat(take(fullOut)).containsExactly("2");
    }

    @Test
    void anOperatorThatFailsEndsItsTaskAndNoOther() {
        LocalChannel badIn = channel();
        LocalChannel goodIn = channel();
        LocalChannel goodOut = channel();
        worker.add(task(
                "bad",
                context -> new Passing(context, null) {
                    @Override
                    public Progress step() {
                        throw new IllegalStateException("broken");
                    }
                },
                badIn,
                channel()));
        worker.add(task("good", context -> new Passing(context, null), goodIn, goodOut));
        badIn.put(rowsOf(1));
        goodIn.put(rowsOf(2));

        runWorker();

        assertThat(take(goodOut)).containsExactly("2");
        assertThat(ended.log).containsExactly("bad failed: broken");
        assertThat(batches.outstanding()).isZero();
    }

    @Test
    void aCancelledTaskGivesBackWhatItHolds() {
        LocalChannel in = channel();
        ArrayDeque<Completion> fetches = new ArrayDeque<>();
        Task task = task("slow", context -> new Passing(context, fetches), in, channel());
        worker.add(task);
        in.put(rowsOf(1));
        in.put(rowsOf(2));
        runWorker();

        task.cancel();
        runWorker();

        assertThat(ended.log).containsExactly("slow cancelled");
        assertThat(batches.outstanding()).isZero();
        assertThat(rows.outstanding()).isZero();
    }

    @Test
    void workIsCarriedToTheEndOfTheFragmentBeforeMoreIsRead() {
        LocalChannel in = channel();
        LocalChannel between = new LocalChannel();
        LocalChannel out = channel();
        List<String> order = new ArrayList<>();
        TaskBuilder builder = builder("chain");
        builder.add(
                0,
                "first",
                context -> new Passing(context, null, "first", order),
                inputs(in),
                outputs(between),
                new NoState());
        builder.add(
                1,
                "second",
                context -> new Passing(context, null, "second", order),
                inputs(between),
                outputs(out),
                new NoState());
        worker.add(builder.build());
        in.put(rowsOf(1));
        in.put(rowsOf(2));

        runWorker();

        assertThat(order).containsExactly("first 1", "second 1", "first 2", "second 2");
        take(out);
    }

    @Test
    void aBarrierThatNoChannelCanBringBeginsWhereItIsSaid() {
        LocalChannel in = channel();
        LocalChannel out = channel();
        Task task = task("lingering", Lingering::new, in, out);
        worker.add(task);
        in.put(rowsOf(1));
        runWorker();

        task.begin(new Barrier(3, false));
        runWorker();
        assertThat(take(out)).as("the channel may bring it still").containsExactly("1");

        in.put(new End());
        task.begin(new Barrier(4, false));
        runWorker();
        assertThat(take(out))
                .containsExactly("Barrier[checkpoint=3, savepoint=false]", "Barrier[checkpoint=4, savepoint=false]");
    }

    @Test
    void aBarrierThatCameByAChannelDoesNotBeginAgain() {
        LocalChannel in = channel();
        LocalChannel out = channel();
        Task task = task("lingering", Lingering::new, in, out);
        worker.add(task);
        in.put(new Barrier(3, false));
        runWorker();
        in.put(new End());
        task.begin(new Barrier(3, false));
        runWorker();
        assertThat(take(out)).containsExactly("Barrier[checkpoint=3, savepoint=false]");
    }

    /** Passes rows on, and has not come to its end when its input has. */
    private record Lingering(OperatorContext context) implements Operator {

        @Override
        public Progress step() {
            Element element = context.input(0).poll();
            if (element instanceof Rows rows) {
                context.output(0).emit(rows);
            }
            return element == null ? Progress.NEEDS_INPUT : Progress.YIELD;
        }

        @Override
        public void close() {}
    }

    private void runWorker() {
        while (worker.runOnce()) {
            // Until nothing moves.
        }
    }

    private Task task(String name, OperatorFactory factory, LocalChannel in, LocalChannel out) {
        TaskBuilder builder = builder(name);
        builder.add(0, name, factory, inputs(in), outputs(out), new NoState());
        return builder.build();
    }

    @Test
    void aTaskDoesNotEndBeforeItsLastSignalHasLeft() {
        LocalChannel in = channel();
        RingChannel out = new RingChannel(() -> {}, () -> {});
        TaskBuilder builder = builder("full");
        builder.add(
                0,
                "node",
                context -> new Passing(context, null),
                inputs(in),
                List.of(new OutputPort(List.of(new Distribution.Forward(out)))),
                new NoState());
        worker.add(builder.build());
        // Barriers are never made void by later ones, so they fill the ring.
        for (int checkpoint = 0; checkpoint < 100; checkpoint++) {
            in.put(new Barrier(checkpoint, false));
        }
        in.put(new End());
        runWorker();
        assertThat(ended.log).isEmpty();

        Element last = null;
        for (Element element = out.poll(); element != null; element = out.poll()) {
            last = element;
            runWorker();
        }
        assertThat(last).isEqualTo(new End());
        assertThat(ended.log).containsExactly("full finished");
    }

    private TaskBuilder builder(String name) {
        TaskEnvironment.Nodes nodes = new TaskEnvironment.Nodes() {
            @Override
            public NodeMetrics metrics(String nodeId) {
                return new NodeMetrics();
            }

            @Override
            public RowErrors errors(String nodeId) {
                throw new AssertionError("No row fails here");
            }
        };
        TaskEnvironment environment =
                new TaskEnvironment(0, 1, new TaskPools(), nodes, clock, ManualBlockingWork.direct(), (_, _, _) -> {});
        return new TaskBuilder(name, environment, worker::wake, ended, (_, _) -> {});
    }

    private static OperatorInputs inputs(LocalChannel channel) {
        return new OperatorInputs(List.of(List.of(channel)));
    }

    private static List<OutputPort> outputs(LocalChannel channel) {
        return List.of(new OutputPort(List.of(new Distribution.Forward(channel))));
    }

    private static LocalChannel channel() {
        return new LocalChannel(100);
    }

    private Rows rowsOf(long value) {
        Batch batch = batches.take();
        ((LongVector) batch.column(0)).values()[0] = value;
        batch.setRowCount(1);
        return rows.take(batch);
    }

    private static List<String> take(LocalChannel channel) {
        List<String> seen = new ArrayList<>();
        for (Element element = channel.poll(); element != null; element = channel.poll()) {
            if (element instanceof Rows taken) {
                seen.add(valueOf(taken));
                taken.release();
            } else {
                seen.add(element.toString());
            }
        }
        return seen;
    }

    private static String valueOf(Rows rows) {
        return Long.toString(((LongVector) rows.batch().column(0)).values()[0]);
    }

    /** Passes everything on; when there are fetches, each batch has to wait for one first. */
    private static class Passing implements Operator {

        private final OperatorContext context;
        private final @Nullable ArrayDeque<Completion> fetches;
        private final String name;
        private final List<String> order;
        private @Nullable Rows parked;
        private @Nullable Completion fetch;

        Passing(OperatorContext context, @Nullable ArrayDeque<Completion> fetches) {
            this(context, fetches, "", new ArrayList<>());
        }

        Passing(OperatorContext context, @Nullable ArrayDeque<Completion> fetches, String name, List<String> order) {
            this.context = context;
            this.fetches = fetches;
            this.name = name;
            this.order = order;
        }

        @Override
        public Progress step() {
            if (!context.output(0).hasRoom()) {
                return Progress.OUTPUT_FULL;
            }
            Rows waiting = parked;
            Completion needed = fetch;
            if (waiting != null && needed != null) {
                if (!needed.isDone()) {
                    return Progress.waiting(needed);
                }
                parked = null;
                context.output(0).emit(waiting);
                return Progress.YIELD;
            }
            Element element = context.input(0).poll();
            switch (element) {
                case null -> {
                    return Progress.NEEDS_INPUT;
                }
                case Rows rows -> {
                    order.add(name + " " + valueOf(rows));
                    if (fetches != null) {
                        parked = rows;
                        Completion completion = new Completion();
                        fetch = completion;
                        fetches.add(completion);
                        return Progress.waiting(completion);
                    }
                    context.output(0).emit(rows);
                }
                case End end -> {
                    context.output(0).signal(end);
                    return Progress.DONE;
                }
                case Signal signal -> context.output(0).signal(signal);
            }
            return Progress.YIELD;
        }

        @Override
        public void close() {
            if (parked != null) {
                parked.release();
                parked = null;
            }
        }
    }

    /** How tasks ended. */
    private static final class Ended implements TaskListener {

        private final List<String> log = new ArrayList<>();

        @Override
        public void finished(Task task) {
            log.add(task + " finished");
        }

        @Override
        public void cancelled(Task task) {
            log.add(task + " cancelled");
        }

        @Override
        public void failed(Task task, Throwable cause) {
            log.add(task + " failed: " + cause.getMessage());
        }
    }
}
