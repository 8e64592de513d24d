package io.millrace.formats.json;

import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;

/** Reads the values of one column, element or field. */
abstract class ValueReader {

    /** What messages call it: {@code delay}, {@code stops[].name}. */
    final String path;

    final DataType type;

    ValueReader(String path, DataType type) {
        this.path = path;
        this.type = type;
    }

    /** The vector that is read into. */
    abstract Vector vector();

    /**
     * Takes the vector to read into, of the type of this reader.
     *
     * @param bytes what texts are to point into, if the vector is empty
     */
    abstract void bind(Vector vector, byte[] bytes);

    /** Reads the value that comes next into a row. */
    final void read(JsonCursor in, int row) {
        byte found = in.next();
        if (found == 'n') {
            in.nothing();
            absent(in, row, "null");
            return;
        }
        Vector vector = vector();
        if (vector.hasNulls()) {
            // The key may stand twice, the first time with a null; or a rejected record has left one here.
            vector.setNotNull(row);
        }
        value(in, found, row);
    }

    /** There is no value for a row. */
    final void absent(JsonCursor in, int row, String what) {
        if (!type.isNullable()) {
            throw in.bad(
                    "json.null",
                    "Field `" + path + "` is " + what + ", but the column is " + type + ". Declare it as " + type.type()
                            + ", or have the rows without it skipped.");
        }
        vector().setNull(row);
    }

    /**
     * Reads a value that is not null into a row.
     *
     * @param found its first byte, which is not passed over yet
     */
    abstract void value(JsonCursor in, byte found, int row);

    /** The value that begins here is of the wrong kind, unless it is none at all. */
    final BadRecord wrongType(JsonCursor in) {
        int start = in.place;
        in.skip();
        return in.bad(
                "json.type",
                "Field `" + path + "` is " + in.shown(start, in.place) + ", but the column is " + type
                        + ". Give the column another type, or mend the data.");
    }

    /** The value that was read, from a place on, is beyond what the type holds. */
    final BadRecord outOfRange(JsonCursor in, int start, String problem) {
        return in.bad(
                "json.range",
                "Field `" + path + "` is " + in.shown(start, in.place) + ", which " + problem + " " + type.type()
                        + ". Give the column a wider type, or mend the data.");
    }
}
