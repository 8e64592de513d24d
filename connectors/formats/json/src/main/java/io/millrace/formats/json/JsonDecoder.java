package io.millrace.formats.json;

import io.millrace.columns.Batch;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Schema;
import io.millrace.spi.error.RunException;
import io.millrace.spi.format.Chunk;
import io.millrace.spi.format.Format.Request;
import io.millrace.spi.format.RowDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines of JSON into rows. */
final class JsonDecoder implements RowDecoder {

    private final JsonCursor cursor = new JsonCursor();
    private final LateEdits edits = new LateEdits();
    private final ObjectReader record;

    JsonDecoder(Request request) {
        Schema schema = request.schema();
        ValueReaders readers = new ValueReaders(request.timeZone(), edits);
        @Nullable ValueReader[] wanted = new ValueReader[schema.size()];
        for (int column : request.projection()) {
            wanted[column] = readers.of(schema.column(column).name(), schema.type(column));
        }
        List<@Nullable ValueReader> inOrder = new ArrayList<>(Arrays.asList(wanted));
        record = new ObjectReader(schema.names(), inOrder);
    }

    /** Passes over a byte order mark, and says so when it is one of another encoding. */
    @Override
    public int header(byte[] data, int start, int end, boolean last) {
        if (end - start < 3 && !last) {
            return -1;
        }
        if (end - start >= 3
                && data[start] == (byte) 0xef
                && data[start + 1] == (byte) 0xbb
                && data[start + 2] == (byte) 0xbf) {
            return start + 3;
        }
        boolean isUtf16 = end - start >= 2
                && (data[start] == (byte) 0xff && data[start + 1] == (byte) 0xfe
                        || data[start] == (byte) 0xfe && data[start + 1] == (byte) 0xff);
        if (isUtf16) {
            throw new RunException(
                    RunError.user("json.utf8", "The file is UTF-16. Convert it to UTF-8, the encoding of JSON."));
        }
        return start;
    }

    @Override
    public int decode(Chunk chunk, int start, int end, boolean last, Batch batch, Records records) {
        byte[] data = chunk.data();
        record.bind(batch::column, data);
        int row = batch.rowCount();
        int place = start;
        while (row < Batch.MAX_ROWS && place < end) {
            int lineEnd = JsonCursor.lineEnd(data, place, end);
            if (lineEnd < 0) {
                if (!last) {
                    break;
                }
                lineEnd = end;
                data[end] = '\n';
            }
            cursor.begin(data, place, lineEnd);
            cursor.next();
            if (cursor.place < lineEnd) {
                row += decodeLine(row, place, lineEnd, records) ? 1 : 0;
            }
            place = Math.min(lineEnd + 1, end);
        }
        batch.setRowCount(row);
        return place;
    }

    private boolean decodeLine(int row, int start, int end, Records records) {
        edits.clear();
        try {
            if (cursor.data[cursor.place] != '{') {
                throw cursor.bad(
                        "json.syntax", "Each line must hold an object, not " + cursor.shown(cursor.place, end) + ".");
            }
            record.read(cursor, row);
            cursor.next();
            if (cursor.place < end) {
                throw cursor.syntax("expected the end of the line behind the object");
            }
        } catch (BadRecord e) {
            record.forget(row);
            records.rejected(start, end, e.code(), e.problem());
            return false;
        }
        records.decoded(row, start, end);
        edits.apply(cursor.data);
        return true;
    }

    @Override
    public int resync(byte[] data, int start, int end) {
        int lineEnd = JsonCursor.lineEnd(data, start, end);
        return lineEnd < 0 ? -1 : lineEnd + 1;
    }
}
