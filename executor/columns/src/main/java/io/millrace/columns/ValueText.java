package io.millrace.columns;

import io.millrace.model.type.BinaryType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.StringJoiner;

/** A value in words, as SQL would print it; for messages and for people. Not on the path of rows. */
public final class ValueText {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private ValueText() {}

    /** The value of this row; {@code NULL} when it has none. TIMESTAMP_LTZ is shown in UTC. */
    public static String of(Vector vector, int row) {
        if (vector.isNull(row)) {
            return "NULL";
        }
        SqlType type = vector.type().type();
        return switch (vector) {
            case ByteVector bytes ->
                type == ScalarType.BOOLEAN
                        ? (bytes.values()[row] != 0 ? "TRUE" : "FALSE")
                        : Byte.toString(bytes.values()[row]);
            case ShortVector shorts -> Short.toString(shorts.values()[row]);
            case IntVector ints -> ofInt(type, ints.values()[row]);
            case LongVector longs -> ofLong(type, longs.values()[row]);
            case FloatVector floats -> Float.toString(floats.values()[row]);
            case DoubleVector doubles -> Double.toString(doubles.values()[row]);
            case WideVector wide -> {
                BigInteger unscaled = BigInteger.valueOf(wide.high()[row])
                        .shiftLeft(Long.SIZE)
                        .or(new BigInteger(Long.toUnsignedString(wide.low()[row])));
                yield new BigDecimal(unscaled, ((DecimalType) type).scale()).toPlainString();
            }
            case NanosVector nanos ->
                timestamp(Instant.ofEpochMilli(nanos.millis()[row]).plusNanos(nanos.nanos()[row]));
            case BytesVector bytes ->
                type instanceof BinaryType
                        ? "x'"
                                + HexFormat.of()
                                        .formatHex(
                                                bytes.data(),
                                                bytes.starts()[row],
                                                bytes.starts()[row] + bytes.lengths()[row])
                                + "'"
                        : new String(bytes.data(), bytes.starts()[row], bytes.lengths()[row], StandardCharsets.UTF_8);
            case ArrayVector array -> {
                StringJoiner elements = new StringJoiner(", ", "[", "]");
                for (int i = 0; i < array.lengths()[row]; i++) {
                    elements.add(of(array.elements(), array.starts()[row] + i));
                }
                yield elements.toString();
            }
            case MapVector map -> {
                StringJoiner entries = new StringJoiner(", ", "{", "}");
                for (int i = 0; i < map.lengths()[row]; i++) {
                    int entry = map.starts()[row] + i;
                    entries.add(of(map.keys(), entry) + "=" + of(map.values(), entry));
                }
                yield entries.toString();
            }
            case RowVector fields -> {
                StringJoiner values = new StringJoiner(", ", "(", ")");
                for (int i = 0; i < fields.fieldCount(); i++) {
                    values.add(of(fields.field(i), row));
                }
                yield values.toString();
            }
        };
    }

    private static String ofInt(SqlType type, int value) {
        if (type == ScalarType.DATE) {
            return LocalDate.ofEpochDay(value).toString();
        }
        if (type instanceof TimeType) {
            return LocalTime.ofNanoOfDay(value * 1_000_000L).toString();
        }
        if (type == IntervalType.YEAR_TO_MONTH) {
            return value + " months";
        }
        return Integer.toString(value);
    }

    private static String ofLong(SqlType type, long value) {
        return switch (type) {
            case DecimalType decimal ->
                BigDecimal.valueOf(value, decimal.scale()).toPlainString();
            case io.millrace.model.type.TimestampType _ ->
                timestamp(Instant.ofEpochSecond(
                        Math.floorDiv(value, MICROS_PER_SECOND), Math.floorMod(value, MICROS_PER_SECOND) * 1_000));
            case IntervalType _ -> value + " ms";
            default -> Long.toString(value);
        };
    }

    private static String timestamp(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return local.toLocalDate() + " " + local.toLocalTime();
    }
}
