package io.millrace.connectors.file.source;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.model.error.RunError;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.Pending;
import io.millrace.spi.error.RunException;
import io.millrace.spi.format.RowDecoder;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.source.ReaderContext;
import io.millrace.spi.source.SplitReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one range of a file.
 *
 * <pre>
 *            position 0            in mid-file
 * HEAD ───────────────┬──────────────────────────────► SEEK (to the first record that begins in the range)
 *                     ▼                                  │
 *                  RECORDS ◄─────────────────────────────┘
 *                   │   ▲
 *   record too long ▼   │ next separator
 *                   SKIP                       all of them ──► DONE, when the range or the file ends
 * </pre>
 *
 * <p>A record belongs to the range it begins in. A range in mid-file therefore looks for its first record from the byte
 * before it on, and reads beyond its end until its last record is whole.
 */
final class FileSplitReader implements SplitReader {

    private enum Phase {
        HEAD,
        SEEK,
        RECORDS,
        SKIP,
        DONE
    }

    private final FileRange range;
    private final ReaderContext context;
    private final BatchPool batches;
    private final RowDecoder decoder;
    private final boolean recordsSpanLines;
    private final FileChunk.Pool chunks;
    private final FileOrigin.Pool origins;
    private final RangeBytes bytes;
    private final Sizes sizes;

    private Phase phase;
    private @Nullable FileChunk chunk;

    /** The first byte of the chunk that is still to be looked at. */
    private int place;

    /** Up to which byte of the file reading has been asked for. */
    private long readTo;

    private @Nullable Pending<FileChunk> pending;
    private boolean needsMore = true;
    private @Nullable RecordLog log;

    /** Where the record that is being skipped begins. */
    private long skippedFrom;

    private long skippedLine;

    FileSplitReader(
            FileRange range,
            ReaderContext context,
            BatchPool batches,
            RowDecoder decoder,
            boolean recordsSpanLines,
            FileChunk.Pool chunks,
            FileOrigin.Pool origins,
            RangeBytes bytes,
            Sizes sizes) {
        this.range = range;
        this.context = context;
        this.batches = batches;
        this.decoder = decoder;
        this.recordsSpanLines = recordsSpanLines;
        this.chunks = chunks;
        this.origins = origins;
        this.bytes = bytes;
        this.sizes = sizes;
        phase = range.position() >= range.end() ? Phase.DONE : Phase.HEAD;
    }

    @Override
    public Progress read(Consumer<Batch> out) {
        while (phase != Phase.DONE) {
            if (needsMore) {
                Pending<FileChunk> reading = pending == null ? readAhead(range.fileSize()) : pending;
                if (reading == null) {
                    throw new IllegalStateException("Nothing is left to read of " + range.path());
                }
                if (!reading.isDone()) {
                    return Progress.waiting(reading);
                }
                receive(reading);
            }
            FileChunk current = held();
            switch (phase) {
                case HEAD -> head(current);
                case SEEK -> seek(current);
                case SKIP -> skip(current);
                case RECORDS -> {
                    if (records(current, out)) {
                        return phase == Phase.DONE ? Progress.DONE : Progress.YIELD;
                    }
                }
                case DONE -> {}
            }
        }
        return Progress.DONE;
    }

    private FileChunk held() {
        FileChunk current = chunk;
        if (current == null) {
            throw new IllegalStateException("No chunk of " + range.path() + " was read yet");
        }
        return current;
    }

    private RecordLog log() {
        RecordLog known = log;
        if (known == null) {
            throw new IllegalStateException("The records of " + range.path() + " have not begun yet");
        }
        return known;
    }

    /** Has the next bytes read, unless all up to {@code stop} were asked for. */
    private @Nullable Pending<FileChunk> readAhead(long stop) {
        long position = readTo;
        if (position >= stop) {
            return null;
        }
        int length = (int) Math.min(sizes.readBytes(), stop - position);
        FileChunk next = chunks.take();
        readTo = position + length;
        Pending<FileChunk> reading = context.blockingWork().submit(() -> bytes.read(next, position, length));
        pending = reading;
        return reading;
    }

    private void receive(Pending<FileChunk> reading) {
        FileChunk next = result(reading);
        pending = null;
        FileChunk current = chunk;
        if (current == null) {
            place = next.start;
        } else {
            RecordLog known = log;
            int from = place;
            // The chunk's bytes are looked at before its reference is given away.
            if (known != null) {
                known.lineAt(from);
            }
            next = chunks.join(current, from, next);
            if (known != null) {
                known.moveTo(next);
            }
            place = next.start;
        }
        chunk = next;
        needsMore = false;
        if (phase != Phase.HEAD || range.position() == 0) {
            // A little beyond the range, too: most last records end there.
            readAhead(Math.min(range.fileSize(), range.end() + sizes.carryBytes()));
        }
    }

