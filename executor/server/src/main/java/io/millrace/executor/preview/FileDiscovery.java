package io.millrace.executor.preview;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.engine.port.RowJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.preview.DiscoverRequest;
import io.millrace.protocol.preview.Discovery;
import io.millrace.protocol.preview.Discovery.Finding;
import io.millrace.spi.error.RunException;
import io.millrace.spi.format.Chunk;
import io.millrace.spi.format.Format;
import io.millrace.spi.format.Inference;
import io.millrace.spi.format.RowDecoder;
import io.millrace.spi.format.Sample;
import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds out from its first megabyte how a file is written and what is in it. Blocks on the file. */
public final class FileDiscovery {

    /** So much of a file is looked at. */
    private static final int SAMPLE_BYTES = 1 << 20;

    /** So many bad records are told in words. */
    private static final int MOST_FINDINGS = 5;

    private final List<Format> formats;
    private final FileStore files;

    /**
     * @param formats that a file may be written in
     */
    public FileDiscovery(List<Format> formats, FileStore files) {
        this.formats = List.copyOf(formats);
        this.files = files;
    }

    /** Looks into a file. */
    public Discovery discover(DiscoverRequest request) {
        try {
            List<FileStore.Entry> found = files.list(request.path());
            if (found.isEmpty()) {
                return nothing("file.missing", "There is no file `" + request.path() + "`.");
            }
            Sample sample = sample(found.getFirst());
            Optional<Finding> unreadable = unreadable(sample);
            if (unreadable.isPresent()) {
                return nothing(unreadable.get().code(), unreadable.get().message());
            }
            return discover(request, sample);
        } catch (RunException e) {
            return nothing(e.error().code(), e.error().message());
        } catch (IOException e) {
            return nothing("file.io", "`" + request.path() + "` cannot be read: " + e.getMessage());
        }
    }

    private static Discovery nothing(String code, String message) {
        return new Discovery(
                Optional.empty(), JsonObject.EMPTY, List.of(), List.of(), false, List.of(new Finding(code, message)));
    }

    private Sample sample(FileStore.Entry file) throws IOException {
        byte[] data = new byte[SAMPLE_BYTES + Chunk.SLACK];
        int length = 0;
        try (FileStore.Reading reading = files.open(file.path())) {
            int read = 0;
            while (read >= 0 && length < SAMPLE_BYTES) {
                length += read;
                read = reading.read(length, data, length, SAMPLE_BYTES - length);
            }
            return new Sample(file.path(), data, length, length >= reading.sizeBytes());
        }
    }

    /** What is no text that any format could read. */
    private static Optional<Finding> unreadable(Sample sample) {
        byte[] data = sample.data();
        String file = "`" + sample.path() + "`";
        if (sample.length() == 0) {
            return Optional.of(new Finding("file.empty", file + " is empty."));
        }
        int first = data[0] & 0xff;
        int second = data[1] & 0xff;
        if (first == 0xff && second == 0xfe || first == 0xfe && second == 0xff) {
            return Optional.of(
                    new Finding("file.utf16", file + " is UTF-16. Convert it to UTF-8, or save it as such."));
        }
        if (first == 0x1f && second == 0x8b) {
            return Optional.of(new Finding("file.compressed", file + " is compressed. Unpack it first."));
        }
        boolean isBinary = IntStream.range(0, sample.length()).anyMatch(i -> data[i] == 0);
        return isBinary
                ? Optional.of(new Finding("file.binary", file + " is no text: it holds zero bytes."))
                : Optional.empty();
    }

    /** How a format sees the file. */
    private record Seen(Format format, Inference inference) {}

    private Discovery discover(DiscoverRequest request, Sample sample) {
        Optional<Seen> best = Optional.empty();
        for (Format format : formats) {
            Optional<Inference> inference = format.infer(copy(sample));
            if (inference.isPresent()
                    && (best.isEmpty()
                            || inference
                                            .get()
                                            .fit()
                                            .compareTo(best.get().inference().fit())
                                    > 0)) {
                best = Optional.of(new Seen(format, inference.get()));
            }
        }
        return best.map(seen -> discovery(request, sample, seen))
                .orElseGet(() -> nothing(
                        "file.format",
                        "`" + sample.path() + "` is written in no format that is known here: "
                                + formats.stream().map(Format::name).sorted().toList() + "."));
    }

    private static Discovery discovery(DiscoverRequest request, Sample sample, Seen seen) {
        String format = seen.format().name();
        List<Column> columns = seen.inference().columns();
        List<Finding> problems = new ArrayList<>();
        seen.inference().problems().forEach(problem -> problems.add(new Finding(format + ".sample", problem)));
        if (columns.isEmpty()) {
            return new Discovery(Optional.of(format), JsonObject.EMPTY, columns, List.of(), false, problems);
        }
        JsonObject config =
                JsonObject.of("path", Json.of(request.path()), "format", Json.of(format), "schema", schema(columns));
        JsonObject options = seen.inference().options();
        if (!options.members().isEmpty()) {
            config = config.with(format, options);
        }
        Batch batch = new BatchPool(new Schema(columns)).take();
        decode(seen, copy(sample), batch, problems);
        RowJson json = new RowJson(TapRows.MOST_TEXT);
        List<JsonArray> rows = new ArrayList<>();
        for (int row = 0; row < Math.min(batch.rowCount(), request.rows()); row++) {
            int of = row;
            rows.add(new JsonArray(IntStream.range(0, columns.size())
                    .mapToObj(column -> json.value(batch.column(column), of))
                    .toList()));
        }
        boolean isTruncated = batch.rowCount() > rows.size() || batch.rowCount() == Batch.MAX_ROWS || !sample.isWhole();
        return new Discovery(Optional.of(format), config, columns, rows, isTruncated, problems);
    }

    private static void decode(Seen seen, Sample sample, Batch batch, List<Finding> problems) {
        int[] all = IntStream.range(0, seen.inference().columns().size()).toArray();
        RowDecoder decoder = seen.format()
                .decoder(new Format.Request(
                        seen.inference().options(), new Schema(seen.inference().columns()), all, ZoneOffset.UTC));
        try {
            int start = decoder.header(sample.data(), 0, sample.length(), sample.isWhole());
            if (start >= 0) {
                decoder.decode(
                        new SampleChunk(sample.data()),
                        start,
                        sample.length(),
                        sample.isWhole(),
                        batch,
                        new Rejections(problems));
            }
        } catch (RunException e) {
            problems.add(new Finding(e.error().code(), e.error().message()));
        }
    }

    private static Sample copy(Sample sample) {
        return new Sample(
                sample.path(), Arrays.copyOf(sample.data(), sample.data().length), sample.length(), sample.isWhole());
    }

    private static JsonArray schema(List<Column> columns) {
        return new JsonArray(columns.stream()
                .<Json>map(column -> JsonObject.of(
                        "name",
                        Json.of(column.name()),
                        "type",
                        Json.of(column.type().toString())))
                .toList());
    }

    /** Takes down why records cannot be read. */
    private record Rejections(List<Finding> problems) implements RowDecoder.Records {

        @Override
        public void decoded(int row, int start, int end) {}

        @Override
        public void rejected(int start, int end, String code, String message) {
            if (problems.size() < MOST_FINDINGS) {
                problems.add(new Finding(code, message));
            }
        }
    }

    /** The bytes of a sample; nobody else needs them afterwards. */
    private static final class SampleChunk extends Chunk {

        private final byte[] data;

        SampleChunk(byte[] data) {
            this.data = data;
            firstReference();
        }

        @Override
        public byte[] data() {
            return data;
        }

        @Override
        protected void recycle() {}
    }
}
