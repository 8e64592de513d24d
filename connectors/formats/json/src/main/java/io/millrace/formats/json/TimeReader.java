package io.millrace.formats.json;

import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;
import io.millrace.spi.text.TimeValues;
import java.time.ZoneId;

/** DATE, TIME, TIMESTAMP and TIMESTAMP_LTZ. */
final class TimeReader extends ValueReader {

    private final TimeValues times;
    private Vector vector;

    TimeReader(String path, DataType type, ZoneId timeZone) {
        super(path, type);
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
    void value(JsonCursor in, byte found, int row) {
        if (found != '"') {
            throw wrongType(in);
        }
        int start = in.place;
        in.plainText();
        if (!times.read(in.plain, in.plainStart, in.plainEnd, vector, row)) {
            throw in.bad(
                    "json.type",
                    "Field `" + path + "` is " + in.shown(start, in.place) + ", which " + times.problem() + ".");
        }
    }
}
