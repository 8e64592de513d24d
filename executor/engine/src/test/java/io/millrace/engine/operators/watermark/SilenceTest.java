package io.millrace.engine.operators.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Signal.Idle;
import io.millrace.columns.Signal.Watermark;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.engine.exchange.Distribution;
import io.millrace.engine.exchange.LocalChannel;
import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.task.NoState;
import io.millrace.engine.task.Task;
import io.millrace.engine.task.TaskBuilder;
import io.millrace.engine.task.TaskEnvironment;
import io.millrace.engine.task.TaskListener;
import io.millrace.engine.task.TaskPools;
import io.millrace.engine.task.Worker;
import io.millrace.engine.time.EventTime;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where rows of several splits are mixed, an input that is silent for ten seconds holds nobody back. */
class SilenceTest {

    private static final Schema SCHEMA = new Schema(List.of(new Column("t", DataType.parse("TIMESTAMP(6) NOT NULL"))));
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock();
    private final Worker worker = new Worker(clock);
    private final BatchPool batches = new BatchPool(SCHEMA);
    private final RowsPool rows = new RowsPool();
    private final LocalChannel in = new LocalChannel(100);
    private final LocalChannel out = new LocalChannel(2);

    @BeforeEach
    void addTask() {
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
                new TaskEnvironment(0, 1, new TaskPools(), nodes, clock, ManualBlockingWork.direct(), (_, _, _) -> {});
        TaskBuilder builder = new TaskBuilder("time", environment, worker::wake, new Unexpected(), (_, _) -> {});
        builder.add(
                0,
                "time",
                context -> new WatermarkOperator(
                        context, new EventTime(0, 0, TEN_SECONDS.toNanos(), "time"), EdgeSchema.append(SCHEMA)),
                new OperatorInputs(List.of(List.of(in))),
                List.of(new OutputPort(List.of(new Distribution.Forward(out)))),
                new NoState());
        worker.add(builder.build());
    }

    @Test
    void aSilentInputIsIdleUntilRowsCome() {
        in.put(rowAt(100));
        assertThat(seen()).containsExactly("100", "time 99");
        clock.advance(Duration.ofSeconds(9));
        in.put(rowAt(200));
        assertThat(seen()).containsExactly("200", "time 199");
        clock.advance(Duration.ofSeconds(9));
        assertThat(seen()).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        assertThat(seen()).containsExactly("Idle[]");
        clock.advance(TEN_SECONDS);
        assertThat(seen()).as("once").isEmpty();

        in.put(rowAt(150));
        assertThat(seen()).as("active again, at the time it had").containsExactly("150", "time 199");
        clock.advance(TEN_SECONDS);
        assertThat(seen()).containsExactly("Idle[]");
    }

    @Test
    void anInputThatNeverBringsARowIsIdleToo() {
        assertThat(seen()).isEmpty();
        clock.advance(TEN_SECONDS);
        assertThat(seen()).containsExactly("Idle[]");
    }

    @Test
    void theTimeInWhichTheOutputWasFullIsNoSilence() {
        in.put(rowAt(100));
        in.put(rowAt(200));
        in.put(rowAt(300));
        run();
        clock.advance(TEN_SECONDS);
        assertThat(taken()).containsExactly("100", "time 99", "200", "time 199");

        assertThat(seen()).containsExactly("300", "time 299");
        clock.advance(Duration.ofSeconds(9));
        assertThat(seen()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(seen()).containsExactly("Idle[]");
    }

    @Test
    void anInputThatIsIdleAndActiveAgainGetsItsTenSecondsAnew() {
        in.put(new Idle());
        assertThat(seen()).containsExactly("Idle[]");
        clock.advance(TEN_SECONDS.multipliedBy(3));
        in.put(new Watermark(70));
        assertThat(seen()).as("active, without a time yet").containsExactly("time " + Watermark.NONE);
        clock.advance(Duration.ofSeconds(9));
        assertThat(seen()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(seen()).containsExactly("Idle[]");
    }

    private Rows rowAt(long micros) {
        Batch batch = batches.take();
        BoxedValues.fill(batch, List.of(List.of(micros)));
        return rows.take(batch);
    }

    private void run() {
        while (worker.runOnce()) {
            // Until nothing moves.
        }
    }

    private List<String> seen() {
        run();
        return taken();
    }

    private List<String> taken() {
        List<String> seen = new ArrayList<>();
        for (Element element = out.poll(); element != null; element = out.poll()) {
            switch (element) {
                case Rows taken -> {
                    seen.add(String.valueOf(BoxedValues.rows(taken).getFirst().getFirst()));
                    taken.release();
                }
                case Watermark(long micros) -> seen.add("time " + micros);
                default -> seen.add(element.toString());
            }
        }
        return seen;
    }

    private static final class Unexpected implements TaskListener {

        @Override
        public void finished(Task task) {
            throw new AssertionError("It does not end");
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
