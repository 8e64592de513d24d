package io.millrace.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Element;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Barrier;
import io.millrace.columns.Signal.End;
import io.millrace.columns.Signal.Watermark;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.engine.exchange.Distribution;
import io.millrace.engine.exchange.LocalChannel;
import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.operators.OperatorRegistry;
import io.millrace.engine.task.Task;
import io.millrace.engine.task.TaskBuilder;
import io.millrace.engine.task.TaskEnvironment;
import io.millrace.engine.task.TaskListener;
import io.millrace.engine.task.TaskPools;
import io.millrace.engine.task.Worker;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.operator.OperatorFactory;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.ManualClock;
import io.millrace.state.HeapStateBackend;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Real window aggregations as tasks of one worker, one of them over state whose answers come when the test says so, or in
 * front of a reader that takes one batch at a time.
 */
class SlowNeighboursTest {

    private static final Schema IN =
            new Schema(List.of(column("k", "STRING NOT NULL"), column("t", "TIMESTAMP(3) NOT NULL")));

    private static final Schema OUT = new Schema(List.of(
            column("k", "STRING NOT NULL"),
            column("n", "BIGINT NOT NULL"),
            column("window_start", "TIMESTAMP(3) NOT NULL"),
            column("window_end", "TIMESTAMP(3) NOT NULL")));

    private final ManualClock clock = new ManualClock();
    private final Worker worker = new Worker(clock);
    private final LateState slowState = LateState.alwaysOnce();
    private final BatchPool batches = new BatchPool(IN);
    private final RowsPool rows = new RowsPool();
    private final TaskPools pools = new TaskPools();
    private final List<String> ended = new ArrayList<>();

    /** The results of windows of 10 µs have a time a millisecond before, and so do the watermarks behind them. */
    @Test
    void anAggregationThatWaitsForItsStateHoldsUpNoOther() {
        LocalChannel slowIn = channel(100);
        LocalChannel slowOut = channel(100);
        LocalChannel quickIn = channel(100);
        LocalChannel quickOut = channel(100);
        worker.add(counting("slow", slowIn, slowOut, slowState.over(heap())));
        worker.add(counting("quick", quickIn, quickOut, heap()));
        for (LocalChannel input : List.of(slowIn, quickIn)) {
            input.put(rowsOf(List.of("a", 1L), List.of("b", 2L), List.of("a", 3L)));
            input.put(new Watermark(20));
            input.put(new Barrier(1, false));
        }

        runWorker();

        assertThat(slowState.isWaiting()).isTrue();
        assertThat(taken(slowOut)).isEmpty();
        assertThat(taken(quickOut)).containsExactly("[a, 2, 0, 10] [b, 1, 0, 10]", "time -971", "barrier 1");
        assertThat(worker.runOnce())
                .as("the worker has nothing to do, and may park")
                .isFalse();

        arriveAll();
        assertThat(taken(slowOut)).containsExactly("[a, 2, 0, 10] [b, 1, 0, 10]", "time -971", "barrier 1");
    }

    @Test
    void whatComesBehindABatchThatWaitsStaysInOrder() {
        LocalChannel in = channel(100);
        LocalChannel out = channel(100);
        worker.add(counting("slow", in, out, slowState.over(heap())));
        in.put(rowsOf(List.of("a", 1L)));
        in.put(new Watermark(5));
        in.put(new Barrier(1, false));
        in.put(rowsOf(List.of("a", 7L)));
        in.put(new Watermark(10));
        in.put(new Barrier(2, false));
        in.put(new Watermark(Watermark.END_OF_TIME));
        in.put(new End());

        List<String> seen = new ArrayList<>();
        runWorker();
        while (slowState.isWaiting()) {
            assertThat(worker.runOnce()).isFalse();
            slowState.arriveAll();
            runWorker();
            seen.addAll(taken(out));
        }

        assertThat(seen)
                .containsExactly(
                        "time -991", "barrier 1", "[a, 2, 0, 10]", "time -981", "barrier 2", "end of time", "End[]");
        assertThat(ended).containsExactly("slow");
        assertThat(pools.outstanding() + batches.outstanding() + rows.outstanding())
                .isZero();
    }

