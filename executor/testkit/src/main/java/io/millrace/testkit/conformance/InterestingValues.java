package io.millrace.testkit.conformance;

import io.millrace.model.type.ArrayType;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import io.millrace.testkit.canonical.CanonicalText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plain values at which implementations differ: edges of ranges, halves, signs of zero, pads, code points beyond 16 bits,
 * ends of months, moments before 1970, NULL.
 */
public final class InterestingValues {

    private static final List<String> SHORT_TEXTS =
            list("''; 'a'; 'abc'; 'ABC'; ' abc '; 'é😀ß'; '1'; '-12.5'; 'true'; '2024-02-29'; '%b_'");

    private static final List<String> LONG_TEXTS =
            list("'2024-02-29 12:34:56.789'; ' 12 '; '1e3'; '+7'; '.5'; '5.'; 'NaN'; 'Infinity'; '127'; "
                    + "'128'; '32768'; '2147483648'; '9223372036854775808'; '123.455'; '999.995'; '1_000'; "
                    + "'0x10'; 'FALSE'; 't'; 'yes'; '2023-02-29'; '2024-2-9'; '2024'; '12:34:56'; "
                    + "'12:34:56.789'; '24:00:00'; '2024-02-29T12:34:56Z'; '2024-02-29 12:34:56.123456789'; "
                    + "'İıſ'; '\\u0000'; '\\u0009tab\\u000a'; 'xxabcxx'; 'a\\\\b'; '   '; 'ΑΣ ΣΑΣ'; 'ﬁ ŉ ǰ'");

    private static final List<String> BYTES = list("x''; x'00'; x'616263'; x'ff00'; x'c3a9'; x'80'");

    private static final List<String> DATE_TIMES =
            list("1970-01-01T00:00:00; 2024-02-29T12:34:56.789123456; 1969-12-31T23:59:59.999999999; "
                    + "2023-12-31T23:59:59.5; 0001-01-01T00:00:00.000000001; 9999-12-31T23:59:59.999999999; "
                    + "2024-03-31T02:30:00.001; 2024-10-27T01:30:00; 2021-01-03T00:00:00.000001; "
                    + "1960-05-15T10:20:30.405060708; 2024-01-31T00:00:00");

    private InterestingValues() {}

