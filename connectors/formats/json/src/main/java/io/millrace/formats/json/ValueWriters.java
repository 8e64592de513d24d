package io.millrace.formats.json;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.ByteVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.ShortVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.model.error.RunError;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import io.millrace.spi.error.RunException;
import io.millrace.spi.format.RowEncoder.Buffer;
import io.millrace.spi.text.TextWriter;
import io.millrace.spi.text.TimeValues;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;

/** Makes the writer for a type. */
final class ValueWriters {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private ValueWriters() {}

    /**
     * The writer for values of this type.
     *
     * @throws RunException if JSON has no way to write it
     */
    static ValueWriter of(DataType type) {
        return switch (type.type()) {
            case ScalarType scalar -> ofScalar(scalar);
            case IntervalType.YEAR_TO_MONTH -> ofScalar(ScalarType.INT);
            case IntervalType.DAY_TO_SECOND -> ofScalar(ScalarType.BIGINT);
            case DecimalType decimal -> ofDecimal(decimal);
            case CharacterType _ -> ValueWriters::writeText;
            case BinaryType _ -> ValueWriters::writeBinary;
            case TimeType _, TimestampType _ -> ofTime(type.type());
            case ArrayType array -> ofList(of(array.element()));
            case MapType map -> ofMap(map);
            case RowType row -> ofRow(row);
        };
    }

    /** Writes a value, or {@code null}. */
    static void write(ValueWriter writer, Vector vector, int row, Buffer to) {
        if (vector.isNull(row)) {
            to.put(NULL, 0, NULL.length);
        } else {
            writer.write(vector, row, to);
        }
    }

    private static ValueWriter ofScalar(ScalarType type) {
        return switch (type) {
            case BOOLEAN -> (vector, row, to) -> TextWriter.putBoolean(to, ((ByteVector) vector).values()[row] != 0);
            case TINYINT -> (vector, row, to) -> TextWriter.putLong(to, ((ByteVector) vector).values()[row]);
            case SMALLINT -> (vector, row, to) -> TextWriter.putLong(to, ((ShortVector) vector).values()[row]);
            case INT -> (vector, row, to) -> TextWriter.putLong(to, ((IntVector) vector).values()[row]);
            case BIGINT -> (vector, row, to) -> TextWriter.putLong(to, ((LongVector) vector).values()[row]);
            case FLOAT -> ValueWriters::writeFloat;
            case DOUBLE -> ValueWriters::writeDouble;
            case DATE -> ofTime(type);
        };
    }

    private static void writeFloat(Vector vector, int row, Buffer to) {
        float value = ((FloatVector) vector).values()[row];
        boolean isNumber = Float.isFinite(value);
        quote(to, isNumber);
        TextWriter.putFloat(to, value);
        quote(to, isNumber);
    }

    private static void writeDouble(Vector vector, int row, Buffer to) {
        double value = ((DoubleVector) vector).values()[row];
        boolean isNumber = Double.isFinite(value);
        quote(to, isNumber);
        TextWriter.putDouble(to, value);
        quote(to, isNumber);
    }

    /** JSON has no NaN and no infinity, so they are text. */
    private static void quote(Buffer to, boolean isNumber) {
        if (!isNumber) {
            to.put((byte) '"');
        }
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
        return (vector, row, to) -> {
            to.put((byte) '"');
            times.write(vector, row, to, 'T');
            to.put((byte) '"');
        };
    }

    private static void writeText(Vector vector, int row, Buffer to) {
        BytesVector texts = (BytesVector) vector;
        QuotedText.put(to, texts.data(), texts.starts()[row], texts.lengths()[row]);
    }

    private static void writeBinary(Vector vector, int row, Buffer to) {
        BytesVector bytes = (BytesVector) vector;
        to.put((byte) '"');
        TextWriter.putBase64(to, bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
        to.put((byte) '"');
    }

    private static ValueWriter ofList(ValueWriter elements) {
        return (vector, row, to) -> {
            ArrayVector lists = (ArrayVector) vector;
            int start = lists.starts()[row];
            to.put((byte) '[');
            for (int i = 0; i < lists.lengths()[row]; i++) {
                if (i > 0) {
                    to.put((byte) ',');
                }
                write(elements, lists.elements(), start + i, to);
            }
            to.put((byte) ']');
        };
    }

    private static ValueWriter ofMap(MapType type) {
        if (!(type.key().type() instanceof CharacterType)) {
            throw new RunException(RunError.user(
                    "json.type",
                    "A column is " + type + ", but keys of a JSON object are text. Cast the keys to STRING."));
        }
        ValueWriter values = of(type.value());
        return (vector, row, to) -> {
            MapVector maps = (MapVector) vector;
            int start = maps.starts()[row];
            to.put((byte) '{');
            for (int i = start; i < start + maps.lengths()[row]; i++) {
                if (i > start) {
                    to.put((byte) ',');
                }
                if (maps.keys().isNull(i)) {
                    throw new RunException(RunError.user(
                            "json.nullKey",
                            "A map has the key NULL, which a JSON object cannot have. Take such entries out before."));
                }
                writeText(maps.keys(), i, to);
                to.put((byte) ':');
                write(values, maps.values(), i, to);
            }
            to.put((byte) '}');
        };
    }

    private static ValueWriter ofRow(RowType type) {
        ObjectWriter fields = new ObjectWriter(type.fields());
        return (vector, row, to) -> {
            RowVector rows = (RowVector) vector;
            fields.write(rows::field, row, to);
        };
    }
}
