package io.millrace.testkit.canonical;

import io.millrace.model.type.DataType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values as text, exactly. A <i>plain</i> value is what {@code java.*} offers for a SQL type:
 *
 * <table>
 * <caption>Plain values and their text</caption>
 * <tr><th>SQL type</th><th>plain value</th><th>text</th></tr>
 * <tr><td>any</td><td>null</td><td>{@code NULL}</td></tr>
 * <tr><td>BOOLEAN</td><td>Boolean</td><td>{@code true}</td></tr>
 * <tr><td>TINYINT … BIGINT</td><td>Byte, Short, Integer, Long</td><td>{@code -12}</td></tr>
 * <tr><td>FLOAT, DOUBLE</td><td>Float, Double</td><td>the shortest decimal that reads back: {@code 0.1}, {@code -0.0},
 * {@code NaN}</td></tr>
 * <tr><td>DECIMAL</td><td>BigDecimal</td><td>all digits of its scale: {@code 1.50}</td></tr>
 * <tr><td>CHAR, VARCHAR, STRING</td><td>String</td><td>{@code 'it''s'}, control characters as {@code \}{@code u000a}</td></tr>
 * <tr><td>BINARY, VARBINARY, BYTES</td><td>byte[]</td><td>{@code x'00ff'}</td></tr>
 * <tr><td>DATE</td><td>LocalDate</td><td>{@code 2024-02-29}</td></tr>
 * <tr><td>TIME</td><td>LocalTime</td><td>{@code 12:34:56.789}</td></tr>
 * <tr><td>TIMESTAMP</td><td>LocalDateTime</td><td>{@code 2024-02-29T12:34:56.123456789}</td></tr>
 * <tr><td>TIMESTAMP_LTZ</td><td>Instant</td><td>{@code 2024-02-29T12:34:56Z}</td></tr>
 * <tr><td>INTERVAL YEAR TO MONTH</td><td>Period</td><td>{@code 14 months}</td></tr>
 * <tr><td>INTERVAL DAY TO SECOND</td><td>Duration</td><td>{@code 1500 ms}</td></tr>
 * <tr><td>ARRAY</td><td>List</td><td>{@code [1, NULL]}</td></tr>
 * <tr><td>MAP</td><td>Map</td><td>{@code {'a' = 1, 'b' = NULL}}, in the order of the keys' texts</td></tr>
 * <tr><td>ROW</td><td>List, see {@link PlainRow}</td><td>{@code (1, 'a')}</td></tr>
 * </table>
 */
public final class CanonicalText {

    /** The text of SQL NULL. */
    public static final String NULL = "NULL";

    private CanonicalText() {}

    /**
     * The text of a plain value.
     *
     * @throws IllegalArgumentException when the class of the value is none of the table's
     */
    public static String write(@Nullable Object plain) {
        return switch (plain) {
            case null -> NULL;
            case Boolean value -> value.toString();
            case Byte value -> value.toString();
            case Short value -> value.toString();
            case Integer value -> value.toString();
            case Long value -> value.toString();
            case Float value -> value.toString();
            case Double value -> value.toString();
            case BigDecimal value -> value.toPlainString();
            case String value -> quoted(value);
            case byte[] value -> "x'" + HexFormat.of().formatHex(value) + "'";
            case LocalDate value -> value.toString();
            case LocalTime value -> DateTimeFormatter.ISO_LOCAL_TIME.format(value);
            case LocalDateTime value -> dateTime(value);
            case Instant value -> dateTime(LocalDateTime.ofInstant(value, ZoneOffset.UTC)) + "Z";
            case Period value -> value.toTotalMonths() + " months";
            case Duration value -> milliseconds(value) + " ms";
            case PlainRow value ->
                value.fields().stream().map(CanonicalText::write).collect(Collectors.joining(", ", "(", ")"));
            case List<?> value -> value.stream().map(CanonicalText::write).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> value ->
                value.entrySet().stream()
                        .map(entry -> write(entry.getKey()) + " = " + write(entry.getValue()))
                        .sorted()
                        .collect(Collectors.joining(", ", "{", "}"));
            default ->
                throw new IllegalArgumentException(
                        "No canonical text for a " + plain.getClass().getName());
        };
    }

    /**
     * The plain value that {@code text} stands for, of the class that belongs to {@code type}.
     *
     * @throws IllegalArgumentException naming the text, the type and what was expected
     */
    public static @Nullable Object read(String text, DataType type) {
        return new CanonicalReader(text).whole(type);
    }

    private static String dateTime(LocalDateTime value) {
        return value.toLocalDate() + "T" + DateTimeFormatter.ISO_LOCAL_TIME.format(value.toLocalTime());
    }

    private static long milliseconds(Duration value) {
        long milliseconds = value.toMillis();
        if (!Duration.ofMillis(milliseconds).equals(value)) {
            throw new IllegalArgumentException("An interval is whole milliseconds, not " + value);
        }
        return milliseconds;
    }

    private static String quoted(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('\'');
        value.codePoints().forEach(c -> {
            if (c == '\'') {
                text.append("''");
            } else if (c == '\\') {
                text.append("\\\\");
            } else if (Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.append('\'').toString();
    }
}
