package io.millrace.connectors.file.source;

import io.millrace.columns.BatchPool;
import io.millrace.connectors.file.FileSourceConfig;
import io.millrace.model.json.JsonObject;
import io.millrace.spi.format.Format;
import io.millrace.spi.format.RowDecoder;
import io.millrace.spi.source.ReaderContext;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceReader;
import io.millrace.spi.source.SourceRequest;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitEnumerator;
import io.millrace.spi.source.SplitReader;
import java.util.Optional;

/** One file source of one job. */
public final class FileSource implements Source {

    private final FileSourceConfig config;
    private final SourceRequest request;
    private final Format format;
    private final JsonObject options;
    private final Optional<ReplayPlan> replay;
    private final Sizes sizes;

    /**
     * @param options what is set about the format
     * @throws io.millrace.spi.error.RunException if the config cannot work
     */
    public FileSource(FileSourceConfig config, SourceRequest request, Format format, JsonObject options) {
        this(config, request, format, options, Sizes.STANDARD);
    }

    FileSource(FileSourceConfig config, SourceRequest request, Format format, JsonObject options, Sizes sizes) {
        this.config = config;
        this.request = request;
        this.format = format;
        this.options = options;
        this.sizes = sizes;
        replay = ReplayPlan.of(config, request.schema(), request.projection());
        // A config that the format does not like is found now and not by the first task.
        decoder();
    }

    private RowDecoder decoder() {
        int[] columns = replay.map(ReplayPlan::readColumns).orElse(request.projection());
        return format.decoder(new Format.Request(options, request.schema(), columns, request.timeZone()));
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public Assignment assignment() {
        return Assignment.ON_DEMAND;
    }

    @Override
    public SplitEnumerator enumerator() {
        boolean cuts = format.isSplittable(options) && !config.isReplay();
        return new FileEnumerator(request.files(), config.path(), cuts, sizes.rangeBytes());
    }

    @Override
    public SourceReader reader(ReaderContext context) {
        FileChunk.Pool chunks = new FileChunk.Pool(sizes);
        FileOrigin.Pool origins = new FileOrigin.Pool();
        // Rows of a replay are read into batches of their own and copied into those of the task in their order.
        BatchPool batches = replay.map(plan -> new BatchPool(plan.readSchema())).orElse(context.pool());
        return new SourceReader() {
            @Override
            public SplitReader open(Split split) {
                FileRange range = FileRange.of(split.state());
                return replay.<SplitReader>map(plan -> new ReplayReader(
                                plan, range, context, from -> read(from, context, batches, chunks, origins)))
                        .orElseGet(() -> read(range, context, batches, chunks, origins));
            }

            @Override
            public void close() {}
        };
    }

    private FileSplitReader read(
            FileRange range, ReaderContext context, BatchPool batches, FileChunk.Pool chunks, FileOrigin.Pool origins) {
        RangeBytes bytes = new RangeBytes(request.files(), range.path(), range.fileSize());
        boolean recordsSpanLines = !format.isSplittable(options);
        return new FileSplitReader(range, context, batches, decoder(), recordsSpanLines, chunks, origins, bytes, sizes);
    }
}
