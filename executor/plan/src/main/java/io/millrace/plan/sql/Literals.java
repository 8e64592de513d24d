package io.millrace.plan.sql;

import io.millrace.expr.Literal;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNumericLiteral;

/**
 * Constants as Flink types them: whole numbers INT or else BIGINT, numbers with a point DECIMAL of their digits, numbers
 * with an exponent DOUBLE, texts CHAR of their length, times of as many digits as are written.
 *
 * <p>Every method throws {@link IllegalArgumentException}, with the sentence for the user, when there is no such value.
 */
final class Literals {

    private static final Pattern DATE = Pattern.compile("(\\d{1,4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{0,9}))?");

    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Literals() {}

    static Literal number(SqlNumericLiteral literal) {
        BigDecimal value = literal.getValueAs(BigDecimal.class);
        if (!literal.isExact()) {
            double number = value.doubleValue();
            if (Double.isInfinite(number)) {
                throw new IllegalArgumentException("The number " + value + " is beyond DOUBLE");
            }
            return new Literal(number, ScalarType.DOUBLE.notNull());
        }
        BigInteger unscaled = value.unscaledValue();
        // Flink reads exact numbers into a long, with a point or without.
        if (unscaled.compareTo(LONG_MIN) < 0 || unscaled.compareTo(LONG_MAX) > 0) {
            throw new IllegalArgumentException("The number " + value.toPlainString()
                    + " has too many digits; write a text and CAST it to DECIMAL");
        }
        return literal.isInteger() ? whole(unscaled.longValueExact()) : decimal(literal, unscaled.longValueExact());
    }

    private static Literal whole(long value) {
        return value == (int) value ? Literal.of((int) value) : new Literal(value, ScalarType.BIGINT.notNull());
    }

    private static Literal decimal(SqlNumericLiteral literal, long unscaled) {
        int scale = literal.getScale();
        int precision = Math.max(literal.getPrec(), scale);
        if (precision > DecimalType.MAX_PRECISION) {
            throw new IllegalArgumentException("A number has at most " + DecimalType.MAX_PRECISION + " digits");
        }
        DecimalType type = new DecimalType(precision, scale);
        Object value = type.isCompact() ? (Object) unscaled : Decimal128.of(unscaled);
        return new Literal(value, type.notNull());
    }

    /** {@code X'0aff'}; without digits BYTES, because no BINARY is that short. */
    static Literal bytes(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        BinaryType type = bytes.length == 0 ? BinaryType.BYTES : new BinaryType(bytes.length, true);
        return new Literal(Utf8.of(bytes), type.notNull());
    }

    static Literal text(String text) {
        int length = text.codePointCount(0, text.length());
        return new Literal(Utf8.of(text), new CharacterType(length, true).notNull());
    }

    static Literal date(String text) {
        return new Literal((int) dateOf(text).toEpochDay(), ScalarType.DATE.notNull());
    }

    static Literal time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw invalid("TIME", text, "12:34:56.789");
        }
        LocalTime time = timeOf(matcher, text);
        // A TIME keeps whole milliseconds, whatever is written.
        int millis = (int) (time.toNanoOfDay() / 1_000_000);
        return new Literal(millis, new TimeType(Math.min(3, fractionDigits(matcher))).notNull());
    }

    static Literal timestamp(String text) {
        int blank = text.indexOf(' ');
        LocalDate date = dateOf(blank < 0 ? text : text.substring(0, blank));
        LocalTime time = LocalTime.MIDNIGHT;
        int digits = 0;
        if (blank >= 0) {
            Matcher matcher = TIME.matcher(text.substring(blank + 1));
            if (!matcher.matches()) {
                throw invalid("TIMESTAMP", text, "2024-02-29 12:34:56.789");
            }
            time = timeOf(matcher, text);
            digits = fractionDigits(matcher);
        }
        return timestamp(date, time, new TimestampType(digits, false));
    }

    private static Literal timestamp(LocalDate date, LocalTime time, TimestampType type) {
        long seconds = date.toEpochSecond(time, ZoneOffset.UTC);
        long nanos = time.toNanoOfDay() % 1_000_000_000;
        Object value = type.isCompact()
                ? (Object) (seconds * 1_000_000 + nanos / 1_000)
                : TimestampNanos.of(seconds * 1_000 + nanos / 1_000_000, (int) (nanos % 1_000_000));
        return new Literal(value, type.notNull());
    }

    private static LocalDate dateOf(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            throw invalid("DATE", text, "2024-02-29");
        }
        try {
            return LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
        } catch (DateTimeException outside) {
            throw new IllegalArgumentException("There is no day " + text, outside);
        }
    }

    private static LocalTime timeOf(Matcher matcher, String text) {
        String fraction = matcher.group(4) == null ? "" : matcher.group(4);
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        try {
            return LocalTime.of(number(matcher, 1), number(matcher, 2), number(matcher, 3), nanos);
        } catch (DateTimeException outside) {
            throw new IllegalArgumentException("There is no time of day " + text, outside);
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int fractionDigits(Matcher matcher) {
        return matcher.group(4) == null ? 0 : matcher.group(4).length();
    }

    private static IllegalArgumentException invalid(String type, String text, String example) {
        return new IllegalArgumentException(
                "'" + text + "' is not a " + type + "; write " + type + " '" + example + "'");
    }

    static Literal interval(SqlIntervalLiteral literal) {
        SqlIntervalLiteral.IntervalValue value = literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
        SqlIntervalQualifier qualifier = value.getIntervalQualifier();
        int[] fields = fields(value, qualifier);
        // The first field is the sign in the text; there may be another one before it.
        long sign = (long) fields[0] * value.getSign();
        if (qualifier.isYearMonth()) {
            return new Literal(
                    Math.toIntExact(sign * (fields[1] * 12L + fields[2])), IntervalType.YEAR_TO_MONTH.notNull());
        }
        return new Literal(sign * millis(fields), IntervalType.DAY_TO_SECOND.notNull());
    }

    /** How long an interval of days to seconds is. */
    static long intervalMillis(SqlIntervalLiteral literal) {
        SqlIntervalLiteral.IntervalValue value = literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
        int[] fields = fields(value, value.getIntervalQualifier());
        return (long) fields[0] * value.getSign() * millis(fields);
    }

    private static long millis(int[] fields) {
        return (((fields[1] * 24L + fields[2]) * 60 + fields[3]) * 60 + fields[4]) * 1_000 + fields[5];
    }

    private static int[] fields(SqlIntervalLiteral.IntervalValue value, SqlIntervalQualifier qualifier) {
        try {
            return qualifier.evaluateIntervalLiteral(
                    value.getIntervalLiteral(), qualifier.getParserPosition(), RelDataTypeSystem.DEFAULT);
        } catch (CalciteContextException invalid) {
            Throwable cause = invalid.getCause() == null ? invalid : invalid.getCause();
            throw new IllegalArgumentException(String.valueOf(cause.getMessage()), invalid);
        }
    }

    /** The unit as the registry names it. */
    static String unit(SqlIntervalQualifier qualifier) {
        return qualifier.timeFrameName != null
                ? qualifier.timeFrameName.toUpperCase(Locale.ROOT)
                : qualifier.timeUnitRange.name();
    }
}