    /** The values of a type, NULL first, those to try in combinations before those to try alone. */
    public static List<@Nullable Object> of(SqlType type) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(null);
        for (String text : texts(type)) {
            values.add(CanonicalText.read(text, type.notNull()));
        }
        return Collections.unmodifiableList(values);
    }

    private static List<String> texts(SqlType type) {
        return switch (type) {
            case ScalarType scalar -> scalars(scalar);
            case DecimalType decimal -> decimals(decimal);
            case CharacterType character -> characters(character);
            case BinaryType(int length, boolean fixed) ->
                fixed
                        ? BYTES.stream()
                                .map(text -> padded(text, length))
                                .distinct()
                                .toList()
                        : BYTES;
            case TimeType time -> times(time);
            case TimestampType timestamp ->
                DATE_TIMES.stream()
                        .map(text -> truncated(text, timestamp.precision()) + (timestamp.local() ? "Z" : ""))
                        .distinct()
                        .toList();
            case IntervalType.YEAR_TO_MONTH ->
                list("0 months; 1 months; -1 months; 12 months; 14 months; -25 months; 1200 months");
            case IntervalType.DAY_TO_SECOND ->
                list("0 ms; 1 ms; -1 ms; 1000 ms; 86400000 ms; -86400001 ms; 93784005 ms; 31536000000 ms");
            case ArrayType _ -> list("[]; [1]; [NULL]; [1, 2]; [2147483647, NULL, -1]");
            case MapType _ -> List.of("{}", "{'a' = 1}", "{'a' = NULL}", "{'a' = 1, 'b' = 2}");
            case RowType _ -> List.of("(1, 'a')", "(1, 'b')", "(NULL, NULL)", "(2, '')");
        };
    }

    private static List<String> scalars(ScalarType type) {
        return switch (type) {
            case BOOLEAN -> List.of("true", "false");
            case TINYINT -> list("0; 1; -1; 2; 7; -7; 10; 100; 127; -128");
            case SMALLINT -> list("0; 1; -1; 2; 7; -7; 10; 128; 32767; -32768");
            case INT -> list("0; 1; -1; 2; -7; 10; 100; 32768; 2147483647; -2147483648; 16777217; -129");
            case BIGINT ->
                list("0; 1; -1; 2; 10; -128; 2147483648; 9007199254740993; 9223372036854775807; "
                        + "-9223372036854775808; 86400000");
            case FLOAT ->
                list("0.0; -0.0; 1.0; -1.5; 2.5; 0.1; 3.4028235E38; 1.4E-45; NaN; Infinity; -Infinity; "
                        + "1.6777216E7; 127.5; -2.5; 1.0E10; 0.5; -0.4; 123.455");
            case DOUBLE ->
                list("0.0; -0.0; 1.0; -1.5; 2.5; 0.1; 1.7976931348623157E308; 4.9E-324; NaN; Infinity; "
                        + "-Infinity; 123.455; 1.005; -2.5; 0.49999999999999994; 9.2233720368547758E18; -9.3E18; "
                        + "2.147483647E9; 2.147483648E9; 127.9; 1.0E7; 1.0E-3; 1.0E20; 999.995; 400.0; 0.5");
            case DATE ->
                list("1970-01-01; 2024-02-29; 1969-12-31; 2023-12-31; 0001-01-01; 9999-12-31; 2024-01-31; "
                        + "2021-01-03; 2000-02-29; 1582-10-10; 2001-01-01");
        };
    }

    private static List<String> decimals(DecimalType type) {
        BigDecimal most = new BigDecimal(BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE), type.scale());
        BigDecimal least = new BigDecimal(BigInteger.ONE, type.scale());
        Set<String> texts = new LinkedHashSet<>();
        for (String text : list("0; 1; -1; 1.5; 2.5; -2.5; 10; 127.5")) {
            BigDecimal value = new BigDecimal(text);
            if (value.scale() <= type.scale()) {
                texts.add(value.setScale(type.scale()).toPlainString());
            }
        }
        for (BigDecimal value : List.of(least, most, most.negate(), least.negate())) {
            texts.add(value.toPlainString());
        }
        for (String text : list("9223372036854775807; 9223372036854775808; 2147483648; 0.005; -0.4")) {
            BigDecimal value = new BigDecimal(text);
            if (value.scale() <= type.scale() && value.precision() - value.scale() <= type.precision() - type.scale()) {
                texts.add(value.setScale(type.scale()).toPlainString());
            }
        }
        return List.copyOf(texts);
    }

    private static List<String> characters(CharacterType type) {
        if (type.fixed()) {
            return list("'ABCDE'; 'abc  '; '     '; '  12 '; 'é😀ßxy'; 'aXbXc'; '-1.50'; 'a%b_c'");
        }
        if (type.length() != CharacterType.UNBOUNDED) {
            return SHORT_TEXTS;
        }
        List<String> texts = new ArrayList<>(SHORT_TEXTS);
        texts.addAll(LONG_TEXTS);
        return texts;
    }

    private static List<String> times(TimeType type) {
        ChronoUnit unit = type.precision() == 0 ? ChronoUnit.SECONDS : ChronoUnit.MILLIS;
        List<String> texts = new ArrayList<>();
        for (String text : list("00:00:00; 12:34:56.789; 23:59:59.999; 00:00:00.001; 01:00:00; 11:59:59.5")) {
            texts.add(CanonicalText.write(LocalTime.parse(text).truncatedTo(unit)));
        }
        return texts.stream().distinct().toList();
    }

    private static String truncated(String text, int precision) {
        LocalDateTime time = LocalDateTime.parse(text);
        long unit = BigInteger.TEN.pow(TimestampType.MAX_PRECISION - precision).longValueExact();
        return CanonicalText.write(time.minusNanos(time.toLocalTime().toNanoOfDay() % unit));
    }

    private static List<String> list(String texts) {
        return List.of(texts.split("; "));
    }

    private static String padded(String text, int length) {
        String digits = text.substring(2, text.length() - 1);
        return "x'" + digits + "00".repeat(length - digits.length() / 2) + "'";
    }
}
