package io.millrace.formats.csv;

import io.millrace.columns.Batch;
import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import io.millrace.spi.format.Chunk;
import io.millrace.spi.format.Format.Request;
import io.millrace.spi.format.RowDecoder;

/** Reads CSV records into rows. */
final class CsvDecoder implements RowDecoder {

    private final Request request;
    private final CsvOptions options;
    private final LateEdits edits = new LateEdits();
    private final BadRecord badRecord = new BadRecord();

    /** One for each column that is wanted, and where it stands in a record. */
    private final ColumnReader[] columns;

    private final int[] positions;

    private Fields fields;
    private int names;

    CsvDecoder(Request request, CsvOptions options) {
        this.request = request;
        this.options = options;
        fields = new Fields(options, 0);
        columns = new ColumnReader[request.projection().length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = ColumnReader.of(
                    request.schema().column(request.projection()[i]), request.timeZone(), edits, badRecord);
        }
        positions = new int[columns.length];
    }

    /** Finds out which column stands where. A byte order mark may stand before. */
    @Override
    public int header(byte[] data, int start, int end, boolean last) {
        if (end - start < 3 && !last) {
            return -1;
        }
        if (start == end) {
            return start;
        }
        int first = start + markLength(data, start, end);
        Fields header = new Fields(options, Header.MOST_NAMES);
        if (!header.cut(data, first, end, last)) {
            return -1;
        }
        Header read = Header.of(data, header);
        int[] ofSchema = read.positions(request.schema());
        for (int i = 0; i < positions.length; i++) {
            positions[i] = ofSchema[request.projection()[i]];
        }
        names = read.names().size();
        fields = new Fields(options, names);
        return header.next();
    }

    private static int markLength(byte[] data, int start, int end) {
        if (end - start >= 3
                && data[start] == (byte) 0xef
                && data[start + 1] == (byte) 0xbb
                && data[start + 2] == (byte) 0xbf) {
            return 3;
        }
        boolean isUtf16 = end - start >= 2
                && (data[start] == (byte) 0xff && data[start + 1] == (byte) 0xfe
                        || data[start] == (byte) 0xfe && data[start + 1] == (byte) 0xff);
        if (isUtf16) {
            throw new RunException(
                    RunError.user("csv.utf8", "The file is UTF-16. Convert it to UTF-8, or save it as such."));
        }
        return 0;
    }

    @Override
    public int decode(Chunk chunk, int start, int end, boolean last, Batch batch, Records records) {
        if (names == 0 && start < end) {
            throw new IllegalStateException("The header was not read");
        }
        byte[] data = chunk.data();
        for (int i = 0; i < columns.length; i++) {
            columns[i].bind(batch.column(i), data);
        }
        int row = batch.rowCount();
        int place = start;
        while (row < Batch.MAX_ROWS && place < end && fields.cut(data, place, end, last)) {
            if (names == 1 || !fields.isBlank()) {
                row += decodeRecord(data, place, row, records) ? 1 : 0;
            }
            place = fields.next();
        }
        batch.setRowCount(row);
        return place;
    }

    private boolean decodeRecord(byte[] data, int start, int row, Records records) {
        edits.clear();
        try {
            requireRecord();
            for (int i = 0; i < columns.length; i++) {
                columns[i].read(data, fields, positions[i], row);
            }
        } catch (BadRecord e) {
            for (ColumnReader column : columns) {
                column.forget(row);
            }
            records.rejected(start, fields.recordEnd(), e.code(), e.problem());
            return false;
        }
        records.decoded(row, start, fields.recordEnd());
        edits.apply(data);
        return true;
    }

    private void requireRecord() {
        String problem = fields.problem();
        if (problem != null) {
            throw badRecord.because(
                    "csv.quote",
                    "The record " + problem
                            + ". A value that holds quotes, delimiters or line breaks stands in quotes, and quotes in it are"
                            + " doubled.");
        }
        if (fields.count() != names) {
            throw badRecord.because(
                    "csv.columns",
                    "The record has " + fields.count() + (fields.count() == 1 ? " value" : " values")
                            + ", but the header has " + names + (names == 1 ? " name" : " names")
                            + (fields.count() < names
                                    ? ". Is it cut off, or is another `delimiter` to be set?"
                                    : ". Values that hold the delimiter must stand in quotes."));
        }
    }

    @Override
    public int resync(byte[] data, int start, int end) {
        int lineEnd = Fields.lineEnd(data, start, end);
        return lineEnd < 0 ? -1 : lineEnd + 1;
    }
}
