package io.millrace.expr.print;

import io.millrace.expr.Literal;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.Utf8;
import io.millrace.expr.value.Values;
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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Literals as text that types back to them. Where SQL has a spelling of exactly that type it stands alone; elsewhere it
 * stands in a CAST, which typing folds into the literal again.
 */
final class LiteralPrinter {

    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int DEFAULT_LEADING_DIGITS = 2;

    private LiteralPrinter() {}

    static String print(Literal literal, PipelineZone zone) {
        if (Literal.isUntypedNull(literal)) {
            return "NULL";
        }
        return print(literal.value(), literal.type().type(), zone);
    }

    private static String print(@Nullable Object value, SqlType type, PipelineZone zone) {
        if (value == null) {
            return cast("NULL", type);
        }
        return switch (type) {
            case ScalarType scalar -> scalar(value, scalar);
            case DecimalType decimal -> decimal(value, decimal);
            case CharacterType text -> text((Utf8) value, text);
            case BinaryType bytes -> bytes((Utf8) value, bytes);
            case TimeType time ->
                "TIME '" + clock(LocalTime.ofNanoOfDay((int) value * 1_000_000L), time.precision()) + "'";
            case TimestampType timestamp -> timestamp(value, timestamp, zone);
            case IntervalType interval ->
                interval == IntervalType.YEAR_TO_MONTH ? months((int) value) : millis((long) value);
            case ArrayType array -> cast(list("ARRAY[", (List<?>) value, array.element(), zone) + "]", type);
            case MapType map -> cast(map((Map<?, ?>) value, map, zone), type);
            case RowType row -> cast(row((List<?>) value, row, zone), type);
        };
    }

    private static String cast(String operand, SqlType type) {
        return "CAST(" + operand + " AS " + TypePrinter.type(type) + ")";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String scalar(Object value, ScalarType type) {
        return switch (type) {
            case BOOLEAN -> (boolean) value ? "TRUE" : "FALSE";
            case TINYINT, SMALLINT -> cast(value.toString(), type);
            case INT -> value.toString();
            case BIGINT -> bigint((long) value);
            // Through text, because a DOUBLE in between could round once more.
            case FLOAT -> cast(quoted(value.toString()), type);
            case DOUBLE -> floating((double) value);
            case DATE -> date(LocalDate.ofEpochDay((int) value));
        };
    }

    /** An integer literal is a BIGINT when it is no INT. The sign is not part of it, which matters at both ends. */
    private static String bigint(long value) {
        if (value == Long.MIN_VALUE) {
            return cast(quoted(Long.toString(value)), ScalarType.BIGINT);
        }
        return (int) value == value ? cast(Long.toString(value), ScalarType.BIGINT) : Long.toString(value);
    }

    private static String floating(double value) {
        if (!Double.isFinite(value)) {
            return cast(quoted(Double.toString(value)), ScalarType.DOUBLE);
        }
        String text = Double.toString(value);
        return text.indexOf('E') >= 0 ? text : text + "E0";
    }

    /** The parser counts the digits that stand there, those before the point too. */
    private static String decimal(Object value, DecimalType type) {
        BigInteger unscaled =
                value instanceof Long compact ? BigInteger.valueOf(compact) : ((Decimal128) value).toBigInteger();
        String text = new BigDecimal(unscaled, type.scale()).toPlainString();
        long digits = text.chars().filter(Character::isDigit).count();
        if (unscaled.bitLength() > 63 || digits > DecimalType.MAX_COMPACT_PRECISION) {
            return cast(quoted(text), type);
        }
        return type.scale() > 0 && digits == type.precision() ? text : cast(text, type);
    }

    private static String text(Utf8 value, CharacterType type) {
        String text = value.toString();
        boolean natural = type.fixed() && text.codePointCount(0, text.length()) == type.length();
        return natural ? quoted(text) : cast(quoted(text), type);
    }

    private static String bytes(Utf8 value, BinaryType type) {
        if (value.length() == 0) {
            return cast("''", type);
        }
        String text = "x'" + HexFormat.of().formatHex(value.toBytes()) + "'";
        return type.fixed() && value.length() == type.length() ? text : cast(text, type);
    }

    private static String date(LocalDate date) {
        return "DATE '" + DateTimeFormatter.ISO_LOCAL_DATE.format(date) + "'";
    }

    private static String clock(LocalTime time, int precision) {
        String seconds = DateTimeFormatter.ofPattern("HH:mm:ss").format(time);
        String nanos = "%09d".formatted(time.toNanoOfDay() % 1_000_000_000L);
        return precision == 0 ? seconds : seconds + "." + nanos.substring(0, precision);
    }

    private static String timestamp(Object value, TimestampType type, PipelineZone zone) {
        LocalDateTime local = Values.localDateTime(value, type);
        if (type.local()) {
            local = local.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone.id()).toLocalDateTime();
        }
        String text = "TIMESTAMP '" + DateTimeFormatter.ISO_LOCAL_DATE.format(local) + " "
                + clock(local.toLocalTime(), type.precision()) + "'";
        return type.local() ? cast(text, type) : text;
    }

    private static String months(int months) {
        return "INTERVAL '" + months + "' MONTH" + leading(months);
    }

    private static String millis(long millis) {
        if (millis % MILLIS_PER_DAY == 0) {
            return unit(millis / MILLIS_PER_DAY, "DAY");
        }
        if (millis % (3_600 * MILLIS_PER_SECOND) == 0) {
            return unit(millis / (3_600 * MILLIS_PER_SECOND), "HOUR");
        }
        if (millis % (60 * MILLIS_PER_SECOND) == 0) {
            return unit(millis / (60 * MILLIS_PER_SECOND), "MINUTE");
        }
        if (millis % MILLIS_PER_SECOND == 0) {
            return unit(millis / MILLIS_PER_SECOND, "SECOND");
        }
        long days = Math.abs(millis / MILLIS_PER_DAY);
        long rest = Math.abs(millis % MILLIS_PER_DAY);
        String clock = clock(LocalTime.ofNanoOfDay(rest * 1_000_000L), 3);
        return "INTERVAL '" + (millis < 0 ? "-" : "") + days + " " + clock + "' DAY" + leading(days) + " TO SECOND(3)";
    }

    private static String unit(long count, String unit) {
        return "INTERVAL '" + count + "' " + unit + leading(count);
    }

    /** The number of digits in front, which must be said when they are more than two. */
    private static String leading(long count) {
        int digits = Long.toString(Math.abs(count)).length();
        return digits <= DEFAULT_LEADING_DIGITS ? "" : "(" + digits + ")";
    }

    private static String list(String open, List<?> items, DataType type, PipelineZone zone) {
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            texts.add(print(item, type.type(), zone));
        }
        return open + String.join(", ", texts);
    }

    private static String map(Map<?, ?> entries, MapType type, PipelineZone zone) {
        List<String> texts = new ArrayList<>();
        entries.forEach((key, value) -> {
            texts.add(print(key, type.key().type(), zone));
            texts.add(print(value, type.value().type(), zone));
        });
        return "MAP[" + String.join(", ", texts) + "]";
    }

    private static String row(List<?> values, RowType type, PipelineZone zone) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            texts.add(print(values.get(i), type.fields().get(i).type().type(), zone));
        }
        return "ROW(" + String.join(", ", texts) + ")";
    }
}
