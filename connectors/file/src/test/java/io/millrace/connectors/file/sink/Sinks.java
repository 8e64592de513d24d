package io.millrace.connectors.file.sink;

import io.millrace.connectors.file.FileSinkConnector;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.spi.format.Format;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkRequest;
import io.millrace.spi.sink.SinkWriter;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.SinkHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes file sinks for tests and shows what others see of them. */
final class Sinks {

    static final Schema SCHEMA =
            Schema.of(new Column("n", ScalarType.INT.notNull()), new Column("s", CharacterType.STRING.nullable()));

    private Sinks() {}

    /** A sink of JSON lines. */
    static Sink json(FileStore files, String attempt, String path) {
        return json(files, attempt, config(path));
    }

    static Sink json(FileStore files, String attempt, JsonObject config) {
        return of(files, attempt, config, EdgeSchema.append(SCHEMA));
    }

    /** A sink of JSON lines that goes on from a checkpoint. */
    static Sink restored(FileStore files, String attempt, long checkpoint, JsonObject config) {
        return of(files, attempt, checkpoint, config, EdgeSchema.append(SCHEMA));
    }

    static Sink of(FileStore files, String attempt, JsonObject config, EdgeSchema input) {
        return of(files, attempt, 0, config, input);
    }

    private static Sink of(FileStore files, String attempt, long restored, JsonObject config, EdgeSchema input) {
        List<Format> formats = List.of(new JsonFormat(), new CsvFormat());
        return new FileSinkConnector(formats)
                .create(new SinkRequest(
                        "result",
                        config,
                        input,
                        attempt,
                        restored,
                        ZoneOffset.UTC,
                        files,
                        new FormatRegistry(formats)));
    }

    /** A sink of CSV. */
    static Sink csv(FileStore files, String attempt, String path) {
        JsonObject config = JsonObject.of("path", Json.of(path), "format", Json.of("csv"));
        return of(files, attempt, config, EdgeSchema.append(SCHEMA));
    }

    static JsonObject config(String path) {
        return JsonObject.of("path", Json.of(path), "format", Json.of("json"));
    }

    static JsonObject config(String path, String key, String value) {
        return JsonObject.of("path", Json.of(path), "format", Json.of("json"), key, Json.of(value));
    }

    /** Does a job of one task: prepares, writes, commits. */
    static void run(Sink sink, List<? extends List<? extends @Nullable Object>> rows) throws Exception {
        Committer committer = sink.committer();
        committer.prepare();
        committer.commit(write(sink, 0, rows));
    }

    /** Does what one task does; what it prepared. */
    static List<byte[]> write(Sink sink, int task, List<? extends List<? extends @Nullable Object>> rows) {
        ManualBlockingWork disk = ManualBlockingWork.deferred();
        SinkHarness harness = new SinkHarness(sink, SCHEMA).blockingWork(disk);
        SinkWriter writer = harness.writer(task);
        if (!rows.isEmpty()) {
            harness.write(writer, rows);
        }
        List<byte[]> prepared = new ArrayList<>(harness.finish(writer));
        writer.close();
        disk.runAll();
        if (harness.outstanding() != 0) {
            throw new AssertionError("A batch leaked");
        }
        return prepared;
    }

    /** All files below a folder, hidden ones too, as relative paths. */
    static List<String> all(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
