package io.millrace.testkit.flink;

import io.millrace.model.type.ArrayType;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import io.millrace.testkit.canonical.PlainRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/**
 * Between plain values and Flink's internal ones. Flink's own converters are left aside on purpose: they may round or
 * refuse, and the oracle is to show what was computed.
 */
final class FlinkValues {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private FlinkValues() {}

    /** The internal value that a row or array of Flink holds for a plain value. */
    static @Nullable Object toInternal(@Nullable Object plain, DataType type) {
        if (plain == null) {
            return null;
        }
        return switch (type.type()) {
            case ScalarType scalar -> scalar == ScalarType.DATE ? (int) ((LocalDate) plain).toEpochDay() : plain;
            case DecimalType decimal ->
                DecimalData.fromBigDecimal((BigDecimal) plain, decimal.precision(), decimal.scale());
            case CharacterType _ -> StringData.fromString((String) plain);
            case BinaryType _ -> plain;
            case TimeType _ -> (int) (((LocalTime) plain).toNanoOfDay() / NANOS_PER_MILLI);
            case TimestampType timestamp ->
                timestamp.local()
                        ? TimestampData.fromInstant((Instant) plain)
                        : TimestampData.fromLocalDateTime((LocalDateTime) plain);
            case IntervalType interval ->
                switch (interval) {
                    case YEAR_TO_MONTH -> (int) ((Period) plain).toTotalMonths();
                    case DAY_TO_SECOND -> ((Duration) plain).toMillis();
                };
            case ArrayType array -> {
                List<?> elements = (List<?>) plain;
                yield new GenericArrayData(elements.stream()
                        .map(element -> toInternal(element, array.element()))
                        .toArray());
            }
            case MapType map -> {
                Map<@Nullable Object, @Nullable Object> entries = new HashMap<>();
                ((Map<?, ?>) plain)
                        .forEach((key, value) ->
                                entries.put(toInternal(key, map.key()), toInternal(value, map.value())));
                yield new GenericMapData(entries);
            }
            case RowType row -> {
                List<@Nullable Object> fields = ((PlainRow) plain).fields();
                GenericRowData data = new GenericRowData(fields.size());
                for (int i = 0; i < fields.size(); i++) {
                    data.setField(
                            i, toInternal(fields.get(i), row.fields().get(i).type()));
                }
                yield data;
            }
        };
    }

    /** The plain value at a position of a row. */
    static @Nullable Object toPlain(RowData row, int position, DataType type) {
        if (row.isNullAt(position)) {
            return null;
        }
        return switch (type.type()) {
            case ScalarType scalar ->
                switch (scalar) {
                    case BOOLEAN -> row.getBoolean(position);
                    case TINYINT -> row.getByte(position);
                    case SMALLINT -> row.getShort(position);
                    case INT -> row.getInt(position);
                    case BIGINT -> row.getLong(position);
                    case FLOAT -> row.getFloat(position);
                    case DOUBLE -> row.getDouble(position);
                    case DATE -> LocalDate.ofEpochDay(row.getInt(position));
                };
            case DecimalType decimal ->
                row.getDecimal(position, decimal.precision(), decimal.scale()).toBigDecimal();
            case CharacterType _ -> row.getString(position).toString();
            case BinaryType _ -> row.getBinary(position);
            case TimeType _ -> LocalTime.ofNanoOfDay(row.getInt(position) * NANOS_PER_MILLI);
            case TimestampType timestamp -> {
                TimestampData data = row.getTimestamp(position, timestamp.precision());
                yield timestamp.local() ? data.toInstant() : data.toLocalDateTime();
            }
            case IntervalType interval ->
                switch (interval) {
                    case YEAR_TO_MONTH -> Period.ofMonths(row.getInt(position));
                    case DAY_TO_SECOND -> Duration.ofMillis(row.getLong(position));
                };
            case ArrayType array -> list(row.getArray(position), array.element());
            case MapType map -> map(row.getMap(position), map);
            case RowType inner -> {
                RowData data = row.getRow(position, inner.fields().size());
                List<@Nullable Object> fields = new ArrayList<>();
                for (int i = 0; i < inner.fields().size(); i++) {
                    fields.add(toPlain(data, i, inner.fields().get(i).type()));
                }
                yield new PlainRow(fields);
            }
        };
    }

    private static Map<@Nullable Object, @Nullable Object> map(MapData data, MapType type) {
        List<@Nullable Object> keys = list(data.keyArray(), type.key());
        List<@Nullable Object> values = list(data.valueArray(), type.value());
        Map<@Nullable Object, @Nullable Object> map = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return map;
    }

    private static List<@Nullable Object> list(ArrayData data, DataType type) {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(FlinkTypes.logical(type.withNullable(true)));
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            GenericRowData one = GenericRowData.of(getter.getElementOrNull(data, i));
            elements.add(toPlain(one, 0, type));
        }
        return elements;
    }
}
