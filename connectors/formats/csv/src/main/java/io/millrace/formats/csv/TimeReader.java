package io.millrace.formats.csv;

import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.spi.text.TimeValues;
import java.time.ZoneId;

/** DATE, TIME, TIMESTAMP and TIMESTAMP_LTZ. */
final class TimeReader extends ColumnReader {

    private final TimeValues times;
    private Vector vector;

    TimeReader(Column column, ZoneId timeZone, BadRecord badRecord) {
        super(column, badRecord);
        times = new TimeValues(type.type(), timeZone);
        vector = Vector.create(type, 0);
    }

    @Override
    Vector vector() {
        return vector;
    }

    @Override
    void bind(Vector target, byte[] bytes) {
        vector = target;
    }

    @Override
    void value(byte[] data, int start, int end, Fields fields, int field, int row) {
        if (!times.read(data, start, end, vector, row)) {
            throw bad("csv.type", "`" + name + "` is " + shown(data, start, end) + ", which " + times.problem() + ".");
        }
    }
}
