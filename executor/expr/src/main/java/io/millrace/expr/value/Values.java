package io.millrace.expr.value;

import io.millrace.model.type.BinaryType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Boxed values of flat types to everyday Java and back: String, byte[], BigDecimal, LocalDate, LocalTime, LocalDateTime,
 * Instant (TIMESTAMP_LTZ), Duration and Period (intervals); the other types are their boxes. For tests, parameters and
 * messages, not for rows.
 */
public final class Values {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private Values() {}

    /** Everyday Java for a boxed value of a flat type. */
    public static @Nullable Object toJava(DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.type()) {
            case ScalarType.DATE -> LocalDate.ofEpochDay((int) value);
            case DecimalType decimal -> new BigDecimal(unscaled(value), decimal.scale());
            case BinaryType _ -> ((Utf8) value).toBytes();
            case TimeType _ -> LocalTime.ofNanoOfDay((int) value * NANOS_PER_MILLI);
            case TimestampType timestamp ->
                timestamp.local()
                        ? localDateTime(value, timestamp).toInstant(ZoneOffset.UTC)
                        : localDateTime(value, timestamp);
            case IntervalType interval ->
                interval == IntervalType.YEAR_TO_MONTH
                        ? Period.ofMonths((int) value).normalized()
                        : Duration.ofMillis((long) value);
            default -> value instanceof Utf8 text ? text.toString() : value;
        };
    }

    private static BigInteger unscaled(Object value) {
        return value instanceof Long compact ? BigInteger.valueOf(compact) : ((Decimal128) value).toBigInteger();
    }

    /** The date and time of a boxed timestamp, in UTC when it is a TIMESTAMP_LTZ. */
    public static LocalDateTime localDateTime(Object value, TimestampType type) {
        if (type.isCompact()) {
            long micros = (long) value;
            long second = Math.floorDiv(micros, 1_000_000L);
            return LocalDateTime.ofEpochSecond(second, (int) (micros - second * 1_000_000L) * 1_000, ZoneOffset.UTC);
        }
        TimestampNanos nanos = (TimestampNanos) value;
        long second = Math.floorDiv(nanos.millis(), 1_000L);
        int nanosOfSecond = (int) ((nanos.millis() - second * 1_000L) * NANOS_PER_MILLI) + nanos.nanosOfMilli();
        return LocalDateTime.ofEpochSecond(second, nanosOfSecond, ZoneOffset.UTC);
    }

    /**
     * The boxed value for everyday Java; decimals are rounded to the scale, timestamps cut to what the carrier holds.
     *
     * @throws ClassCastException when {@code value} is not what {@link #toJava} answers for the type
     * @throws RowError OVERFLOW when a decimal has more digits than the type
     */
    public static @Nullable Object ofJava(DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.type()) {
            case ScalarType.DATE -> (int) ((LocalDate) value).toEpochDay();
            case DecimalType decimal -> decimal((BigDecimal) value, decimal);
            case BinaryType _ -> Utf8.of(((byte[]) value).clone());
            case TimeType _ -> (int) (((LocalTime) value).toNanoOfDay() / NANOS_PER_MILLI);
            case TimestampType timestamp ->
                timestamp(
                        timestamp.local()
                                ? LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC)
                                : (LocalDateTime) value,
                        timestamp);
            case IntervalType interval ->
                interval == IntervalType.YEAR_TO_MONTH
                        ? (Object) (int) ((Period) value).toTotalMonths()
                        : (Object) ((Duration) value).toMillis();
            case SqlType _ -> value instanceof String text ? Utf8.of(text) : value;
        };
    }

    private static Object decimal(BigDecimal value, DecimalType type) {
        BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (scaled.precision() > type.precision()) {
            throw RowError.OVERFLOW;
        }
        return type.isCompact()
                ? (Object) scaled.unscaledValue().longValueExact()
                : Decimal128.of(scaled.unscaledValue());
    }

    private static Object timestamp(LocalDateTime value, TimestampType type) {
        long second = value.toEpochSecond(ZoneOffset.UTC);
        int nanos = (int) (value.toLocalTime().toNanoOfDay() % 1_000_000_000L);
        return type.isCompact()
                ? (Object) (second * 1_000_000L + nanos / 1_000)
                : TimestampNanos.of(second * 1_000 + nanos / 1_000_000, nanos % 1_000_000);
    }
}