    private static FileChunk result(Pending<FileChunk> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Reading failed in a way nobody thought of", e);
        }
    }

    /** The beginning of the file, which says what the columns are; records follow only if the range begins here. */
    private void head(FileChunk current) {
        boolean isWholeFile = current.positionOf(current.end) == range.fileSize();
        int first;
        try {
            first = decoder.header(current.data(), place, current.end, isWholeFile);
        } catch (RunException e) {
            throw new RunException(e.error().at(range.path()), e);
        }
        if (first < 0) {
            throw new RunException(RunError.user(
                            "file.header",
                            "What stands before the first record is longer than "
                                    + (sizes.readBytes() >> 10)
                                    + " kB. Is this a file of the right format?")
                    .at(range.path()));
        }
        if (range.position() == 0) {
            log = new RecordLog(range.path(), context.errors(), recordsSpanLines, origins, current, range.line());
            place = first;
            phase = Phase.RECORDS;
            return;
        }
        current.release();
        chunk = null;
        needsMore = true;
        boolean isResumed = range.position() > range.start();
        readTo = isResumed ? range.position() : range.start() - 1;
        phase = isResumed ? Phase.RECORDS : Phase.SEEK;
    }

    private void seek(FileChunk current) {
        int first = decoder.resync(current.data(), place, current.end);
        if (first >= 0) {
            place = first;
            phase = Phase.RECORDS;
        } else if (current.positionOf(current.end) >= range.end()) {
            // One record fills the range and more; it is that of an earlier one.
            phase = Phase.DONE;
        } else {
            place = current.end;
            orMore(current);
        }
    }

    /** Nothing more can be done with this chunk. */
    private void orMore(FileChunk current) {
        if (current.positionOf(current.end) == range.fileSize()) {
            phase = Phase.DONE;
        } else {
            needsMore = true;
        }
    }

    /** Decodes up to a batch; whether one was handed over. */
    private boolean records(FileChunk current, Consumer<Batch> out) {
        if (log == null) {
            log = new RecordLog(range.path(), context.errors(), recordsSpanLines, origins, current, range.line());
        }
        if (current.positionOf(place) >= range.end()) {
            phase = Phase.DONE;
            return false;
        }
        int bound = bound(current);
        boolean last = bound >= 0 || current.positionOf(current.end) == range.fileSize();
        int end = bound >= 0 ? bound : current.end;
        Batch batch = batches.take();
        int before = place;
        boolean isFull;
        try {
            decode(current, end, last, batch);
            isFull = batch.rowCount() == Batch.MAX_ROWS;
        } catch (RuntimeException e) {
            batch.release();
            throw e;
        }
        context.metrics().add(Metric.BYTES, place - before);
        boolean emitted = batch.rowCount() > 0;
        if (emitted) {
            out.accept(batch);
        } else {
            batch.release();
        }
        if (!isFull) {
            afterLastWhole(current, end, last);
        }
        return emitted;
    }

    private void decode(FileChunk current, int end, boolean last, Batch batch) {
        batch.addParent(current);
        FileOrigin origin = log().beginBatch();
        batch.addParent(origin);
        batch.setOrigin(origin);
        origin.release();
        place = decoder.decode(current, place, end, last, batch, log());
    }

    /**
     * Where the records of a range in mid-file end: at the first record that begins behind it.
     *
     * @return -1 when that is not in this chunk, or is the end of the file
     */
    private int bound(FileChunk current) {
        if (range.end() == range.fileSize() || current.positionOf(current.end) < range.end()) {
            return -1;
        }
        return decoder.resync(current.data(), (int) (range.end() - 1 - current.base), current.end);
    }

    /** No whole record is left in the chunk. */
    private void afterLastWhole(FileChunk current, int end, boolean last) {
        if (last) {
            if (place < end) {
                throw new IllegalStateException("The decoder left bytes at the end of " + range.path());
            }
            phase = Phase.DONE;
        } else if (current.end - place > sizes.longestRecord()) {
            skippedFrom = current.positionOf(place);
            skippedLine = log().lineAt(place);
            phase = Phase.SKIP;
            int from = place;
            place = current.end;
            log().rejected(
                            from,
                            current.end,
                            "file.recordTooLong",
                            "A record is longer than " + (sizes.longestRecord() >> 20)
                                    + " MB. Is a line feed missing, or a quote not closed? It is passed over up to the next line.");
        } else {
            needsMore = true;
        }
    }

    private void skip(FileChunk current) {
        int next = decoder.resync(current.data(), place, current.end);
        if (next < 0) {
            place = current.end;
            orMore(current);
        } else {
            place = next;
            phase = Phase.RECORDS;
        }
    }

    @Override
    public byte[] state() {
        FileChunk current = chunk;
        RecordLog known = log;
        FileRange reached =
                switch (phase) {
                    case RECORDS ->
                        current == null || known == null
                                ? range
                                : range.at(current.positionOf(place), known.lineAt(place));
                    case SKIP -> range.at(skippedFrom, skippedLine);
                    case DONE -> range.at(range.end(), 0);
                    case HEAD, SEEK -> range;
                };
        return reached.state();
    }

    @Override
    public void close() {
        phase = Phase.DONE;
        FileChunk current = chunk;
        chunk = null;
        if (current != null) {
            current.release();
        }
        Pending<FileChunk> reading = pending;
        if (reading == null) {
            context.blockingWork().submit(bytes::close);
        } else {
            // The file is still being read; what comes of it is left to the garbage collector.
            reading.whenDone(() -> context.blockingWork().submit(bytes::close));
        }
    }
}
