package io.millrace.spi.testing;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.spi.format.Format;
import io.millrace.spi.format.Format.Request;
import io.millrace.spi.format.RowDecoder;
import io.millrace.spi.format.RowEncoder;
import io.millrace.spi.format.RowEncoder.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decodes and encodes with a format on the test's thread. */
public final class FormatHarness {

    /** A record that was refused: what stood there and what is wrong with it. */
    public record Rejected(String record, String code, String message) {}

    /** What a text was decoded to. */
    public record Decoded(List<List<@Nullable Object>> rows, List<Rejected> rejected, List<String> records) {}

    private final Format format;
    private final JsonObject options;
    private final Schema schema;
    private int[] projection;
    private ZoneId zone = ZoneOffset.UTC;

    public FormatHarness(Format format, JsonObject options, Schema schema) {
        this.format = format;
        this.options = options;
        this.schema = schema;
        projection = IntStream.range(0, schema.size()).toArray();
    }

    /** Reads only these columns. */
    public FormatHarness projection(int... columns) {
        projection = columns;
        return this;
    }

    /** Sets the pipeline's time zone; it is UTC without. */
    public FormatHarness zone(ZoneId timeZone) {
        zone = timeZone;
        return this;
    }

    /** The decoder or encoder is made for this. */
    public Request request() {
        return new Request(options, schema, projection, zone);
    }

    /** The columns of the batches. */
    public Schema projected() {
        return new Schema(Arrays.stream(projection).mapToObj(schema::column).toList());
    }

    /** Decodes a whole file. */
    public Decoded decode(String text) {
        return decode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Decodes a whole file. */
    public Decoded decode(byte[] file) {
        MemoryChunk chunk = new MemoryChunk(file);
        RowDecoder decoder = format.decoder(request());
        Collector collector = new Collector(chunk.data());
        BatchPool pool = new BatchPool(projected());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        int place = decoder.header(chunk.data(), 0, chunk.size(), true);
        while (place < chunk.size()) {
            Batch batch = pool.take();
            batch.addParent(chunk);
            int next = decoder.decode(chunk, place, chunk.size(), true, batch, collector);
            rows.addAll(BoxedValues.rows(batch));
            boolean stuck = next == place;
            place = next;
            batch.release();
            if (stuck) {
                throw new AssertionError("The decoder does not get on at " + place);
            }
        }
        chunk.release();
        if (pool.outstanding() != 0 || !chunk.isRecycled()) {
            throw new AssertionError("A batch or the chunk leaked");
        }
        return new Decoded(rows, collector.rejected, collector.records);
    }

    /** Encodes rows, with what stands before the first. */
    public String encode(List<? extends List<? extends @Nullable Object>> rows) {
        RowEncoder encoder = format.encoder(request());
        Buffer buffer = new Buffer();
        encoder.header(buffer);
        BatchPool pool = new BatchPool(projected());
        RowsPool rowsPool = new RowsPool();
        for (int from = 0; from < rows.size(); from += Batch.MAX_ROWS) {
            Batch batch = pool.take();
            BoxedValues.fill(batch, rows.subList(from, Math.min(from + Batch.MAX_ROWS, rows.size())));
            Rows all = rowsPool.take(batch);
            encoder.encode(all, buffer);
            all.release();
        }
        return new String(buffer.bytes(), 0, buffer.size(), StandardCharsets.UTF_8);
    }

    private static final class Collector implements RowDecoder.Records {

        private final byte[] data;
        private final List<Rejected> rejected = new ArrayList<>();
        private final List<String> records = new ArrayList<>();

        Collector(byte[] data) {
            this.data = data;
        }

        @Override
        public void decoded(int row, int start, int end) {
            records.add(text(start, end));
        }

        @Override
        public void rejected(int start, int end, String code, String message) {
            rejected.add(new Rejected(text(start, end), code, message));
        }

        private String text(int start, int end) {
            return new String(data, start, end - start, StandardCharsets.UTF_8);
        }
    }
}
