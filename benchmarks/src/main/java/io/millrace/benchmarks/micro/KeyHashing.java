package io.millrace.benchmarks.micro;

import io.millrace.columns.Batch;
import io.millrace.columns.KeyEquality;
import io.millrace.columns.KeyHash;
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

/** What it costs to hash a key column and to compare it with stored keys: nanoseconds per row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batch.MAX_ROWS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first.
public class KeyHashing {

    /** A type; a string with its mean length. */
    @Param({"BIGINT", "INT", "DOUBLE", "DECIMAL(38)", "TIMESTAMP(9)", "STRING 8", "STRING 14", "STRING 100"})
    private String column;

    /** How many of the rows are NULL. */
    @Param({"0", "0.1"})
    private double nulls;

    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final int[] positions = new int[Batch.MAX_ROWS];
    private Vector values;
    private Vector stored;
    private int[] rows;

    @Setup
    public void prepare() {
        values = RandomColumn.of(column, nulls);
        stored = RandomColumn.of(column, nulls);
        rows = RandomColumn.selection();
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i;
        }
    }

    @Benchmark
    public long[] hashAllRows() {
        KeyHash.hash(values, null, Batch.MAX_ROWS, hashes, true);
        return hashes;
    }

    @Benchmark
    public long[] hashSelectedRows() {
        KeyHash.hash(values, rows, Batch.MAX_ROWS, hashes, true);
        return hashes;
    }

    @Benchmark
    public long[] hashASecondColumn() {
        KeyHash.hash(values, rows, Batch.MAX_ROWS, hashes, false);
        return hashes;
    }

    @Benchmark
    public int compareWithEqualKeys() {
        return KeyEquality.keepEqual(values, rows, stored, rows, positions, Batch.MAX_ROWS);
    }
}
