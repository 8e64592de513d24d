package io.millrace.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Watermark;
import io.millrace.model.type.Schema;
import io.millrace.spi.operator.OperatorFactory;
import io.millrace.testkit.checkpoint.FewRowsInMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script of rows and signals for one operator, and the ways to feed it. Values are boxed as {@code BoxedValues} of the
 * columns test kit says.
 *
 * <pre>{@code
 * NodeOutput out = NodeTest.of(factory, List.of(in), List.of(out))
 *         .row(0, "a", 1L).row(0, "b", 2L)
 *         .watermark(0, 10)
 *         .endOfInput(0)
 *         .run();
 * assertThat(out.rows(0)).containsExactlyInAnyOrder("+I a, 3");
 * }</pre>
 */
public final class NodeTest {

    /** One thing the script does. */
    sealed interface Step {
        record Row(int port, byte change, List<@Nullable Object> values) implements Step {}

        record Send(int port, Signal signal) implements Step {}

        record SendTo(int task, int port, Signal signal) implements Step {}

        record Pass(Duration time) implements Step {}

        record Rescale(int tasks) implements Step {}
    }

    /** How many random ways to cut the rows into batches are tried. */
    private static final int RANDOM_RUNS = 4;

    private final OperatorFactory factory;
    private final List<Schema> inputs;
    private final List<Schema> outputs;
    private final List<Step> script = new ArrayList<>();
    private final List<int[]> keys = new ArrayList<>();
    private int tolerableErrors;

    private NodeTest(OperatorFactory factory, List<Schema> inputs, List<Schema> outputs) {
        this.factory = factory;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
    }

    /** A test of the operators that {@code factory} makes, with these columns on its ports. */
    public static NodeTest of(OperatorFactory factory, List<Schema> inputs, List<Schema> outputs) {
        return new NodeTest(factory, inputs, outputs);
    }

    /**
     * Rows come to tasks by these columns, so that the operator is fed with several tasks too.
     *
     * @param columns of each port; none where every task gets all rows
     */
    public NodeTest keyedBy(int[]... columns) {
        keys.addAll(Arrays.asList(columns));
        return this;
    }

    /** An inserted row on a port. */
    public NodeTest row(int port, @Nullable Object... values) {
        return change(port, Change.INSERT, values);
    }

    /** A row on a port, with its change. */
    public NodeTest change(int port, byte change, @Nullable Object... values) {
        script.add(new Step.Row(port, change, Collections.unmodifiableList(new ArrayList<>(Arrays.asList(values)))));
        return this;
    }

    /** A watermark on a port. */
    public NodeTest watermark(int port, long micros) {
        script.add(new Step.Send(port, new Watermark(micros)));
        return this;
    }

    /** A watermark that one task alone hears of, as where an input that is idle holds others back. For {@link #runInTasks}. */
    public NodeTest watermarkOfTask(int task, int port, long micros) {
        script.add(new Step.SendTo(task, port, new Watermark(micros)));
        return this;
    }

    /** The tasks end behind a checkpoint, and so many go on with what they left. For {@link #runInTasks}. */
    public NodeTest rescale(int tasks) {
        script.add(new Step.Rescale(tasks));
        return this;
    }

    /** Time passes, for operators that go by the clock. */
    public NodeTest timePasses(Duration time) {
        script.add(new Step.Pass(time));
        return this;
    }

    /** A port falls idle. */
    public NodeTest idle(int port) {
        script.add(new Step.Send(port, new Signal.Idle()));
        return this;
    }

    /** The end of a bounded input: the final watermark, then the end. */
    public NodeTest endOfInput(int port) {
        watermark(port, Watermark.END_OF_TIME);
        return stopped(port);
    }

    /** The end of an input that was stopped: no final watermark. */
    public NodeTest stopped(int port) {
        script.add(new Step.Send(port, new Signal.End()));
        return this;
    }

    /** The operator may report this many bad rows, which its policy skips. */
    public NodeTest skippingErrors(int rows) {
        tolerableErrors = rows;
        return this;
    }

