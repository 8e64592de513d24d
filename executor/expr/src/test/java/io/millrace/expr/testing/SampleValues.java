package io.millrace.expr.testing;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Boxed values of every type, ordinary and extreme ones, and a schema with a column of each type. */
public final class SampleValues {

    /** One type of every kind, width and parameter that makes a difference. */
    public static final List<SqlType> TYPES = List.of(
            ScalarType.BOOLEAN,
            ScalarType.TINYINT,
            ScalarType.SMALLINT,
            ScalarType.INT,
            ScalarType.BIGINT,
            ScalarType.FLOAT,
            ScalarType.DOUBLE,
            new DecimalType(5, 2),
            new DecimalType(10, 0),
            new DecimalType(18, 18),
            new DecimalType(20, 10),
            new DecimalType(38, 0),
            new CharacterType(3, true),
            new CharacterType(5, false),
            CharacterType.STRING,
            new BinaryType(2, true),
            BinaryType.BYTES,
            ScalarType.DATE,
            new TimeType(0),
            new TimeType(3),
            new TimestampType(0, false),
            new TimestampType(3, false),
            new TimestampType(6, false),
            new TimestampType(9, false),
            new TimestampType(3, true),
            new TimestampType(9, true),
            IntervalType.YEAR_TO_MONTH,
            IntervalType.DAY_TO_SECOND,
            new ArrayType(ScalarType.INT.nullable()),
            new ArrayType(CharacterType.STRING.nullable()),
            new MapType(CharacterType.STRING.notNull(), ScalarType.INT.nullable()),
            new RowType(List.of(
                    new Column("a", ScalarType.INT.nullable()), new Column("b", CharacterType.STRING.nullable()))));

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "abc",
            "Hello, World",
            "  x ",
            "12",
            "-7.5",
            "2024-02-29",
            "2024-02-29 12:34:56.789",
            "true",
            "äß€😀",
            "%_");

    private SampleValues() {}

    /** Two columns of each type, the first nullable, the second not; named {@code c0}, {@code c1}, …. */
    public static Schema schema() {
        List<Column> columns = new ArrayList<>();
        for (SqlType type : TYPES) {
            columns.add(new Column("c" + columns.size(), type.nullable()));
            columns.add(new Column("c" + columns.size(), type.notNull()));
        }
        return new Schema(columns);
    }

    /** Values of a type, never empty, no NULL among them. */
    public static List<Object> of(SqlType type) {
        return switch (type) {
            case ScalarType scalar -> of(scalar);
            case DecimalType decimal -> decimals(decimal);
            case CharacterType text -> texts(text);
            case BinaryType bytes ->
                bytes.fixed()
                        ? List.of(Utf8.of(new byte[bytes.length()]), Utf8.of(filled(bytes.length(), (byte) 0xFF)))
                        : List.of(new Utf8(), Utf8.of("abc"), Utf8.of(new byte[] {(byte) 0xFF, 0, 65}));
            case TimeType time ->
                time.precision() == 0 ? List.of(0, 45_296_000, 86_399_000) : List.of(0, 45_296_789, 86_399_999);
            case TimestampType timestamp -> timestamps(timestamp);
            case IntervalType interval ->
                interval == IntervalType.YEAR_TO_MONTH
                        ? List.of(0, 14, -1, 1_200)
                        : List.of(0L, 93_784_005L, -1L, 86_400_000L, 100L * 86_400_000L + 1);
            case ArrayType array
            when array.element().type() instanceof CharacterType ->
                List.of(
                        List.of(),
                        List.of(Utf8.of("x"), Utf8.of("y")),
                        Collections.unmodifiableList(withNull(Utf8.of("x"))));
            case ArrayType _ -> List.of(List.of(), List.of(1, 2), Collections.unmodifiableList(withNull(3)));
            case MapType _ -> List.of(Map.of(), Map.of(Utf8.of("k"), 7));
            case RowType _ -> List.of(List.of(1, Utf8.of("x")), Collections.unmodifiableList(withNull(5)));
        };
    }

    private static List<@Nullable Object> withNull(Object first) {
        List<@Nullable Object> list = new ArrayList<>();
        list.add(first);
        list.add(null);
        return list;
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, value);
        return bytes;
    }

    private static List<Object> of(ScalarType type) {
        return switch (type) {
            case BOOLEAN -> List.of(true, false);
            case TINYINT -> List.of(0, 7, -1, 127, -128);
            case SMALLINT -> List.of(0, 8, -300, 32_767, -32_768);
            case INT -> List.of(0, 9, -70_000, 2, Integer.MAX_VALUE, Integer.MIN_VALUE);
            case BIGINT -> List.of(0L, 10L, -5_000_000_000L, 3L, Long.MAX_VALUE, Long.MIN_VALUE);
            case FLOAT -> List.of(0f, 1.5f, -2.25f, 1e30f, Float.NaN, Float.POSITIVE_INFINITY, -0f);
            case DOUBLE -> List.of(0d, 2.5, -1e-7, 1e300, Double.NaN, Double.NEGATIVE_INFINITY, -0d, 1234.5678);
            case DATE -> List.of(0, 19_782, -1, -719_162, 2_932_896);
        };
    }

    private static List<Object> decimals(DecimalType type) {
        BigInteger limit = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
        List<Object> values = new ArrayList<>();
        for (BigInteger unscaled : List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                limit,
                limit.negate(),
                limit.divide(BigInteger.valueOf(7)),
                BigInteger.TEN.pow(type.scale()).min(limit).negate())) {
            values.add(type.isCompact() ? (Object) unscaled.longValueExact() : Decimal128.of(unscaled));
        }
        return values;
    }

    private static List<Object> texts(CharacterType type) {
        List<Object> values = new ArrayList<>();
        for (String text : TEXTS) {
            int length = text.codePointCount(0, text.length());
            if (type.fixed() && length <= type.length()) {
                values.add(Utf8.of(text + " ".repeat(type.length() - length)));
            } else if (!type.fixed() && length <= type.length()) {
                values.add(Utf8.of(text));
            }
        }
        return values;
    }

    private static List<Object> timestamps(TimestampType type) {
        List<Object> values = new ArrayList<>();
        for (long second : new long[] {0, 1_709_210_096L, -1, -62_135_596_800L, 253_402_300_799L}) {
            if (type.isCompact()) {
                long unit = BigInteger.TEN.pow(6 - type.precision()).longValueExact();
                values.add(second * 1_000_000L);
                values.add(second * 1_000_000L + 789_123 / unit * unit);
            } else {
                values.add(TimestampNanos.of(second * 1_000, 0));
                values.add(TimestampNanos.of(second * 1_000 + 789, 123_456));
            }
        }
        return values;
    }
}
