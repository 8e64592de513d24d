package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class KeyEqualityTest {

    static final List<DataType> EVERY_TYPE = RandomRows.EVERY_TYPE;
    private static final int ROWS = 300;

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void equalRowsStandFirstInTheirOrder(DataType type) {
        RandomRows random = new RandomRows(1);
        // Few values, so that about half of the pairs are equal.
        List<@Nullable Object> few = random.values(type, 3);
        List<@Nullable Object> valuesA = picks(few, random);
        List<@Nullable Object> valuesB = picks(few, random);
        Vector a = VectorTest.vectorOf(type, valuesA);
        Vector b = VectorTest.vectorOf(type, valuesB);
        int[] rowsA = random.random().ints(ROWS, 0, ROWS).toArray();
        int[] rowsB = random.random().ints(ROWS, 0, ROWS).toArray();

        for (int count : new int[] {0, 1, 63, 64, 65, ROWS}) {
            assertNarrowed(a, valuesA, rowsA, b, valuesB, rowsB, count);
            assertNarrowed(a, valuesA, null, b, valuesB, rowsB, count);
        }
    }

    @Property
    void aKeyOfManyColumnsIsNarrowedColumnByColumn(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        DataType first = random.type();
        DataType second = random.type();
        List<@Nullable Object> firstValues = picks(random.values(first, 2), random);
        List<@Nullable Object> secondValues = picks(random.values(second, 2), random);
        Vector firstColumn = VectorTest.vectorOf(first, firstValues);
        Vector secondColumn = VectorTest.vectorOf(second, secondValues);
        int[] candidates = random.random().ints(ROWS, 0, ROWS).toArray();

        int[] positions = IntStream.range(0, ROWS).toArray();
        int kept = KeyEquality.keepEqual(firstColumn, null, firstColumn, candidates, positions, ROWS);
        kept = KeyEquality.keepEqual(secondColumn, null, secondColumn, candidates, positions, kept);

        assertThat(Arrays.copyOf(positions, kept))
                .isEqualTo(IntStream.range(0, ROWS)
                        .filter(p -> sameKey(firstValues.get(p), firstValues.get(candidates[p]))
                                && sameKey(secondValues.get(p), secondValues.get(candidates[p])))
                        .toArray());
    }

    @Property
    void equalKeysHaveEqualHashesAndCompareAsEqual(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        DataType type = random.type();
        Vector vector = VectorTest.vectorOf(type, picks(random.values(type, 6), random));
        for (int row = 1; row < ROWS; row++) {
            boolean equal = KeyEquality.equal(vector, row - 1, vector, row);
            assertThat(KeyHash.of(vector, row - 1) == KeyHash.of(vector, row)).isEqualTo(equal);
            if (!type.toString().contains("MAP")) {
                assertThat(ValueOrder.compare(vector, row - 1, vector, row) == 0)
                        .isEqualTo(equal);
            }
        }
    }

    @Test
    void bothZerosAreOneKeyAndAllNaNsAreOneKey() {
        double otherNaN = Double.longBitsToDouble(0x7FF0000000000001L);
        for (String type : List.of("DOUBLE", "FLOAT", "ARRAY<DOUBLE>", "MAP<DOUBLE, INT>", "ROW<a FLOAT>")) {
            assertThat(sameKey(type, 0.0, -0.0)).as(type).isTrue();
            assertThat(sameKey(type, Double.NaN, otherNaN)).as(type).isTrue();
            assertThat(sameKey(type, Double.NaN, 0.0)).as(type).isFalse();
        }
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void mapsAreEqualWhateverTheOrderOfTheirEntries(int size) {
        DataType type = DataType.parse("MAP<INT, STRING>");
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        entries.put(null, "no key");
        for (int i = 1; i < size; i++) {
            entries.put(i, i % 3 == 0 ? null : "value " + i);
        }
        Map<@Nullable Object, @Nullable Object> otherValue = new LinkedHashMap<>(entries);
        otherValue.put(size / 2, "changed");
        Map<@Nullable Object, @Nullable Object> otherKey = new LinkedHashMap<>(entries);
        otherKey.put(size + 1, otherKey.remove(size / 2));
        Vector maps = VectorTest.vectorOf(
                type, List.of(entries, shuffled(entries), shuffled(otherValue), shuffled(otherKey)));

        assertThat(KeyEquality.equal(maps, 0, maps, 0)).isTrue();
        assertThat(KeyEquality.equal(maps, 0, maps, 1)).isTrue();
        assertThat(KeyHash.of(maps, 0)).isEqualTo(KeyHash.of(maps, 1));
        assertThat(KeyEquality.equal(maps, 0, maps, 2)).isFalse();
        assertThat(KeyEquality.equal(maps, 0, maps, 3)).isFalse();
    }

    static final List<Integer> SIZES = List.of(2, 5, 16, 17, 18, 100, 20_000);

    @Test
    void keysOfDifferentShapeCannotBeCompared() {
        Vector ints = Vector.create(DataType.parse("INT"), 1);
        Vector longs = Vector.create(DataType.parse("BIGINT"), 1);

        assertThatThrownBy(() -> KeyEquality.keepEqual(ints, null, longs, new int[1], new int[1], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("INT and BIGINT");
    }

    private static void assertNarrowed(
            Vector a,
            List<@Nullable Object> valuesA,
            int @Nullable [] rowsA,
            Vector b,
            List<@Nullable Object> valuesB,
            int[] rowsB,
            int count) {
        int[] list = IntStream.range(0, ROWS).map(i -> ROWS - 1 - i).toArray();
        int[] positions = list.clone();
        int kept = KeyEquality.keepEqual(a, rowsA, b, rowsB, positions, count);

        int[] expected = Arrays.stream(list, 0, count)
                .filter(p -> sameKey(valuesA.get(rowsA == null ? p : rowsA[p]), valuesB.get(rowsB[p])))
                .toArray();
        assertThat(Arrays.copyOf(positions, kept)).isEqualTo(expected);
        int[] all = Arrays.copyOf(positions, count);
        int[] before = Arrays.copyOf(list, count);
        Arrays.sort(all);
        Arrays.sort(before);
        assertThat(all).isEqualTo(before);
        assertThat(Arrays.copyOfRange(positions, count, ROWS)).isEqualTo(Arrays.copyOfRange(list, count, ROWS));
    }

    private static List<@Nullable Object> picks(List<@Nullable Object> from, RandomRows random) {
        List<@Nullable Object> picks = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            picks.add(from.get(random.random().nextInt(from.size())));
        }
        return picks;
    }

    /** Equality of boxed values with the zeros made one. */
    private static boolean sameKey(@Nullable Object a, @Nullable Object b) {
        return Objects.equals(normalised(a), normalised(b));
    }

    private static @Nullable Object normalised(@Nullable Object value) {
        return switch (value) {
            case Double number -> number + 0.0;
            case Float number -> number + 0.0f;
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(element -> copy.add(normalised(element)));
                yield copy;
            }
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, entry) -> copy.put(normalised(key), normalised(entry)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    private static Map<@Nullable Object, @Nullable Object> shuffled(Map<@Nullable Object, @Nullable Object> map) {
        List<@Nullable Object> keys = new ArrayList<>(map.keySet());
        Collections.shuffle(keys, new Random(5));
        Map<@Nullable Object, @Nullable Object> shuffled = new LinkedHashMap<>();
        keys.forEach(key -> shuffled.put(key, map.get(key)));
        return shuffled;
    }

    private static boolean sameKey(String spelling, double a, double b) {
        DataType type = DataType.parse(spelling);
        Object boxedA = wrapped(spelling, a);
        Vector vector = VectorTest.vectorOf(type, List.of(boxedA, wrapped(spelling, b)));
        boolean equal = KeyEquality.equal(vector, 0, vector, 1);
        assertThat(KeyHash.of(vector, 0) == KeyHash.of(vector, 1)).isEqualTo(equal);
        int[] positions = {0};
        assertThat(KeyEquality.keepEqual(vector, null, vector, new int[] {1}, positions, 1))
                .isEqualTo(equal ? 1 : 0);
        return equal;
    }

    private static Object wrapped(String spelling, double value) {
        return switch (spelling) {
            case "FLOAT" -> (float) value;
            case "ARRAY<DOUBLE>" -> List.of(1.0, value);
            case "MAP<DOUBLE, INT>" -> Map.of(value, 1);
            case "ROW<a FLOAT>" -> List.of((float) value);
            default -> value;
        };
    }
}