    @Test
    void anAggregationWhoseReaderTakesNothingHoldsUpNoOther() {
        LocalChannel fullIn = channel(100);
        LocalChannel fullOut = channel(1);
        LocalChannel quickIn = channel(100);
        LocalChannel quickOut = channel(100);
        worker.add(counting("full", fullIn, fullOut, heap()));
        worker.add(counting("quick", quickIn, quickOut, heap()));
        for (LocalChannel input : List.of(fullIn, quickIn)) {
            input.put(rowsOf(List.of("a", 1L), List.of("a", 11L), List.of("a", 21L)));
            input.put(new Watermark(Watermark.END_OF_TIME));
            input.put(new End());
        }

        runWorker();

        assertThat(ended).containsExactly("quick");
        assertThat(taken(quickOut)).endsWith("end of time", "End[]");
        assertThat(worker.runOnce())
                .as("the worker has nothing to do, and may park")
                .isFalse();

        List<String> seen = new ArrayList<>();
        while (!ended.contains("full")) {
            seen.addAll(taken(fullOut));
            runWorker();
        }
        seen.addAll(taken(fullOut));
        assertThat(String.join(" ", seen)).isEqualTo("[a, 1, 0, 10] [a, 1, 10, 20] [a, 1, 20, 30] end of time End[]");
    }

    private void runWorker() {
        while (worker.runOnce()) {
            // Until nothing moves.
        }
    }

    private void arriveAll() {
        while (slowState.isWaiting()) {
            slowState.arriveAll();
            runWorker();
        }
    }

    private Task counting(String name, LocalChannel in, LocalChannel out, StateAccess state) {
        TaskEnvironment.Nodes nodes = new TaskEnvironment.Nodes() {
            @Override
            public NodeMetrics metrics(String nodeId) {
                return new NodeMetrics();
            }

            @Override
            public RowErrors errors(String nodeId) {
                return (error, _) -> {
                    throw new AssertionError(error);
                };
            }
        };
        TaskEnvironment environment =
                new TaskEnvironment(0, 1, pools, nodes, clock, ManualBlockingWork.direct(), (_, _, _) -> {});
        TaskBuilder builder = new TaskBuilder(name, environment, worker::wake, new Ended(), (_, _) -> {});
        builder.add(
                0,
                name,
                counting(),
                new OperatorInputs(List.of(List.of(in))),
                List.of(new OutputPort(List.of(new Distribution.Forward(out)))),
                state);
        return builder.build();
    }

    /** Counts rows by {@code k} in windows of 10 µs. */
    private static OperatorFactory counting() {
        JsonObject count = new JsonObject(Map.of(
                "id", Json.of("n"),
                "function", Json.of("COUNT"),
                "argument", Json.of(-1),
                "argumentType", Json.of("INT")));
        JsonObject window = JsonObject.of(
                        "sizeMicros", Json.of(10L), "offsetMicros", Json.of(0L), "timeColumn", Json.of(1))
                .with("kind", Json.of("tumbling"));
        JsonObject config = JsonObject.of(
                "groupColumns",
                new JsonArray(List.of(Json.of(0))),
                "aggregates",
                new JsonArray(List.of(count)),
                "window",
                window);
        PhysicalOperator operator = new PhysicalOperator(
                0,
                "aggregate",
                List.of("node"),
                List.of(EdgeSchema.append(IN)),
                List.of(EdgeSchema.append(OUT)),
                config,
                Map.of());
        return OperatorRegistry.factory(operator, ZoneOffset.UTC);
    }

    private static StateAccess heap() {
        return new HeapStateBackend().access("node", KeyGroupRange.ALL);
    }

    private static LocalChannel channel(int room) {
        return new LocalChannel(room);
    }

    private static Column column(String name, String type) {
        return new Column(name, DataType.parse(type));
    }

    private Rows rowsOf(List<?>... values) {
        Batch batch = batches.take();
        BoxedValues.fill(batch, List.of(values));
        return rows.take(batch);
    }

    /** What a channel holds, each batch as its rows. */
    private static List<String> taken(LocalChannel channel) {
        List<String> seen = new ArrayList<>();
        for (@Nullable Element element = channel.poll(); element != null; element = channel.poll()) {
            switch (element) {
                case Rows taken -> {
                    seen.add(String.join(
                            " ",
                            BoxedValues.rows(taken).stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .toList()));
                    taken.release();
                }
                case Watermark(long micros) ->
                    seen.add(micros == Watermark.END_OF_TIME ? "end of time" : "time " + micros);
                case Barrier barrier -> seen.add("barrier " + barrier.checkpoint());
                case Signal signal -> seen.add(signal.toString());
            }
        }
        return seen;
    }

    private final class Ended implements TaskListener {

        @Override
        public void finished(Task task) {
            ended.add(task.name());
        }

        @Override
        public void cancelled(Task task) {
            throw new AssertionError("Nobody cancelled it");
        }

        @Override
        public void failed(Task task, Throwable cause) {
            throw new AssertionError(cause);
        }
    }
}
