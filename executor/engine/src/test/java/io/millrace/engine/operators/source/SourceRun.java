package io.millrace.engine.operators.source;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal.Barrier;
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
import io.millrace.spi.operator.Command;
import io.millrace.spi.operator.Notice;
import io.millrace.spi.source.ReaderContext;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceReader;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitEnumerator;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.testing.KeptErrors;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A source operator in a task on a worker, all in the thread of the test. Rows have one column, their event time. */
final class SourceRun implements TaskListener, Source, SourceReader {

    static final Schema SCHEMA = new Schema(List.of(new Column("t", DataType.parse("TIMESTAMP(6)"))));

    final ManualClock clock = new ManualClock();
    final KeptErrors errors = KeptErrors.skip();

    private final Worker worker = new Worker(clock);
    private final TaskPools pools = new TaskPools();
    private final Map<String, ScriptedSplit> splits = new HashMap<>();
    private final List<Notice> notices = new ArrayList<>();
    private final LocalChannel output;
    private final Task task;
    private String end = "";
    private @Nullable ReaderContext readerContext;
    private boolean readerClosed;

    private SourceRun(int room, Optional<EventTime> eventTime, Optional<RowStages.Factory> stages) {
        output = new LocalChannel(room);
        TaskEnvironment.Nodes nodes = new TaskEnvironment.Nodes() {
            @Override
            public NodeMetrics metrics(String nodeId) {
                return new NodeMetrics();
            }

            @Override
            public RowErrors errors(String nodeId) {
                return errors;
            }
        };
        TaskEnvironment environment = new TaskEnvironment(
                0, 1, pools, nodes, clock, ManualBlockingWork.direct(), (_, _, notice) -> notices.add(notice));
        TaskBuilder builder = new TaskBuilder("source", environment, worker::wake, this, (_, _) -> {});
        builder.add(
                0,
                "source",
                context -> new SourceOperator(
                        context,
                        this,
                        "source",
                        SCHEMA,
                        stages.map(factory -> factory.open(context)),
                        eventTime,
                        EdgeSchema.append(SCHEMA)),
                new OperatorInputs(List.of()),
                List.of(new OutputPort(List.of(new Distribution.Forward(output)))),
                new NoState());
        task = builder.build();
        worker.add(task);
    }

    /** A source that makes watermarks this far behind its latest row. */
    static SourceRun withWatermarks(long outOfOrderness, Duration idleAfter) {
        return new SourceRun(
                100, Optional.of(new EventTime(0, outOfOrderness, idleAfter.toNanos(), "time")), Optional.empty());
    }

    /** The same, in front of a reader that takes a single batch at a time. */
    static SourceRun withLittleRoom(long outOfOrderness, Duration idleAfter) {
        return new SourceRun(
                1, Optional.of(new EventTime(0, outOfOrderness, idleAfter.toNanos(), "time")), Optional.empty());
    }

    /** The same, with stages that every batch passes before its time is looked at. */
    static SourceRun withStages(long outOfOrderness, RowStages.Factory stages) {
        return new SourceRun(100, Optional.of(new EventTime(0, outOfOrderness, 0, "time")), Optional.of(stages));
    }

    static SourceRun withoutEventTime() {
        return new SourceRun(100, Optional.empty(), Optional.empty());
    }

    /** A split of which it is known that no row is earlier. Not assigned yet. */
    ScriptedSplit split(String id, long earliest) {
        ScriptedSplit split = new ScriptedSplit(new Split(id, new byte[0], earliest));
        splits.put(id, split);
        return split;
    }

    /** A split of which nothing is known. Not assigned yet. */
    ScriptedSplit split(String id) {
        return split(id, Watermark.NONE);
    }

    SourceRun assign(ScriptedSplit... assigned) {
        return assign(false, assigned);
    }

    /** The last splits that this task gets. */
    SourceRun assignLast(ScriptedSplit... assigned) {
        return assign(true, assigned);
    }

    private SourceRun assign(boolean noMore, ScriptedSplit... assigned) {
        return command(new Command.AssignSplits(
                java.util.Arrays.stream(assigned).map(ScriptedSplit::split).toList(), noMore));
    }

    /** All splits are assigned: none holds the watermark from outside. */
    SourceRun holdNothing() {
        return command(new Command.HoldWatermark(Watermark.END_OF_TIME));
    }

    SourceRun command(Command command) {
        task.send(0, command);
        return this;
    }

    void inject(Barrier barrier) {
        task.begin(barrier);
    }

    void cancel() {
        task.cancel();
    }

    /** Runs until nothing moves; what came out since the last call, batches as their values. */
    List<String> run() {
        turns();
        return taken();
    }

    /** Runs until nothing moves and leaves in the output what is there. */
    void turns() {
        while (worker.runOnce()) {
            // Until nothing moves.
        }
    }

    /** What is in the output. */
    List<String> taken() {
        List<String> seen = new ArrayList<>();
        for (Element element = output.poll(); element != null; element = output.poll()) {
            switch (element) {
                case Rows rows -> {
                    seen.add(BoxedValues.rows(rows).stream()
                            .map(row -> String.valueOf(row.getFirst()))
                            .collect(Collectors.joining(" ")));
                    rows.release();
                }
                case Watermark(long micros) ->
                    seen.add(micros == Watermark.END_OF_TIME ? "end of time" : "time " + micros);
                default -> seen.add(element.toString());
            }
        }
        return seen;
    }

    /** What the operator told the job, taken away. */
    List<Notice> notices() {
        List<Notice> told = List.copyOf(notices);
        notices.clear();
        return told;
    }

    /** How the task ended; empty while it runs. */
    String end() {
        return end;
    }

    int outstandingBuffers() {
        return pools.outstanding();
    }

    boolean isReaderClosed() {
        return readerClosed;
    }

    @Override
    public void finished(Task ended) {
        end = "finished";
    }

    @Override
    public void cancelled(Task ended) {
        end = "cancelled";
    }

    @Override
    public void failed(Task ended, Throwable cause) {
        end = "failed: " + cause.getMessage();
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public Assignment assignment() {
        return Assignment.SPREAD;
    }

    @Override
    public SplitEnumerator enumerator() {
        throw new AssertionError("The test assigns splits itself");
    }

    @Override
    public SourceReader reader(ReaderContext context) {
        readerContext = context;
        return this;
    }

    @Override
    public SplitReader open(Split split) {
        return Objects.requireNonNull(splits.get(split.id()))
                .reader(Objects.requireNonNull(readerContext).pool());
    }

    @Override
    public void close() {
        readerClosed = true;
    }
}
