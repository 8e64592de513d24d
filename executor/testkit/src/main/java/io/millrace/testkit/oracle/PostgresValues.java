package io.millrace.testkit.oracle;

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
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;

/** Between plain values and PostgreSQL's. */
final class PostgresValues {

    private static final int MICROSECONDS = 6;

    private PostgresValues() {}

    /**
     * The type of a column that holds values of ours.
     *
     * @throws IllegalArgumentException when there is none
     */
    static String columnType(SqlType type) {
        return switch (type) {
            case ScalarType scalar ->
                switch (scalar) {
                    case BOOLEAN -> "boolean";
                    case TINYINT, SMALLINT -> "smallint";
                    case INT -> "integer";
                    case BIGINT -> "bigint";
                    case FLOAT -> "real";
                    case DOUBLE -> "double precision";
                    case DATE -> "date";
                };
            case DecimalType decimal -> "numeric(" + decimal.precision() + ", " + decimal.scale() + ")";
            // CHAR too: PostgreSQL's char pads, and ignores the blanks when it compares; ours and Flink's do neither.
            case CharacterType _ -> "text";
            case BinaryType _ -> "bytea";
            case TimeType time -> "time(" + time.precision() + ")";
            case TimestampType timestamp -> {
                if (timestamp.precision() > MICROSECONDS) {
                    throw new IllegalArgumentException("PostgreSQL keeps microseconds, which " + type + " exceeds");
                }
                yield (timestamp.local() ? "timestamptz(" : "timestamp(") + timestamp.precision() + ")";
            }
            case IntervalType _ -> "interval";
            case ArrayType array -> {
                if (array.element().type() instanceof ArrayType) {
                    throw new IllegalArgumentException("PostgreSQL has no arrays of arrays such as " + type);
                }
                yield columnType(array.element().type()) + "[]";
            }
            case MapType _, RowType _ ->
                throw new IllegalArgumentException("PostgreSQL has no column type for " + type);
        };
    }

    /** Sets the parameter to a plain value of the type. */
    static void set(PreparedStatement statement, int index, @Nullable Object plain, DataType type) throws SQLException {
        switch (plain) {
            case null -> statement.setNull(index, Types.NULL);
            case Byte value -> statement.setShort(index, value);
            case List<?> elements -> {
                ArrayType array = (ArrayType) type.type();
                Object[] values = elements.stream().map(PostgresValues::toJdbc).toArray();
                String elementType = columnType(array.element().type()).replaceAll("\\(.*", "");
                statement.setArray(index, statement.getConnection().createArrayOf(elementType, values));
            }
            default -> statement.setObject(index, toJdbc(plain));
        }
    }

    private static @Nullable Object toJdbc(@Nullable Object plain) {
        return switch (plain) {
            case null -> null;
            case Byte value -> value.shortValue();
            case Instant value -> value.atOffset(ZoneOffset.UTC);
            case Period value -> new PGInterval(0, (int) value.toTotalMonths(), 0, 0, 0, 0);
            case Duration value ->
                new PGInterval(0, 0, 0, (int) value.toHours(), value.toMinutesPart(), value.toMillis() % 60_000 / 1e3);
            default -> plain;
        };
    }

    /** The plain value at a column of the current row. */
    static @Nullable Object plain(ResultSet row, int column) throws SQLException {
        if (row.getObject(column) == null) {
            return null;
        }
        String type = row.getMetaData().getColumnTypeName(column);
        return switch (type) {
            case "bool" -> row.getBoolean(column);
            case "int2", "int4", "int8" -> row.getLong(column);
            case "float4" -> row.getFloat(column);
            case "float8" -> row.getDouble(column);
            case "numeric" -> row.getBigDecimal(column);
            case "text", "varchar", "bpchar", "name" -> row.getString(column);
            case "bytea" -> row.getBytes(column);
            case "date" -> row.getObject(column, LocalDate.class);
            case "time" -> row.getObject(column, LocalTime.class);
            case "timestamp" -> row.getObject(column, LocalDateTime.class);
            case "timestamptz" -> row.getObject(column, OffsetDateTime.class).toInstant();
            case "interval" -> interval((PGInterval) row.getObject(column));
            default -> {
                if (!type.startsWith("_")) {
                    throw new IllegalArgumentException(
                            "A result of PostgreSQL's type " + type + " has no canonical text");
                }
                yield array(row.getArray(column));
            }
        };
    }

    private static List<@Nullable Object> array(Array array) throws SQLException {
        List<@Nullable Object> elements = new ArrayList<>();
        try (ResultSet rows = array.getResultSet()) {
            while (rows.next()) {
                elements.add(plain(rows, 2));
            }
        }
        return elements;
    }

    private static Object interval(PGInterval value) {
        int months = value.getYears() * 12 + value.getMonths();
        Duration rest = Duration.ofDays(value.getDays())
                .plusHours(value.getHours())
                .plusMinutes(value.getMinutes())
                .plusSeconds(value.getWholeSeconds())
                .plusNanos(value.getMicroSeconds() * 1_000L);
        if (months != 0 && !rest.isZero()) {
            throw new IllegalArgumentException("An interval of months and seconds, " + value + ", is neither of ours");
        }
        return months == 0 ? rest : Period.ofMonths(months);
    }
}
