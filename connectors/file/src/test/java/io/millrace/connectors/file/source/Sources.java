package io.millrace.connectors.file.source;

import io.millrace.connectors.file.FileSourceConfig;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.format.Format;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.source.SourceRequest;
import io.millrace.spi.testing.SourceHarness;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes file sources for tests. */
final class Sources {

    /** So little at once that every record crosses something. */
    static final Sizes TINY = new Sizes(100, 40, 16, 400);

    private Sources() {}

    /** A source of JSON lines, all columns, on sizes as in life. */
    static SourceHarness json(FileStore files, String path, String... columns) {
        return harness(files, new JsonFormat(), path, Sizes.STANDARD, schema(columns));
    }

    static SourceHarness harness(FileStore files, Format format, String path, Sizes sizes, Schema schema) {
        int[] all = IntStream.range(0, schema.size()).toArray();
        return harness(files, format, config(path, schema), sizes, schema, all);
    }

    static SourceHarness harness(
            FileStore files, Format format, FileSourceConfig config, Sizes sizes, Schema schema, int... projection) {
        SourceRequest request = new SourceRequest(
                "read",
                JsonObject.EMPTY,
                schema,
                projection,
                ZoneOffset.UTC,
                files,
                new FormatRegistry(List.of(format)));
        return new SourceHarness(
                new FileSource(config, request, format, JsonObject.EMPTY, sizes), request.projectedSchema());
    }

    /** A source of CSV, all columns. */
    static SourceHarness csv(FileStore files, String path, JsonObject options, Sizes sizes, String... columns) {
        Schema schema = schema(columns);
        int[] all = IntStream.range(0, schema.size()).toArray();
        CsvFormat format = new CsvFormat();
        SourceRequest request = new SourceRequest(
                "read", JsonObject.EMPTY, schema, all, ZoneOffset.UTC, files, new FormatRegistry(List.of(format)));
        return new SourceHarness(new FileSource(config(path, schema), request, format, options, sizes), schema);
    }

    static FileSourceConfig config(String path, Schema schema) {
        return new FileSourceConfig(path, "json", schema.columns(), Optional.empty(), Optional.empty());
    }

    static Schema schema(String... columns) {
        return new Schema(Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(parts -> new Column(parts[0], DataType.parse(parts[1])))
                .toList());
    }
}
