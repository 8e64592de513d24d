package io.millrace.formats.json;

import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.spi.format.Format.Request;
import io.millrace.spi.format.RowEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Writes rows as lines of JSON, without blanks, keys in the order of the columns. */
final class JsonEncoder implements RowEncoder {

    private final ObjectWriter record;

    JsonEncoder(Request request) {
        List<Column> columns = Arrays.stream(request.projection())
                .mapToObj(request.schema()::column)
                .toList();
        record = new ObjectWriter(columns);
    }

    @Override
    public void encode(Rows rows, Buffer to) {
        IntFunction<Vector> columns = rows.batch()::column;
        for (int i = 0; i < rows.count(); i++) {
            record.write(columns, rows.row(i), to);
            to.put((byte) '\n');
        }
    }
}
