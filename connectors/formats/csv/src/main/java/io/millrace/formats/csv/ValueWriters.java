package io.millrace.formats.csv;

import io.millrace.columns.ByteVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.ShortVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import io.millrace.spi.format.RowEncoder.Buffer;
import io.millrace.spi.text.TextWriter;
import io.millrace.spi.text.TimeValues;
import java.time.ZoneOffset;

/** Makes the writer for a column. Only texts can hold what must stand in quotes. */
final class ValueWriters {

    private static final byte[] EMPTY = {'"', '"'};

    private ValueWriters() {}

    /**
     * The writer for values of this column.
     *
     * @throws io.millrace.spi.error.RunException if CSV has no way to write them
     */
    static ValueWriter of(Column column, byte delimiter) {
        return switch (column.type().type()) {
            case ScalarType scalar -> ofScalar(scalar);
            case IntervalType.YEAR_TO_MONTH -> ofScalar(ScalarType.INT);
            case IntervalType.DAY_TO_SECOND -> ofScalar(ScalarType.BIGINT);
            case DecimalType decimal -> ofDecimal(decimal);
            case TimeType time -> ofTime(time);
            case TimestampType timestamp -> ofTime(timestamp);
            case CharacterType _ ->
                (vector, row, to) -> {
                    BytesVector texts = (BytesVector) vector;
                    putText(to, texts.data(), texts.starts()[row], texts.lengths()[row], delimiter);
                };
            case BinaryType _ -> ValueWriters::writeBinary;
            case ArrayType _, MapType _, RowType _ -> throw ColumnReader.nested(column);
        };
    }

    private static ValueWriter ofScalar(ScalarType type) {
        return switch (type) {
            case BOOLEAN -> (vector, row, to) -> TextWriter.putBoolean(to, ((ByteVector) vector).values()[row] != 0);
            case TINYINT -> (vector, row, to) -> TextWriter.putLong(to, ((ByteVector) vector).values()[row]);
            case SMALLINT -> (vector, row, to) -> TextWriter.putLong(to, ((ShortVector) vector).values()[row]);
            case INT -> (vector, row, to) -> TextWriter.putLong(to, ((IntVector) vector).values()[row]);
            case BIGINT -> (vector, row, to) -> TextWriter.putLong(to, ((LongVector) vector).values()[row]);
            case FLOAT -> (vector, row, to) -> TextWriter.putFloat(to, ((FloatVector) vector).values()[row]);
            case DOUBLE -> (vector, row, to) -> TextWriter.putDouble(to, ((DoubleVector) vector).values()[row]);
            case DATE -> ofTime(type);
        };
    }

    private static ValueWriter ofDecimal(DecimalType type) {
        int scale = type.scale();
        if (type.isCompact()) {
            return (vector, row, to) -> TextWriter.putDecimal(to, ((LongVector) vector).values()[row], scale);
        }
        return (vector, row, to) -> {
            WideVector wide = (WideVector) vector;
            TextWriter.putWideDecimal(to, wide.high()[row], wide.low()[row], scale);
        };
    }

    private static ValueWriter ofTime(SqlType type) {
        TimeValues times = new TimeValues(type, ZoneOffset.UTC);
        return (vector, row, to) -> times.write(vector, row, to, 'T');
    }

    private static void writeBinary(Vector vector, int row, Buffer to) {
        BytesVector bytes = (BytesVector) vector;
        if (bytes.lengths()[row] == 0) {
            to.put(EMPTY, 0, EMPTY.length);
        } else {
            TextWriter.putBase64(to, bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
        }
    }

    /** Writes text, in quotes when it is empty or holds a delimiter, a quote or a line break. */
    static void putText(Buffer to, byte[] text, int start, int length, byte delimiter) {
        int end = start + length;
        boolean needsQuotes = length == 0;
        for (int i = start; i < end; i++) {
            byte found = text[i];
            needsQuotes |= found == delimiter || found == '"' || found == '\n' || found == '\r';
        }
        if (!needsQuotes) {
            to.put(text, start, length);
            return;
        }
        to.put((byte) '"');
        int from = start;
        for (int i = start; i < end; i++) {
            if (text[i] == '"') {
                to.put(text, from, i + 1 - from);
                from = i;
            }
        }
        to.put(text, from, end - from);
        to.put((byte) '"');
    }
}
