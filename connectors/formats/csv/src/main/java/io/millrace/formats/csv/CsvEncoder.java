package io.millrace.formats.csv;

import io.millrace.columns.Batch;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.spi.format.Format.Request;
import io.millrace.spi.format.RowEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes rows as CSV records behind a header. */
final class CsvEncoder implements RowEncoder {

    private final List<Column> columns;
    private final ValueWriter[] writers;
    private final byte delimiter;

    CsvEncoder(Request request, CsvOptions options) {
        delimiter = options.delimiter().character();
        columns = Arrays.stream(request.projection())
                .mapToObj(request.schema()::column)
                .toList();
        writers = columns.stream()
                .map(column -> ValueWriters.of(column, delimiter))
                .toArray(ValueWriter[]::new);
    }

    @Override
    public void header(Buffer to) {
        for (int i = 0; i < columns.size(); i++) {
            separate(i, to);
            byte[] name = columns.get(i).name().getBytes(StandardCharsets.UTF_8);
            ValueWriters.putText(to, name, 0, name.length, delimiter);
        }
        to.put((byte) '\n');
    }

    @Override
    public void encode(Rows rows, Buffer to) {
        Batch batch = rows.batch();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            for (int column = 0; column < writers.length; column++) {
                separate(column, to);
                Vector vector = batch.column(column);
                if (!vector.isNull(row)) {
                    writers[column].write(vector, row, to);
                }
            }
            to.put((byte) '\n');
        }
    }

    private void separate(int column, Buffer to) {
        if (column > 0) {
            to.put(delimiter);
        }
    }
}
