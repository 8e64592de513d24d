package io.millrace.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.BytesVector;
import io.millrace.columns.Element;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Barrier;
import io.millrace.columns.Signal.End;
import io.millrace.engine.exchange.Distribution;
import io.millrace.engine.exchange.LocalChannel;
import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.letter.LetterBox;
import io.millrace.engine.letter.LetterPort;
import io.millrace.model.error.DeadLetter;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.error.FailedInput;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Letters stay on their side of every barrier, and whoever cannot get rid of them stands still. */
class LettersTest {

    private static final Schema SCHEMA = Schema.of(new Column("v", ScalarType.BIGINT.notNull()));

    private final ManualClock clock = new ManualClock();
    private final BatchPool batches = new BatchPool(SCHEMA);
    private final RowsPool rows = new RowsPool();
    private final TaskPools pools = new TaskPools();
    private final Worker worker = new Worker(clock);
    private final LocalChannel in = new LocalChannel(100);
    private final LocalChannel letters = new LocalChannel(1);
    private final List<String> reached = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    @Test
    void anOperatorStandsStillWhileItsLettersFindNoRoom() {
        worker.add(failing());
        in.put(rowsOf(1));
        in.put(rowsOf(2));
        in.put(rowsOf(3));

        run();
        assertThat(in.isEmpty()).as("the third row is not read").isFalse();
        assertThat(worker.runOnce()).as("the worker has nothing to do").isFalse();

        assertThat(take()).containsExactly("{\"v\":\"1\"}");
        run();
        assertThat(take()).containsExactly("{\"v\":\"2\"}");
        run();
        assertThat(take()).containsExactly("{\"v\":\"3\"}");
    }

    @Test
    void aBarrierWaitsForTheLettersBeforeIt() {
        worker.add(failing());
        in.put(rowsOf(1));
        in.put(rowsOf(2));
        in.put(new Barrier(7, false));
        in.put(rowsOf(3));
        in.put(new End());

        run();
        assertThat(reached).as("what the operator has is not frozen before").isEmpty();
        assertThat(take()).containsExactly("{\"v\":\"1\"}");
        run();
        assertThat(take()).containsExactly("{\"v\":\"2\"}", "Barrier[checkpoint=7, savepoint=false]");
        assertThat(reached).containsExactly("flushes 1");
        run();
        assertThat(take()).containsExactly("{\"v\":\"3\"}", "End[]");
    }

    @Test
    void theEndFollowsTheLastLetter() {
        worker.add(failing());
        in.put(rowsOf(1));
        in.put(rowsOf(2));
        in.put(new End());

        run();
        assertThat(take()).containsExactly("{\"v\":\"1\"}");
        assertThat(ended).isEmpty();
        run();
        assertThat(take()).containsExactly("{\"v\":\"2\"}", "End[]");
        run();
        assertThat(ended).containsExactly("finished");
        assertThat(pools.outstanding()).isZero();
    }

    @Test
    void whatIsNotSentWhenATaskEndsIsGivenBack() {
        Task task = failing();
        worker.add(task);
        in.put(rowsOf(1));
        in.put(rowsOf(2));
        run();

        task.cancel();
        run();

        take();
        assertThat(ended).containsExactly("cancelled");
        assertThat(pools.outstanding()).isZero();
    }

    @Test
    void lettersOfNodesWithAnotherPolicyAreNotWritten() {
        LetterBox box = new LetterBox(List.of(port()), Map.of());

        assertThat(box.errors("node", POLICY)).isSameAs(POLICY);
    }

    private static final RowErrors POLICY = (_, _) -> {};

    private void run() {
        while (worker.runOnce()) {
            // Until nothing moves.
        }
    }

    private LetterPort port() {
        OutputPort output = new OutputPort(List.of(new Distribution.Forward(letters)));
        return new LetterPort(output, pools.pool(DeadLetter.SCHEMA), pools.rows(), clock);
    }

    private Task failing() {
        TaskEnvironment.Nodes nodes = new TaskEnvironment.Nodes() {
            @Override
            public NodeMetrics metrics(String nodeId) {
                return new NodeMetrics();
            }

            @Override
            public RowErrors errors(String nodeId) {
                return POLICY;
            }
        };
        TaskEnvironment environment =
                new TaskEnvironment(0, 1, pools, nodes, clock, ManualBlockingWork.direct(), (_, _, _) -> {});
        BarrierListener barriers = (operator, _) -> reached.add("flushes " + ((Failing) operator.operator()).flushes);
        TaskBuilder builder = new TaskBuilder("letters", environment, worker::wake, new Ends(), barriers);
        LetterPort port = port();
        builder.add(
                0,
                "node",
                Failing::new,
                new OperatorInputs(List.of(List.of(in))),
                List.of(),
                new NoState(),
                new LetterBox(List.of(port), Map.of("node", port)));
        return builder.build();
    }

    private Rows rowsOf(long value) {
        Batch batch = batches.take();
        ((LongVector) batch.column(0)).values()[0] = value;
        batch.setRowCount(1);
        return rows.take(batch);
    }

    /** The failed rows of all letters that have come, and signals. */
    private List<String> take() {
        List<String> seen = new ArrayList<>();
        for (Element element = letters.poll(); element != null; element = letters.poll()) {
            switch (element) {
                case Rows taken -> {
                    BytesVector texts = (BytesVector) taken.batch().column(DeadLetter.FAILED_ROW);
                    for (int i = 0; i < taken.count(); i++) {
                        seen.add(new String(
                                texts.data(), texts.starts()[i], texts.lengths()[i], StandardCharsets.UTF_8));
                    }
                    taken.release();
                }
                case Signal signal -> seen.add(signal.toString());
            }
        }
        return seen;
    }

    /** Fails on every row. */
    private static final class Failing implements Operator {

        private final OperatorContext context;
        private final RowErrors errors;
        private int flushes;

        Failing(OperatorContext context) {
            this.context = context;
            errors = context.errors("node");
        }

        @Override
        public Progress step() {
            Element element = context.input(0).poll();
            return switch (element) {
                case null -> Progress.NEEDS_INPUT;
                case Rows rows -> {
                    errors.report(RunError.user("test", "no"), FailedInput.OfRow.of(rows.batch(), rows.row(0)));
                    rows.release();
                    yield Progress.YIELD;
                }
                case End _ -> Progress.DONE;
                case Signal _ -> Progress.YIELD;
            };
        }

        @Override
        public Progress flush() {
            flushes++;
            return Progress.DONE;
        }

        @Override
        public void close() {}
    }

    private final class Ends implements TaskListener {

        @Override
        public void finished(Task task) {
            ended.add("finished");
        }

        @Override
        public void cancelled(Task task) {
            ended.add("cancelled");
        }

        @Override
        public void failed(Task task, Throwable cause) {
            ended.add("failed: " + cause);
        }
    }
}
