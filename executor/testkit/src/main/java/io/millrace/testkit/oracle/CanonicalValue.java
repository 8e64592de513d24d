package io.millrace.testkit.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
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
import io.millrace.testkit.canonical.CanonicalText;
import io.millrace.testkit.canonical.PlainRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The boxed values of our expressions (see {@code io.millrace.expr.value}) as canonical text, and plain values as boxed
 * ones. Written apart from the product's own conversions, so that a mistake there shows.
 */
public final class CanonicalValue {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private CanonicalValue() {}

    /** The canonical text of a boxed value of this type. */
    public static String text(@Nullable Object boxed, DataType type) {
        return CanonicalText.write(plain(boxed, type));
    }

    /** The plain value (see {@link CanonicalText}) of a boxed value of this type. */
    public static @Nullable Object plain(@Nullable Object boxed, DataType type) {
        if (boxed == null) {
            return null;
        }
        return switch (type.type()) {
            case ScalarType.DATE -> LocalDate.ofEpochDay((Integer) boxed);
            case ScalarType _ -> boxed;
            case DecimalType decimal ->
                new BigDecimal(
                        boxed instanceof Decimal128 wide ? wide.toBigInteger() : BigInteger.valueOf((Long) boxed),
                        decimal.scale());
            case CharacterType _ -> new String(((Utf8) boxed).toBytes(), UTF_8);
            case BinaryType _ -> ((Utf8) boxed).toBytes();
            case TimeType _ -> LocalTime.ofNanoOfDay((Integer) boxed * (long) NANOS_PER_MILLI);
            case TimestampType timestamp -> {
                LocalDateTime time = dateTime(boxed);
                yield timestamp.local() ? time.toInstant(ZoneOffset.UTC) : time;
            }
            case IntervalType interval ->
                switch (interval) {
                    case YEAR_TO_MONTH -> Period.ofMonths((Integer) boxed);
                    case DAY_TO_SECOND -> Duration.ofMillis((Long) boxed);
                };
            case ArrayType array -> {
                List<@Nullable Object> elements = new ArrayList<>();
                ((List<?>) boxed).forEach(element -> elements.add(plain(element, array.element())));
                yield elements;
            }
            case MapType map -> {
                Map<@Nullable Object, @Nullable Object> entries = new HashMap<>();
                ((Map<?, ?>) boxed)
                        .forEach((key, value) -> entries.put(plain(key, map.key()), plain(value, map.value())));
                yield entries;
            }
            case RowType row -> {
                List<@Nullable Object> fields = new ArrayList<>();
                for (int i = 0; i < row.fields().size(); i++) {
                    fields.add(
                            plain(((List<?>) boxed).get(i), row.fields().get(i).type()));
                }
                yield new PlainRow(fields);
            }
        };
    }

    /** The boxed value of a plain value of this type. */
    public static @Nullable Object boxed(@Nullable Object plain, DataType type) {
        if (plain == null) {
            return null;
        }
        return switch (type.type()) {
            case ScalarType scalar ->
                switch (scalar) {
                    case TINYINT, SMALLINT -> ((Number) plain).intValue();
                    case DATE -> (int) ((LocalDate) plain).toEpochDay();
                    case BOOLEAN, INT, BIGINT, FLOAT, DOUBLE -> plain;
                };
            case DecimalType decimal -> {
                BigInteger unscaled =
                        ((BigDecimal) plain).setScale(decimal.scale()).unscaledValue();
                yield decimal.isCompact() ? (Object) unscaled.longValueExact() : Decimal128.of(unscaled);
            }
            case CharacterType _ -> Utf8.of((String) plain);
            case BinaryType _ -> Utf8.of((byte[]) plain);
            case TimeType _ -> (int) (((LocalTime) plain).toNanoOfDay() / NANOS_PER_MILLI);
            case TimestampType timestamp ->
                timestamp(
                        timestamp.local() ? (Instant) plain : ((LocalDateTime) plain).toInstant(ZoneOffset.UTC),
                        timestamp);
            case IntervalType interval ->
                switch (interval) {
                    case YEAR_TO_MONTH -> (int) ((Period) plain).toTotalMonths();
                    case DAY_TO_SECOND -> ((Duration) plain).toMillis();
                };
            case ArrayType array -> {
                List<@Nullable Object> elements = new ArrayList<>();
                ((List<?>) plain).forEach(element -> elements.add(boxed(element, array.element())));
                yield Collections.unmodifiableList(elements);
            }
            case MapType map -> {
                Map<@Nullable Object, @Nullable Object> entries = new HashMap<>();
                ((Map<?, ?>) plain)
                        .forEach((key, value) -> entries.put(boxed(key, map.key()), boxed(value, map.value())));
                yield Collections.unmodifiableMap(entries);
            }
            case RowType row -> {
                List<@Nullable Object> values = ((PlainRow) plain).fields();
                List<@Nullable Object> fields = new ArrayList<>();
                for (int i = 0; i < values.size(); i++) {
                    fields.add(boxed(values.get(i), row.fields().get(i).type()));
                }
                yield Collections.unmodifiableList(fields);
            }
        };
    }

    private static LocalDateTime dateTime(Object boxed) {
        if (boxed instanceof TimestampNanos fine) {
            return LocalDateTime.ofEpochSecond(
                    Math.floorDiv(fine.millis(), MILLIS_PER_SECOND),
                    (int) Math.floorMod(fine.millis(), MILLIS_PER_SECOND) * NANOS_PER_MILLI + fine.nanosOfMilli(),
                    ZoneOffset.UTC);
        }
        long micros = (Long) boxed;
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO,
                ZoneOffset.UTC);
    }

    private static Object timestamp(Instant instant, TimestampType type) {
        if (type.isCompact()) {
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
                    instant.getNano() / NANOS_PER_MICRO);
        }
        return TimestampNanos.of(instant.toEpochMilli(), instant.getNano() % NANOS_PER_MILLI);
    }
}
