package io.millrace.formats.csv;

import io.millrace.columns.Vector;
import io.millrace.model.error.RunError;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import io.millrace.spi.error.RunException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** Reads the values of one column. */
abstract class ColumnReader {

    /** How much of a value a message shows. */
    private static final int SHOWN_BYTES = 60;

    final String name;
    final DataType type;
    private final BadRecord badRecord;

    ColumnReader(Column column, BadRecord badRecord) {
        name = column.name();
        type = column.type();
        this.badRecord = badRecord;
    }

    /**
     * The reader for a column.
     *
     * @throws RunException if CSV has no way to write its type
     */
    static ColumnReader of(Column column, ZoneId timeZone, LateEdits edits, BadRecord badRecord) {
        return switch (column.type().type()) {
            case ScalarType scalar ->
                switch (scalar) {
                    case BOOLEAN -> new BooleanReader(column, badRecord);
                    case TINYINT, SMALLINT, INT, BIGINT -> new WholeNumberReader(column, badRecord);
                    case FLOAT, DOUBLE -> new FloatingReader(column, badRecord);
                    case DATE -> new TimeReader(column, timeZone, badRecord);
                };
            case IntervalType _ -> new WholeNumberReader(column, badRecord);
            case DecimalType decimal -> new DecimalReader(column, decimal, badRecord);
            case TimeType _, TimestampType _ -> new TimeReader(column, timeZone, badRecord);
            case CharacterType characters -> new TextReader(column, characters, edits, badRecord);
            case BinaryType binary -> new BinaryReader(column, binary, edits, badRecord);
            case ArrayType _, MapType _, RowType _ -> throw nested(column);
        };
    }

    /** What is said of a column that holds more than one value. */
    static RunException nested(Column column) {
        return new RunException(RunError.user(
                "csv.type",
                "Column `" + column.name() + "` is " + column.type().type()
                        + ", which CSV has no place for. Use the format json, or columns of simple types."));
    }

    /** The vector that is read into. */
    abstract Vector vector();

    /**
     * Takes the vector to read into.
     *
     * @param bytes what texts are to point into, if the vector is empty
     */
    abstract void bind(Vector vector, byte[] bytes);

    /** Reads a value of a record into a row. */
    final void read(byte[] data, Fields fields, int field, int row) {
        int start = fields.start(field);
        int end = fields.end(field);
        if (!keepsBlanks()) {
            while (start < end && isBlank(data[start])) {
                start++;
            }
            while (start < end && isBlank(data[end - 1])) {
                end--;
            }
        }
        if (start == end && isNothing(fields.isQuoted(field))) {
            absent(row);
            return;
        }
        if (vector().hasNulls()) {
            // A rejected record may have left one here.
            vector().setNotNull(row);
        }
        value(data, start, end, fields, field, row);
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t';
    }

    private void absent(int row) {
        if (!type.isNullable()) {
            throw bad(
                    "csv.null",
                    "`" + name + "` is empty, but the column is " + type + ". Declare it as " + type.type()
                            + ", or have the rows without it skipped.");
        }
        vector().setNull(row);
    }

    /** Whether a value without characters is NULL. */
    boolean isNothing(boolean isQuoted) {
        return true;
    }

    /** Whether blanks around a value are part of it. */
    boolean keepsBlanks() {
        return false;
    }

    /** Reads the characters of a value into a row. */
    abstract void value(byte[] data, int start, int end, Fields fields, int field, int row);

    /** Takes back what a rejected record may have left in a row. */
    final void forget(int row) {
        vector().setNotNull(row);
    }

    /** The value is not written as the type is. */
    final BadRecord wrongType(byte[] data, int start, int end) {
        return bad(
                "csv.type",
                "`" + name + "` is " + shown(data, start, end) + ", but the column is " + type
                        + ". Give the column another type, or mend the data.");
    }

    /** The value is beyond what the type holds. */
    final BadRecord outOfRange(byte[] data, int start, int end, String problem) {
        return bad(
                "csv.range",
                "`" + name + "` is " + shown(data, start, end) + ", which " + problem + " " + type.type()
                        + ". Give the column a wider type, or mend the data.");
    }

    /** Notes what is wrong. */
    final BadRecord bad(String code, String problem) {
        return badRecord.because(code, problem);
    }

    /** A value, or the beginning of it, for a message. */
    static String shown(byte[] data, int start, int end) {
        int cut = Math.min(end, start + SHOWN_BYTES);
        String text = new String(data, start, cut - start, StandardCharsets.UTF_8);
        return "`" + text.lines().findFirst().orElse("") + (cut < end || text.indexOf('\n') >= 0 ? "…" : "") + "`";
    }
}
