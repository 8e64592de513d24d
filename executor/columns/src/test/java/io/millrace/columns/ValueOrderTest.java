package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValueOrderTest {

    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    static final List<DataType> TYPES_WITH_ORDER = RandomRows.EVERY_TYPE.stream()
            .filter(type -> !type.toString().contains("MAP"))
            .toList();

    /** Values in rising order. */
    static Stream<Arguments> rising() {
        return Stream.of(
                Arguments.of("BOOLEAN", Arrays.asList(null, false, true)),
                Arguments.of("TINYINT", Arrays.asList(null, (byte) -128, (byte) -1, (byte) 0, (byte) 127)),
                Arguments.of("SMALLINT", Arrays.asList(null, (short) -32768, (short) 0, (short) 32767)),
                Arguments.of("INT", Arrays.asList(null, Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE)),
                Arguments.of("BIGINT", Arrays.asList(null, Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE)),
                Arguments.of("FLOAT", Arrays.asList(null, -1.5f, 0.0f, Float.MIN_VALUE, 7f, Float.NaN)),
                Arguments.of("DOUBLE", Arrays.asList(null, -INFINITY, -1.5, 0.0, Double.MIN_VALUE, INFINITY, NAN)),
                Arguments.of("DECIMAL(38, 2)", Arrays.asList(null, big(-64), big(-63), big(0), big(63), big(64))),
                Arguments.of(
                        "TIMESTAMP(9)",
                        Arrays.asList(
                                null,
                                Instant.ofEpochSecond(-1),
                                Instant.EPOCH,
                                Instant.ofEpochSecond(0, 1),
                                Instant.ofEpochSecond(0, 1_000_000))),
                // U+FF5E is before U+1F682, though its UTF-16 is behind.
                Arguments.of("STRING", Arrays.asList(null, "", "A", "a", "aa", "b", "é", "\uFF5E", "🚂")),
                Arguments.of("BYTES", Arrays.asList(null, bytes(), bytes(0), bytes(0, 0), bytes(127), bytes(-1))),
                Arguments.of(
                        "ARRAY<INT>",
                        Arrays.asList(
                                null, List.of(), Arrays.asList(1, null), List.of(1, 0), List.of(1, 0, 0), List.of(2))),
                Arguments.of(
                        "ROW<a INT, b STRING>",
                        Arrays.asList(null, Arrays.asList(null, "z"), List.of(1, "a"), List.of(1, "b"))));
    }

    @ParameterizedTest
    @MethodSource("rising")
    void valuesComeInTheOrderOfFlinkSql(String type, List<@Nullable Object> values) {
        Vector vector = VectorTest.vectorOf(DataType.parse(type), values);
        for (int a = 0; a < values.size(); a++) {
            for (int b = 0; b < values.size(); b++) {
                assertThat(Integer.signum(ValueOrder.compare(vector, a, vector, b)))
                        .as("%s and %s", values.get(a), values.get(b))
                        .isEqualTo(Integer.compare(a, b));
            }
        }
    }

    @Test
    void bothZerosAndAllNaNsAreEqual() {
        assertThat(ValueOrder.compare(0.0, -0.0)).isZero();
        assertThat(ValueOrder.compare(NAN, Double.longBitsToDouble(0x7FF0000000000001L)))
                .isZero();
    }

    @ParameterizedTest
    @FieldSource("TYPES_WITH_ORDER")
    void columnsCompareAsTheirValuesDo(DataType type) {
        RandomRows random = new RandomRows(3);
        for (DataType each : List.of(type, type.withNullable(false))) {
            Vector a = VectorTest.vectorOf(each, random.values(each, 200));
            Vector b = VectorTest.vectorOf(each, random.values(each, 200));
            int[] rowsA = random.random().ints(300, 0, 200).toArray();
            int[] rowsB = random.random().ints(300, 0, 200).toArray();
            int[] chosen = new int[300];
            ValueOrder.compare(a, rowsA, b, rowsB, 300, chosen);
            int[] all = new int[200];
            ValueOrder.compare(a, null, b, null, 200, all);

            assertThat(chosen)
                    .isEqualTo(IntStream.range(0, 300)
                            .map(i -> ValueOrder.compare(a, rowsA[i], b, rowsB[i]))
                            .toArray());
            assertThat(all)
                    .isEqualTo(IntStream.range(0, 200)
                            .map(i -> ValueOrder.compare(a, i, b, i))
                            .toArray());
        }
    }

    @ParameterizedTest
    @FieldSource("TYPES_WITH_ORDER")
    void aFurtherColumnDecidesOnlyWhatIsStillEqual(DataType type) {
        Vector low = VectorTest.vectorOf(type, List.of(new RandomRows(4).value(type.withNullable(false))));
        Vector nulls = Vector.create(type, 1);
        nulls.setNull(0);
        int[] results = {-1, 0, 1};
        ValueOrder.compare(low, new int[3], nulls, new int[3], 3, results);

        assertThat(results[0]).isNegative();
        assertThat(results[1]).isPositive();
        assertThat(results[2]).isPositive();
    }

    @Property
    void theOrderIsAnOrder(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        DataType type = random.type();
        if (type.toString().contains("MAP")) {
            return;
        }
        Vector vector = VectorTest.vectorOf(type, random.values(type, 30));
        List<Integer> rows = new ArrayList<>(IntStream.range(0, 30).boxed().toList());
        // TimSort itself complains about an order that contradicts itself; then every pair must stand right.
        rows.sort((a, b) -> ValueOrder.compare(vector, a, vector, b));
        for (int i = 0; i < rows.size(); i++) {
            for (int j = i; j < rows.size(); j++) {
                assertThat(ValueOrder.compare(vector, rows.get(i), vector, rows.get(j)))
                        .isLessThanOrEqualTo(0);
                assertThat(ValueOrder.compare(vector, rows.get(j), vector, rows.get(i)))
                        .isGreaterThanOrEqualTo(0);
            }
        }
    }

    @Test
    void mapsHaveNoOrder() {
        Vector maps = VectorTest.vectorOf(DataType.parse("MAP<INT, INT>"), List.of(Map.of(1, 1)));

        assertThatThrownBy(() -> ValueOrder.compare(maps, 0, maps, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MAP<INT, INT> have no order");
    }

    @Test
    void columnsOfDifferentShapeCannotBeCompared() {
        Vector ints = Vector.create(DataType.parse("INT"), 1);
        Vector longs = Vector.create(DataType.parse("BIGINT"), 1);

        assertThatThrownBy(() -> ValueOrder.compare(ints, null, longs, null, 1, new int[1]))
                .hasMessageContaining("INT and BIGINT");
    }

    private static BigInteger big(int power) {
        BigInteger magnitude = BigInteger.TWO.pow(Math.abs(power));
        return power < 0 ? magnitude.negate() : magnitude;
    }

    private static List<Byte> bytes(int... values) {
        return Arrays.stream(values).mapToObj(value -> (byte) value).toList();
    }
}
