package io.millrace.benchmarks.micro;

import io.millrace.columns.Batch;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.aggregate.FramedCalls;
import io.millrace.engine.operators.aggregate.RunningCalls;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.state.HeapStateBackend;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a result over a frame of rows costs in {@code over}: as its frames move on, and with each frame gone through anew. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameAggregation {

    private static final String TYPE = "BIGINT";

    @Param({"10", "100", "1000", "10000"})
    private int frame;

    @Param({"COUNT", "SUM", "MAX"})
    private String function;

    private RunningCalls calls;
    private FramedCalls framed;
    private Table table;
    private Vector[] arguments;
    private final Vector[] numbers = {Vector.create(DataType.parse("BIGINT NOT NULL"), Batch.MAX_ROWS)};
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final int[] slots = new int[Batch.MAX_ROWS];
    private final int[] rows = new int[Batch.MAX_ROWS];
    private final int[] rowSlots = new int[Batch.MAX_ROWS];

    @Setup
    public void fill() {
        JsonObject call = JsonObject.of("id", Json.of("c"), "function", Json.of(function))
                .with("argument", Json.of(0))
                .with("argumentType", Json.of(TYPE));
        calls = RunningCalls.of(List.of(new OperatorConfig(call)));
        framed = calls.framed();
        TableLayout layout =
                TableLayout.of(List.of(new Column("row", DataType.parse("BIGINT NOT NULL"))), calls.columns());
        table = new HeapStateBackend()
                .open("benchmark", KeyGroupRange.ALL)
                .access()
                .scratch(layout)
                .open(TableState.TIMELESS);
        int held = frame + Batch.MAX_ROWS;
        LongVector values = (LongVector) Vector.create(DataType.parse("BIGINT NOT NULL"), held);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < held; i++) {
            values.values()[i] = random.nextLong(1_000_000);
        }
        arguments = new Vector[] {values};
        for (int i = 0; i < Batch.MAX_ROWS; i++) {
            ((LongVector) numbers[0]).values()[i] = i;
        }
        KeyHash.hash(numbers[0], null, Batch.MAX_ROWS, hashes, true);
        framed.begin(arguments);
    }

    /** A batch of results, each over its row and those before it. */
    @Benchmark
    @OperationsPerInvocation(Batch.MAX_ROWS)
    public Table moving() {
        begin();
        framed.beginRun();
        framed.beginBatch();
        for (int i = 0; i < Batch.MAX_ROWS; i++) {
            framed.add(table, slots[i], i + 1, i + frame);
        }
        framed.end(table, slots);
        table.remove(slots, Batch.MAX_ROWS);
        return table;
    }

    /** The same, each frame gone through from its first row on. */
    @Benchmark
    @OperationsPerInvocation(Batch.MAX_ROWS)
    public Table anew() {
        begin();
        int count = 0;
        for (int i = 0; i < Batch.MAX_ROWS; i++) {
            for (int row = i + 1; row <= i + frame; row++) {
                rows[count] = row;
                rowSlots[count++] = slots[i];
                if (count == rows.length) {
                    calls.update(table, arguments, rows, count, rowSlots);
                    count = 0;
                }
            }
        }
        calls.update(table, arguments, rows, count, rowSlots);
        table.remove(slots, Batch.MAX_ROWS);
        return table;
    }

    private void begin() {
        if (table.fetch(numbers, null, Batch.MAX_ROWS, hashes, Table.Absent.CREATE, slots) != null) {
            throw new IllegalStateException("What is in memory is not to be waited for");
        }
    }
}
