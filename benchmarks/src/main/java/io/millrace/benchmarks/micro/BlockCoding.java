package io.millrace.benchmarks.micro;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.BlockDecoder;
import io.millrace.columns.BlockEncoder;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import java.util.Arrays;
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

/** What it costs to write a column as a block and to read it back: nanoseconds per row, checksum included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batch.MAX_ROWS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first.
public class BlockCoding {

    /** A type; a string with its mean length. */
    @Param({"BIGINT", "INT", "DECIMAL(38)", "STRING 8", "STRING 100"})
    private String column;

    /** How many of the rows are NULL. */
    @Param({"0", "0.1"})
    private double nulls;

    private final BlockEncoder encoder = new BlockEncoder();
    private BlockDecoder decoder;
    private Batch batch;
    private int[] rows;
    private byte[] block;

    @Setup
    public void prepare() {
        Vector values = RandomColumn.of(column, nulls);
        BatchPool pool = new BatchPool(Schema.of(new Column("value", values.type())));
        decoder = new BlockDecoder(pool);
        batch = pool.take();
        batch.shareColumn(0, values);
        batch.setRowCount(Batch.MAX_ROWS);
        rows = RandomColumn.selection();
        encoder.encode(batch, null, Batch.MAX_ROWS);
        block = Arrays.copyOf(encoder.bytes(), encoder.length());
    }

    @Benchmark
    public int encodeAllRows() {
        encoder.encode(batch, null, Batch.MAX_ROWS);
        return encoder.length();
    }

    @Benchmark
    public int encodeSelectedRows() {
        encoder.encode(batch, rows, Batch.MAX_ROWS);
        return encoder.length();
    }

    @Benchmark
    public int decode() {
        Batch decoded = decoder.decode(block, 0, block.length);
        int count = decoded.rowCount();
        decoded.release();
        return count;
    }
}
