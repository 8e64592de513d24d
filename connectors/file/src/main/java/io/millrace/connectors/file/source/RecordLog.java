package io.millrace.connectors.file.source;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.FailedInput;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.format.RowDecoder;

/**
 * Knows where records stand: gives rows their origin and bad records their place. Lines are counted where they are passed
 * anyway, between records, and inside of records only when the format has records of several lines.
 */
final class RecordLog implements RowDecoder.Records {

    /** How many bytes of a bad record are kept: of one without an end it is the beginning that tells what it is. */
    private static final int MOST_KEPT = 64 << 10;

    private final String path;
    private final RowErrors errors;
    private final boolean recordsSpanLines;
    private final FileOrigin.Pool origins;

    /** The line at {@link #counted}; 0 when it is not known. */
    private long line;

    private FileChunk chunk;

    /** Up to which index of the chunk lines are counted. */
    private int counted;

    private FileOrigin origin;

    /**
     * @param line the line at the first byte of the chunk; 0 when it is not known
     */
    RecordLog(
            String path,
            RowErrors errors,
            boolean recordsSpanLines,
            FileOrigin.Pool origins,
            FileChunk chunk,
            long line) {
        this.path = path;
        this.errors = errors;
        this.recordsSpanLines = recordsSpanLines;
        this.origins = origins;
        this.line = line;
        this.chunk = chunk;
        counted = chunk.start;
        origin = origins.take(path, chunk.base, line);
        origin.release();
    }

    /** The origin of the rows that are decoded next; the caller holds the reference. */
    FileOrigin beginBatch() {
        origin = origins.take(path, chunk.base, line);
        return origin;
    }

    /** Goes on in another chunk, which begins with what stands at the last place asked for. */
    void moveTo(FileChunk next) {
        chunk = next;
        counted = next.start;
    }

    /** The line at a place that is not before those asked for; 0 when it is not known. */
    long lineAt(int place) {
        if (line > 0) {
            byte[] data = chunk.data();
            while (counted < place) {
                line += data[counted++] == '\n' ? 1 : 0;
            }
        }
        return line;
    }

    @Override
    public void decoded(int row, int start, int end) {
        origin.set(row, start, lineAt(start));
        pass(end);
    }

    @Override
    public void rejected(int start, int end, String code, String message) {
        long at = lineAt(start);
        pass(end);
        errors.report(
                RunError.user(code, message).at(FileOrigin.place(path, chunk.positionOf(start), at)),
                new FailedInput.OfRecord(chunk.data(), start, start + Math.min(end - start, MOST_KEPT)));
    }

    private void pass(int end) {
        if (recordsSpanLines) {
            lineAt(end);
        } else {
            counted = end;
        }
    }
}
