package io.millrace.testkit.canonical;

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
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CanonicalText#write} wrote. Recursive descent, led by the type. */
final class CanonicalReader {

    private final String text;
    private int position;

    CanonicalReader(String text) {
        this.text = text;
    }

    @Nullable
    Object whole(DataType type) {
        try {
            Object value = value(type);
            if (position < text.length()) {
                throw new IllegalArgumentException("text goes on after the value");
            }
            return value;
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no canonical " + type + " at character " + (position + 1) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private @Nullable Object value(DataType type) {
        if (tryText(CanonicalText.NULL)) {
            return null;
        }
        return switch (type.type()) {
            case ScalarType scalar -> scalar(scalar);
            case DecimalType decimal -> new BigDecimal(word()).setScale(decimal.scale());
            case CharacterType _ -> quoted();
            case BinaryType _ -> {
                expect("x'");
                int end = text.indexOf('\'', position);
                byte[] bytes = HexFormat.of().parseHex(text, position, end);
                position = end + 1;
                yield bytes;
            }
            case TimeType _ -> LocalTime.parse(word());
            case TimestampType timestamp -> timestamp(timestamp, word());
            case IntervalType interval ->
                switch (interval) {
                    case YEAR_TO_MONTH -> Period.ofMonths(Integer.parseInt(amount("months")));
                    case DAY_TO_SECOND -> Duration.ofMillis(Long.parseLong(amount("ms")));
                };
            case ArrayType array -> array(array);
            case MapType map -> map(map);
            case RowType row -> row(row);
        };
    }

    private Object scalar(ScalarType type) {
        String word = word();
        return switch (type) {
            case BOOLEAN ->
                switch (word) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("expected true or false");
                };
            case TINYINT -> Byte.parseByte(word);
            case SMALLINT -> Short.parseShort(word);
            case INT -> Integer.parseInt(word);
            case BIGINT -> Long.parseLong(word);
            case FLOAT -> Float.parseFloat(word);
            case DOUBLE -> Double.parseDouble(word);
            case DATE -> LocalDate.parse(word);
        };
    }

    private static Object timestamp(TimestampType type, String word) {
        if (!type.local()) {
            return LocalDateTime.parse(word);
        }
        if (!word.endsWith("Z")) {
            throw new IllegalArgumentException("an instant ends with Z");
        }
        return LocalDateTime.parse(word.substring(0, word.length() - 1)).toInstant(ZoneOffset.UTC);
    }

    private List<@Nullable Object> array(ArrayType type) {
        List<@Nullable Object> elements = new ArrayList<>();
        expect("[");
        if (!tryText("]")) {
            do {
                elements.add(value(type.element()));
            } while (tryText(", "));
            expect("]");
        }
        return elements;
    }

    private Map<@Nullable Object, @Nullable Object> map(MapType type) {
        Map<@Nullable Object, @Nullable Object> entries = new HashMap<>();
        expect("{");
        if (!tryText("}")) {
            do {
                Object key = value(type.key());
                expect(" = ");
                entries.put(key, value(type.value()));
            } while (tryText(", "));
            expect("}");
        }
        return entries;
    }

    private PlainRow row(RowType type) {
        List<@Nullable Object> fields = new ArrayList<>();
        expect("(");
        for (Column field : type.fields()) {
            if (!fields.isEmpty()) {
                expect(", ");
            }
            fields.add(value(field.type()));
        }
        expect(")");
        return new PlainRow(fields);
    }

    private String quoted() {
        expect("'");
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '\'') {
                if (!tryText("'")) {
                    return value.toString();
                }
                value.append('\'');
            } else if (c == '\\') {
                if (tryText("\\")) {
                    value.append('\\');
                } else {
                    expect("u");
                    value.append((char) Integer.parseInt(text, position, position + 4, 16));
                    position += 4;
                }
            } else {
                value.append(c);
            }
        }
        throw new IllegalArgumentException("expected a closing quote");
    }

    private String amount(String unit) {
        String number = word();
        expect(" " + unit);
        return number;
    }

    private String word() {
        int start = position;
        while (position < text.length() && " ,)]}".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private boolean tryText(String expected) {
        if (text.startsWith(expected, position)) {
            position += expected.length();
            return true;
        }
        return false;
    }

    private void expect(String expected) {
        if (!tryText(expected)) {
            throw new IllegalArgumentException("expected " + expected);
        }
    }
}
