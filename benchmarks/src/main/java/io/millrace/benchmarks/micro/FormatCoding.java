package io.millrace.benchmarks.micro;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.connectors.nexmark.generator.NexmarkGenerator;
import io.millrace.connectors.nexmark.generator.NexmarkStream;
import io.millrace.connectors.nexmark.generator.Timeline;
import io.millrace.connectors.nexmark.generator.World;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.spi.format.Chunk;
import io.millrace.spi.format.Format;
import io.millrace.spi.format.RowDecoder;
import io.millrace.spi.format.RowEncoder;
import io.millrace.spi.format.RowEncoder.Buffer;
import java.time.ZoneOffset;
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

/** What it costs to read and to write a bid as text: nanoseconds per row, without any file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first.
public class FormatCoding {

    private static final RowDecoder.Records NO_RECORDS = new RowDecoder.Records() {
        @Override
        public void decoded(int row, int start, int end) {}

        @Override
        public void rejected(int start, int end, String code, String message) {
            throw new IllegalStateException(message);
        }
    };

    @Param({"json", "csv"})
    private String format;

    /** The columns that are read: all, or these. */
    @Param({"*", "auction,price"})
    private String columns;

    private RowEncoder encoder;
    private RowDecoder decoder;
    private Rows written;
    private Buffer buffer;
    private Text text;
    private int firstRecord;
    private BatchPool pool;

    @Setup
    public void prepare() {
        Schema all = NexmarkStream.BID.schema();
        int[] everything = IntStream.range(0, all.size()).toArray();
        int[] read = columns.equals("*")
                ? everything
                : Arrays.stream(columns.split(","))
                        .mapToInt(name -> all.indexOf(name).orElseThrow())
                        .toArray();
        Format coding = format.equals("json") ? new JsonFormat() : new CsvFormat();
        encoder = coding.encoder(new Format.Request(JsonObject.EMPTY, all, everything, ZoneOffset.UTC));
        decoder = coding.decoder(new Format.Request(JsonObject.EMPTY, all, read, ZoneOffset.UTC));
        pool = new BatchPool(
                new Schema(Arrays.stream(read).mapToObj(all::column).toList()));

        Batch batch = new BatchPool(all).take();
        new NexmarkGenerator(new World(1, new Timeline(0, 100_000)), NexmarkStream.BID, everything)
                .fill(batch, 0, Timeline.MAX_EVENTS / 2, Batch.MAX_ROWS);
        written = new RowsPool().take(batch);
        buffer = new Buffer();
        encoder.header(buffer);
        encoder.encode(written, buffer);
        text = new Text(Arrays.copyOf(buffer.bytes(), buffer.size() + Chunk.SLACK), buffer.size());
        firstRecord = decoder.header(text.data(), 0, text.size, true);
    }

    @Benchmark
    @OperationsPerInvocation(Batch.MAX_ROWS)
    public int decode() {
        Batch batch = pool.take();
        batch.addParent(text);
        int end = decoder.decode(text, firstRecord, text.size, true, batch, NO_RECORDS);
        batch.release();
        return end;
    }

    @Benchmark
    @OperationsPerInvocation(Batch.MAX_ROWS)
    public int encode() {
        buffer.clear();
        encoder.encode(written, buffer);
        return buffer.size();
    }

    /** Bytes that stay. */
    private static final class Text extends Chunk {

        private final byte[] data;
        private final int size;

        Text(byte[] data, int size) {
            this.data = data;
            this.size = size;
            firstReference();
        }

        @Override
        public byte[] data() {
            return data;
        }

        @Override
        protected void recycle() {
            throw new IllegalStateException("The text was given back");
        }
    }
}