    /**
     * Runs the script in all ways.
     *
     * @return what came out when it was fed row by row
     */
    public NodeOutput run() {
        NodeOutput reference = feed(Feeding.rowByRow());
        for (Feeding feeding : ways()) {
            NodeOutput other = feed(feeding);
            for (int port = 0; port < outputs.size(); port++) {
                assertThat(other.standingAtLast(port))
                        .as("what stands on port %d in the end, fed %s", port, feeding)
                        .isEqualTo(reference.standingAtLast(port));
                // An operator that goes on after a recovery tells the time anew.
                if (!feeding.restores()) {
                    assertThat(other.standing(port))
                            .as("what stands on port %d after each signal, fed %s", port, feeding)
                            .isEqualTo(reference.standing(port));
                }
            }
            assertThat(other.errors().size())
                    .as("bad rows, fed %s", feeding)
                    .isEqualTo(reference.errors().size());
        }
        return reference;
    }

    /**
     * Runs a long script in three ways only: in one batch, in one batch with everything against it, and with most rows on disk, where as much
     * is kept in the end.
     */
    public NodeOutput runQuickly() {
        NodeOutput reference = feed(Feeding.inOneBatch());
        NodeOutput other = feed(Feeding.inOneBatch().withSlowOutput(7).withLateState(7));
        NodeOutput onDisk = feed(Feeding.inOneBatch().withHeldReads(7));
        for (int port = 0; port < outputs.size(); port++) {
            assertThat(other.standing(port)).isEqualTo(reference.standing(port));
            assertThat(onDisk.standing(port)).isEqualTo(reference.standing(port));
        }
        assertThat(onDisk.stateRows()).as("rows in the end, most on disk").isEqualTo(reference.stateRows());
        return reference;
    }

    /**
     * Runs the script as it stands, row by row, in so many tasks until it says otherwise; the first key group is the first task's.
     *
     * @return what came out
     */
    public NodeOutput runInTasks(int tasks) {
        return feed(Feeding.scripted(tasks));
    }

    /**
     * Runs the script in all ways that have no barriers and compares nothing: for an operator whose output depends on how
     * it is fed, such as the local half of an aggregation.
     *
     * @return what came out when it was fed in one batch
     */
    public NodeOutput runWithoutBarriers() {
        ways().stream().filter(way -> !way.barriers()).forEach(this::feed);
        return feed(Feeding.inOneBatch());
    }

    private List<Feeding> ways() {
        List<Feeding> ways = new ArrayList<>(List.of(
                Feeding.rowByRow().withSlowOutput(1),
                Feeding.rowByRow().withLateState(2),
                Feeding.rowByRow().withBarriers(),
                Feeding.rowByRow().withRestores(6),
                Feeding.rowByRow().withSlowOutput(0).withLateState(0).withRestores(7),
                Feeding.inOneBatch().withRestores(8),
                Feeding.inOneBatch(),
                Feeding.inOneBatch().withSlowOutput(3),
                Feeding.inOneBatch().withLateState(4),
                Feeding.inOneBatch().withSlowOutput(5).withLateState(5).withBarriers(),
                Feeding.rowByRow().withFewRowsInMemory(),
                Feeding.rowByRow().withRestores(9).withFewRowsInMemory(),
                Feeding.rowByRow().withHeldReads(14),
                Feeding.inOneBatch().withRestores(15).withHeldReads(15),
                Feeding.inOneBatch().withSlowOutput(10).withRestores(10).withFewRowsInMemory()));
        if (!keys.isEmpty()) {
            ways.addAll(List.of(
                    Feeding.rowByRow().withRescaling(11),
                    Feeding.rowByRow().withRescaling(12).withFewRowsInMemory(),
                    Feeding.inOneBatch().withSlowOutput(13).withLateState(13).withRescaling(13),
                    Feeding.inRandomBatches(16).withRescaling(16).withHeldReads(16)));
        }
        for (int seed = 1; seed <= RANDOM_RUNS; seed++) {
            if (!keys.isEmpty()) {
                ways.add(Feeding.inRandomBatches(seed).withRescaling(seed));
            }
            ways.add(Feeding.inRandomBatches(seed));
            ways.add(Feeding.inRandomBatches(seed).withRestores(seed));
            ways.add(Feeding.inRandomBatches(seed).withRestores(seed).withFewRowsInMemory());
            ways.add(Feeding.inRandomBatches(seed).withSlowOutput(seed).withHeldReads(seed));
            ways.add(Feeding.inRandomBatches(seed).withSlowOutput(seed).withLateState(seed));
        }
        return ways;
    }

    private NodeOutput feed(Feeding feeding) {
        try {
            return new NodeRun(factory, inputs, outputs, keys, feeding, tolerableErrors).play(script);
        } finally {
            FewRowsInMemory.readAndWriteAtOnce();
        }
    }
}
