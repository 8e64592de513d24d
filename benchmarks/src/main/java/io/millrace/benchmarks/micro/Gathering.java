package io.millrace.benchmarks.micro;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
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

/** What it costs to copy chosen rows of a column into another vector: nanoseconds per row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batch.MAX_ROWS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first.
public class Gathering {

    /** A type; a string with its mean length. */
    @Param({"BIGINT", "INT", "DECIMAL(38)", "STRING 8", "STRING 100"})
    private String column;

    /** How many of the rows are NULL. */
    @Param({"0", "0.1"})
    private double nulls;

    private Vector from;
    private Vector to;
    private int[] rows;

    @Setup
    public void prepare() {
        from = RandomColumn.of(column, nulls);
        to = Vector.create(from.type(), Batch.MAX_ROWS);
        rows = RandomColumn.selection();
    }

    @Benchmark
    public Vector gatherSelectedRows() {
        to.clear();
        to.gather(0, from, rows, Batch.MAX_ROWS);
        return to;
    }

    @Benchmark
    public Vector copyAllRows() {
        to.clear();
        to.gather(0, from, null, Batch.MAX_ROWS);
        return to;
    }
}
