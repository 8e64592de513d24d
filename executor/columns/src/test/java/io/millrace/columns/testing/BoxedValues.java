package io.millrace.columns.testing;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.Batch;
import io.millrace.columns.ByteVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.NanosVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.Rows;
import io.millrace.columns.ShortVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Physical;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of vectors as Java objects with {@code equals}: {@code Boolean}, {@code Byte}, {@code Short}, {@code Integer},
 * {@code Long}, {@code Float} and {@code Double} in their memory shape (a DATE is days, a TIMESTAMP(3) microseconds, a
 * compact DECIMAL its unscaled value), {@code BigInteger} for wide decimals (unscaled), {@code Instant} for timestamps
 * beyond 6 digits (of UTC), {@code String} for characters, {@code List<Byte>} for bytes, {@code List} for ARRAY and ROW,
 * {@code Map} for MAP, null for NULL.
 */
public final class BoxedValues {

    private static final BigInteger LOWER_HALF = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private BoxedValues() {}

    /** The value of one row. */
    public static @Nullable Object get(Vector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case ByteVector bytes -> boxedByte(bytes, row);
            case ShortVector shorts -> shorts.values()[row];
            case IntVector ints -> ints.values()[row];
            case LongVector longs -> longs.values()[row];
            case FloatVector floats -> floats.values()[row];
            case DoubleVector doubles -> doubles.values()[row];
            case WideVector wide ->
                BigInteger.valueOf(wide.high()[row])
                        .shiftLeft(64)
                        .or(BigInteger.valueOf(wide.low()[row]).and(LOWER_HALF));
            case NanosVector nanos -> Instant.ofEpochMilli(nanos.millis()[row]).plusNanos(nanos.nanos()[row]);
            case BytesVector bytes -> boxedBytes(bytes, row);
            case ArrayVector array -> range(array.elements(), array.starts()[row], array.lengths()[row]);
            case MapVector map -> boxedMap(map, row);
            case RowVector fields -> boxedFields(fields, row);
        };
    }

    /** Sets one row; NULL when {@code value} is null. */
    public static void set(Vector vector, int row, @Nullable Object value) {
        if (value == null) {
            vector.setNull(row);
            return;
        }
        vector.setNotNull(row);
        switch (vector) {
            case ByteVector bytes ->
                bytes.values()[row] = value instanceof Boolean truth ? (byte) (truth ? 1 : 0) : (Byte) value;
            case ShortVector shorts -> shorts.values()[row] = (Short) value;
            case IntVector ints -> ints.values()[row] = (Integer) value;
            case LongVector longs -> longs.values()[row] = (Long) value;
            case FloatVector floats -> floats.values()[row] = (Float) value;
            case DoubleVector doubles -> doubles.values()[row] = (Double) value;
            case WideVector wide -> {
                wide.high()[row] = ((BigInteger) value).shiftRight(64).longValueExact();
                wide.low()[row] = ((BigInteger) value).longValue();
            }
            case NanosVector nanos -> {
                nanos.millis()[row] = ((Instant) value).toEpochMilli();
                nanos.nanos()[row] = ((Instant) value).get(ChronoField.NANO_OF_SECOND) % 1_000_000;
            }
            case BytesVector bytes -> {
                byte[] content = contentOf(value);
                bytes.append(row, content, 0, content.length);
            }
            case ArrayVector array -> {
                List<?> elements = (List<?>) value;
                int start = array.append(row, elements.size());
                for (int i = 0; i < elements.size(); i++) {
                    set(array.elements(), start + i, elements.get(i));
                }
            }
            case MapVector map -> {
                int next = map.append(row, ((Map<?, ?>) value).size());
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    set(map.keys(), next, entry.getKey());
                    set(map.values(), next, entry.getValue());
                    next++;
                }
            }
            case RowVector fields -> {
                for (int i = 0; i < fields.fieldCount(); i++) {
                    set(fields.field(i), row, ((List<?>) value).get(i));
                }
            }
        }
    }

    /** Some rows of a vector, in order. */
    public static List<@Nullable Object> range(Vector vector, int start, int count) {
        List<@Nullable Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(get(vector, start + i));
        }
        return values;
    }

    /** The values of one row of a batch. */
    public static List<@Nullable Object> row(Batch batch, int row) {
        List<@Nullable Object> values = new ArrayList<>(batch.columnCount());
        for (int i = 0; i < batch.columnCount(); i++) {
            values.add(get(batch.column(i), row));
        }
        return values;
    }

    /** All rows of a batch, each as its column values. */
    public static List<List<@Nullable Object>> rows(Batch batch) {
        List<List<@Nullable Object>> rows = new ArrayList<>(batch.rowCount());
        for (int i = 0; i < batch.rowCount(); i++) {
            rows.add(row(batch, i));
        }
        return rows;
    }

    /** The selected rows, each as its column values. */
    public static List<List<@Nullable Object>> rows(Rows rows) {
        List<List<@Nullable Object>> values = new ArrayList<>(rows.count());
        for (int i = 0; i < rows.count(); i++) {
            values.add(row(rows.batch(), rows.row(i)));
        }
        return values;
    }

    /** Fills an empty batch with these rows. */
    public static void fill(Batch batch, List<? extends List<? extends @Nullable Object>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < batch.columnCount(); i++) {
                set(batch.column(i), row, rows.get(row).get(i));
            }
        }
        batch.setRowCount(rows.size());
    }

    private static Object boxedByte(ByteVector vector, int row) {
        byte value = vector.values()[row];
        if (vector.type().physical() == Physical.BOOLEAN) {
            return value != 0;
        }
        return value;
    }

    private static Object boxedBytes(BytesVector vector, int row) {
        int start = vector.starts()[row];
        int length = vector.lengths()[row];
        if (vector.type().type() instanceof CharacterType) {
            return new String(vector.data(), start, length, StandardCharsets.UTF_8);
        }
        List<Byte> bytes = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            bytes.add(vector.data()[start + i]);
        }
        return bytes;
    }

    private static Map<@Nullable Object, @Nullable Object> boxedMap(MapVector vector, int row) {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        int start = vector.starts()[row];
        for (int i = start; i < start + vector.lengths()[row]; i++) {
            entries.put(get(vector.keys(), i), get(vector.values(), i));
        }
        return entries;
    }

    private static List<@Nullable Object> boxedFields(RowVector vector, int row) {
        List<@Nullable Object> values = new ArrayList<>(vector.fieldCount());
        for (int i = 0; i < vector.fieldCount(); i++) {
            values.add(get(vector.field(i), row));
        }
        return values;
    }

    private static byte[] contentOf(Object value) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        List<?> list = (List<?>) value;
        byte[] content = new byte[list.size()];
        for (int i = 0; i < content.length; i++) {
            content[i] = (Byte) list.get(i);
        }
        return content;
    }
}
