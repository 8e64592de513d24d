package io.millrace.connectors.file.sink;

import io.millrace.connectors.file.FileSinkConfig;
import io.millrace.model.error.RunError;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.spi.error.RunException;
import io.millrace.spi.format.Format;
import io.millrace.spi.format.RowEncoder;
import io.millrace.spi.format.RowEncoder.Buffer;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkRequest;
import io.millrace.spi.sink.SinkWriter;
import java.util.Optional;
import java.util.stream.IntStream;

/** One file sink of one job. */
public final class FileSink implements Sink {

    private final FileSinkConfig config;
    private final SinkRequest request;
    private final Format format;
    private final JsonObject options;
    private final SinkNames names;

    /**
     * @param options what is set about the format
     * @throws RunException if the config cannot work
     */
    public FileSink(FileSinkConfig config, SinkRequest request, Format format, JsonObject options) {
        this.config = config;
        this.request = request;
        this.format = format;
        this.options = options;
        requirePlain(config.path());
        requireWritable();
        names = SinkNames.of(config.path(), request.nodeId(), request.attempt(), format.fileExtension());
        // A config that the format does not like is found now and not by the first task.
        encoder();
    }

    private static void requirePlain(String path) {
        if (path.isBlank() || path.chars().anyMatch(character -> "*?{}".indexOf(character) >= 0)) {
            throw new RunException(RunError.user(
                    "file.path",
                    "The path `" + path
                            + "` cannot be written to: it must name one file, or a folder with `/` at its end,"
                            + " without `*`, `?`, `{` and `}`."));
        }
    }

    private void requireWritable() {
        Optional<String> change = config.changeColumn();
        if (change.isEmpty() && !request.input().changeMode().isAppend()) {
            throw new RunException(RunError.user(
                    "file.changes",
                    "Rows that come here change or disappear later ("
                            + request.input().changeMode()
                            + "), and a file cannot be changed. Set `changeColumn`, so that every change is written as a row,"
                            + " or group by a window, whose results are final."));
        }
        if (change.isPresent() && request.input().schema().indexOf(change.get()).isPresent()) {
            throw new RunException(RunError.user(
                    "file.changes",
                    "`changeColumn` is `" + change.get()
                            + "`, but a column of that name comes in already. Choose another."));
        }
    }

    private RowEncoder encoder() {
        Schema schema = config.changeColumn()
                .map(name -> ChangeColumn.schema(name, request.input().schema()))
                .orElse(request.input().schema());
        int[] all = IntStream.range(0, schema.size()).toArray();
        return format.encoder(new Format.Request(options, schema, all, request.timeZone()));
    }

    @Override
    public SinkWriter writer(WriterContext context) {
        Optional<ChangeColumn> changes = config.changeColumn()
                .map(name -> new ChangeColumn(name, request.input().schema()));
        return new FileSinkWriter(
                request.files(), names, Math.toIntExact(request.restored()), encoder(), changes, context);
    }

    @Override
    public Committer committer() {
        boolean replaces = config.ifExists() == FileSinkConfig.IfExists.REPLACE;
        boolean begins = request.restored() == 0;
        if (names.isFolder()) {
            return new FolderCommitter(request.files(), names, replaces, begins);
        }
        Buffer header = new Buffer();
        encoder().header(header);
        return new FileCommitter(request.files(), names, replaces, begins, header.size());
    }
}
