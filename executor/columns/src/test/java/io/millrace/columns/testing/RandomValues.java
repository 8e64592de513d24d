package io.millrace.columns.testing;

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
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Values of any type, in the shape of {@link BoxedValues}, with edge cases far more often than chance gives them. */
final class RandomValues {

    /** 0001-01-01 to 9999-12-31, the range of Flink's DATE and TIMESTAMP. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final long LAST_SECOND = 253_402_300_799L;

    private static final int LONGEST_TEXT = 40;

    private static final String[] WORDS = {
        "", "a", "A", " ", "null", "flight", "Zürich", "日本", "🚂", "e\u0301", "\"", ",", "\n", "\0", "\u007f", "0",
        "-1.5"
    };

    private final RandomGenerator random;

    RandomValues(RandomGenerator random) {
        this.random = random;
    }

    @Nullable
    Object value(DataType type, double nullShare) {
        if (type.isNullable() && random.nextDouble() < nullShare) {
            return null;
        }
        return switch (type.type()) {
            case ScalarType scalar -> scalar(scalar);
            case DecimalType decimal -> decimal(decimal);
            case CharacterType character -> text(character);
            case BinaryType binary -> bytes(binary);
            case TimeType time -> time(time);
            case TimestampType timestamp -> timestamp(timestamp);
            case IntervalType interval ->
                switch (interval) {
                    case YEAR_TO_MONTH -> (int) whole(-120_000, 120_000);
                    case DAY_TO_SECOND -> whole(-1_000_000_000_000L, 1_000_000_000_000L);
                };
            case ArrayType array -> array(array, nullShare);
            case MapType map -> map(map, nullShare);
            case RowType row -> row(row, nullShare);
        };
    }

    private Object scalar(ScalarType type) {
        return switch (type) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) whole(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> (short) whole(Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> (int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> (float) floating();
            case DOUBLE -> floating();
            case DATE -> (int) whole(FIRST_SECOND / 86_400, LAST_SECOND / 86_400);
        };
    }

    /** Between the bounds, both included; often a bound, or near zero. */
    private long whole(long least, long most) {
        return switch (random.nextInt(8)) {
            case 0 -> least;
            case 1 -> most;
            case 2, 3, 4 -> Math.clamp(random.nextInt(-3, 4), least, most);
            default -> most == Long.MAX_VALUE ? random.nextLong() : random.nextLong(least, most + 1);
        };
    }

    private double floating() {
        return switch (random.nextInt(10)) {
            case 0 -> 0.0;
            case 1 -> -0.0;
            case 2 -> Double.NaN;
            case 3 -> Double.POSITIVE_INFINITY;
            case 4 -> Double.NEGATIVE_INFINITY;
            case 5 -> Float.MIN_VALUE;
            case 6 -> random.nextInt(-3, 4);
            default -> random.nextGaussian() * 1e6;
        };
    }

    private Object decimal(DecimalType type) {
        BigInteger limit = BigInteger.TEN.pow(type.precision());
        BigInteger magnitude =
                switch (random.nextInt(4)) {
                    case 0 -> limit.subtract(BigInteger.ONE);
                    case 1 -> BigInteger.valueOf(random.nextInt(4)).mod(limit);
                    default -> positive(128).mod(limit);
                };
        BigInteger value = random.nextBoolean() ? magnitude : magnitude.negate();
        if (type.isCompact()) {
            return value.longValueExact();
        }
        return value;
    }

    private BigInteger positive(int bits) {
        byte[] bytes = new byte[bits / 8];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes);
    }

    private String text(CharacterType type) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(8) != 0) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
            for (int i = random.nextInt(LONGEST_TEXT); i > 0 && random.nextInt(4) != 0; i--) {
                text.appendCodePoint(random.nextInt(3) == 0 ? random.nextInt(0x20, 0x3000) : random.nextInt('a', '{'));
            }
        }
        if (type.fixed()) {
            text.append(" ".repeat(Math.max(0, type.length() - text.codePointCount(0, text.length()))));
        }
        int length = Math.min(type.length(), text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, length));
    }

    private List<Byte> bytes(BinaryType type) {
        int length = type.fixed() ? type.length() : random.nextInt(Math.min(type.length(), LONGEST_TEXT) + 1);
        List<Byte> bytes = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            bytes.add((byte) random.nextInt());
        }
        return bytes;
    }

    private int time(TimeType type) {
        int unit = (int) Math.pow(10, TimeType.MAX_PRECISION - type.precision());
        return (int) whole(0, 86_399_999) / unit * unit;
    }

    private Object timestamp(TimestampType type) {
        long seconds = whole(FIRST_SECOND, LAST_SECOND);
        long unit = (long) Math.pow(10, TimestampType.MAX_PRECISION - type.precision());
        long nanos = whole(0, 999_999_999) / unit * unit;
        if (type.isCompact()) {
            return seconds * 1_000_000 + nanos / 1_000;
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    /** Mostly short; now and then longer, so that element vectors grow. */
    private int length() {
        return random.nextInt(random.nextInt(16) == 0 ? 40 : 4);
    }

    private List<@Nullable Object> array(ArrayType type, double nullShare) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = length(); i > 0; i--) {
            elements.add(value(type.element(), nullShare));
        }
        return elements;
    }

    private Map<@Nullable Object, @Nullable Object> map(MapType type, double nullShare) {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = length(); i > 0; i--) {
            entries.put(withoutNegativeZero(value(type.key(), nullShare)), value(type.value(), nullShare));
        }
        return entries;
    }

    /** Keys of a map are distinct, and -0.0 is the same key as 0.0, which {@code Double.equals} denies. */
    private static @Nullable Object withoutNegativeZero(@Nullable Object key) {
        if (Objects.equals(key, -0.0)) {
            return 0.0;
        }
        return Objects.equals(key, -0.0f) ? Float.valueOf(0) : key;
    }

    private List<@Nullable Object> row(RowType type, double nullShare) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Column field : type.fields()) {
            values.add(value(field.type(), nullShare));
        }
        return values;
    }
}
