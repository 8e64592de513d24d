package io.millrace.engine.codegen;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.ByteVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.NanosVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.ShortVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.Physical;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves values between vectors and the boxed form of {@link io.millrace.expr.value}: for nested values, which have no
 * other form in kernels, and for the interpreter on the slow path.
 */
public final class BoxedColumns {

    private BoxedColumns() {}

    /** The value of a row, null for NULL. It shares its bytes with the vector: copy what is to outlive the batch. */
    public static @Nullable Object read(Vector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case ByteVector bytes ->
                vector.type().physical() == Physical.BOOLEAN
                        ? (Object) (bytes.values()[row] != 0)
                        : (Object) (int) bytes.values()[row];
            case ShortVector shorts -> (int) shorts.values()[row];
            case IntVector ints -> ints.values()[row];
            case LongVector longs -> longs.values()[row];
            case FloatVector floats -> floats.values()[row];
            case DoubleVector doubles -> doubles.values()[row];
            case WideVector wide -> Decimal128.of(wide.high()[row], wide.low()[row]);
            case NanosVector nanos -> TimestampNanos.of(nanos.millis()[row], nanos.nanos()[row]);
            case BytesVector bytes -> {
                Utf8 text = new Utf8();
                text.set(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
                yield text;
            }
            case ArrayVector array -> {
                List<@Nullable Object> elements = new ArrayList<>();
                int start = array.starts()[row];
                for (int i = start; i < start + array.lengths()[row]; i++) {
                    elements.add(read(array.elements(), i));
                }
                yield Collections.unmodifiableList(elements);
            }
            case MapVector map -> {
                Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
                int start = map.starts()[row];
                for (int i = start; i < start + map.lengths()[row]; i++) {
                    entries.put(read(map.keys(), i), read(map.values(), i));
                }
                yield Collections.unmodifiableMap(entries);
            }
            case RowVector fields -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (int i = 0; i < fields.fieldCount(); i++) {
                    values.add(read(fields.field(i), row));
                }
                yield Collections.unmodifiableList(values);
            }
        };
    }

    /** Sets a row that was not set since the vector was cleared; NULL for null. */
    public static void write(Vector vector, int row, @Nullable Object value) {
        if (value == null) {
            vector.setNull(row);
            return;
        }
        switch (vector) {
            case ByteVector bytes ->
                bytes.values()[row] =
                        value instanceof Boolean truth ? (byte) (truth ? 1 : 0) : ((Integer) value).byteValue();
            case ShortVector shorts -> shorts.values()[row] = ((Integer) value).shortValue();
            case IntVector ints -> ints.values()[row] = (Integer) value;
            case LongVector longs -> longs.values()[row] = (Long) value;
            case FloatVector floats -> floats.values()[row] = (Float) value;
            case DoubleVector doubles -> doubles.values()[row] = (Double) value;
            case WideVector wide -> {
                wide.high()[row] = ((Decimal128) value).high();
                wide.low()[row] = ((Decimal128) value).low();
            }
            case NanosVector nanos -> {
                nanos.millis()[row] = ((TimestampNanos) value).millis();
                nanos.nanos()[row] = ((TimestampNanos) value).nanosOfMilli();
            }
            case BytesVector bytes -> {
                Utf8 text = (Utf8) value;
                bytes.append(row, text.data(), text.start(), text.length());
            }
            case ArrayVector array -> {
                List<?> elements = (List<?>) value;
                int start = array.append(row, elements.size());
                for (int i = 0; i < elements.size(); i++) {
                    write(array.elements(), start + i, elements.get(i));
                }
            }
            case MapVector map -> {
                int next = map.append(row, ((Map<?, ?>) value).size());
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    write(map.keys(), next, entry.getKey());
                    write(map.values(), next, entry.getValue());
                    next++;
                }
            }
            case RowVector fields -> {
                for (int i = 0; i < fields.fieldCount(); i++) {
                    write(fields.field(i), row, ((List<?>) value).get(i));
                }
            }
        }
    }
}
