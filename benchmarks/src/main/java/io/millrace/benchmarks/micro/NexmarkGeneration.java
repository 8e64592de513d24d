package io.millrace.benchmarks.micro;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.connectors.nexmark.generator.NexmarkGenerator;
import io.millrace.connectors.nexmark.generator.NexmarkStream;
import io.millrace.connectors.nexmark.generator.Timeline;
import io.millrace.connectors.nexmark.generator.World;
import io.millrace.model.type.Schema;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** What it costs to make a row of an auction site: nanoseconds per row, for full rows and for a few columns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first.
public class NexmarkGeneration {

    private static final long END = Timeline.MAX_EVENTS / 2;

    /** A stream, and of which columns: all, or these. */
    @Param({"BID:*", "BID:auction,bidder,dateTime", "BID:price", "BID:channel,url", "BID:extra", "ALL:*"})
    private String rows;

    private NexmarkGenerator generator;
    private BatchPool pool;
    private long next;

    @Setup
    public void prepare() {
        String[] parts = rows.split(":");
        NexmarkStream stream = NexmarkStream.valueOf(parts[0]);
        Schema all = stream.schema();
        int[] projection = parts[1].equals("*")
                ? IntStream.range(0, all.size()).toArray()
                : Arrays.stream(parts[1].split(","))
                        .mapToInt(name -> all.indexOf(name).orElseThrow())
                        .toArray();
        generator = new NexmarkGenerator(new World(1, new Timeline(0, 100_000)), stream, projection);
        pool = new BatchPool(
                new Schema(Arrays.stream(projection).mapToObj(all::column).toList()));
    }

    @Benchmark
    @OperationsPerInvocation(Batch.MAX_ROWS)
    public long fillABatch() {
        Batch batch = pool.take();
        next = generator.fill(batch, next, END, Batch.MAX_ROWS);
        batch.release();
        return next;
    }
}
