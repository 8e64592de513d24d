package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.columns.testing.BoxedValues;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for the vectors of every type. */
class VectorTest {

    static final List<DataType> EVERY_TYPE = RandomRows.EVERY_TYPE;

    private static final int ROWS = 300;

    private final RandomRows random = new RandomRows(20_26);

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void valuesAndNullsAreReadBackAsTheyWereSet(DataType type) {
        List<@Nullable Object> values = random.values(type, ROWS);

        assertThat(valuesOf(vectorOf(type, values))).isEqualTo(values);
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void copyTakesTheValueAndItsNullBit(DataType type) {
        List<@Nullable Object> values = random.values(type, ROWS);
        Vector from = vectorOf(type, values);
        Vector to = Vector.create(type, ROWS);
        for (int row = 0; row < ROWS; row++) {
            to.copy(row, from, ROWS - 1 - row);
        }

        assertThat(valuesOf(to)).isEqualTo(values.reversed());
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void copyOverNullsReplacesThem(DataType type) {
        List<@Nullable Object> values = random.values(type, ROWS);
        Vector to = vectorOf(type, Collections.nCopies(ROWS, null));
        Vector from = vectorOf(type, values);
        for (int row = 0; row < ROWS; row++) {
            to.copy(row, from, row);
        }

        assertThat(valuesOf(to)).isEqualTo(values);
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void gatherTakesTheChosenRowsInTheirOrder(DataType type) {
        List<@Nullable Object> values = random.values(type, ROWS);
        int[] chosen = random.random().ints(200, 0, ROWS).toArray();
        Vector to = vectorOf(type, random.values(type, ROWS));
        List<@Nullable Object> expected = BoxedValues.range(to, 0, ROWS);
        to.gather(70, vectorOf(type, values), chosen, chosen.length);

        for (int i = 0; i < chosen.length; i++) {
            expected.set(70 + i, values.get(chosen[i]));
        }
        assertThat(valuesOf(to)).isEqualTo(expected);
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void gatherWithoutAChoiceTakesTheFirstRows(DataType type) {
        List<@Nullable Object> values = random.values(type, ROWS);
        Vector to = Vector.create(type, ROWS);
        to.gather(0, vectorOf(type, values), null, 100);
        to.gather(100, vectorOf(type, values), null, 200);

        List<@Nullable Object> expected = new ArrayList<>(values.subList(0, 100));
        expected.addAll(values.subList(0, 200));
        assertThat(valuesOf(to)).isEqualTo(expected);
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void gatherOverNullsReplacesThem(DataType type) {
        List<@Nullable Object> values = random.values(type.withNullable(false), ROWS);
        Vector to = vectorOf(type, Collections.nCopies(ROWS, null));
        to.gather(0, vectorOf(type, values), null, ROWS);

        assertThat(valuesOf(to)).isEqualTo(values);
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void scatterPutsTheChosenRowsWhereTheyBelong(DataType type) {
        for (DataType some : List.of(type, type.withNullable(false))) {
            List<@Nullable Object> values = random.values(some, ROWS);
            int[] chosen = random.random().ints(100, 0, ROWS).toArray();
            int[] places = random.random().ints(0, ROWS).distinct().limit(100).toArray();
            Vector to = vectorOf(some, random.values(some, ROWS));
            List<@Nullable Object> expected = BoxedValues.range(to, 0, ROWS);
            to.scatter(places, vectorOf(some, values), chosen, chosen.length);

            for (int i = 0; i < chosen.length; i++) {
                expected.set(places[i], values.get(chosen[i]));
            }
            assertThat(valuesOf(to)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void nothingOfTheRowsBeforeIsLeftAfterClear(DataType type) {
        Vector vector = vectorOf(type, Collections.nCopies(ROWS, null));
        for (int use = 0; use < 5; use++) {
            vector.clear();
            assertThat(vector.hasNulls()).isFalse();
            List<@Nullable Object> values = random.values(type, ROWS);
            fill(vector, values);
            assertThat(valuesOf(vector)).isEqualTo(values);
        }
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void growingKeepsValuesAndNulls(DataType type) {
        int more = 2 * Batch.MAX_ROWS + 100;
        List<@Nullable Object> values = random.values(type, more);
        Vector vector = Vector.create(type, 10);
        for (int row = 0; row < more; row++) {
            vector.ensureCapacity(row + 1);
            BoxedValues.set(vector, row, values.get(row));
        }

        assertThat(vector.capacity()).isGreaterThanOrEqualTo(more);
        assertThat(BoxedValues.range(vector, 0, more)).isEqualTo(values);
        vector.clear();
        assertThat(vector.isNull(more - 1)).isFalse();
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void aRowBehindTheLastOneMayBeReadAndIsNotNull(DataType type) {
        Vector vector = Vector.create(type, ROWS);
        BoxedValues.set(vector, 0, random.value(type.withNullable(false)));

        assertThat(BoxedValues.get(vector, ROWS - 1)).isNotNull();
        assertThat(vector.isNull(ROWS - 1)).isFalse();
    }

    @Test
    void aRowThatWasNullCanBecomeAValue() {
        Vector vector = Vector.create(DataType.parse("BIGINT"), 100);
        vector.setNull(64);
        vector.setNull(65);
        vector.setNotNull(65);
        vector.setNotNull(99);

        assertThat(vector.isNull(64)).isTrue();
        assertThat(vector.isNull(65)).isFalse();
        assertThat(vector.nulls()[1]).isEqualTo(1);
    }

    @Test
    void aVectorOfMoreRowsThanABatchSaysWhetherItHasNulls() {
        Vector vector = Vector.create(DataType.parse("INT"), Batch.MAX_ROWS + 1);
        assertThat(vector.hasNulls()).isFalse();
        vector.setNull(Batch.MAX_ROWS);
        assertThat(vector.hasNulls()).isTrue();
        vector.clear();
        assertThat(vector.hasNulls()).isFalse();
        assertThat(vector.isNull(Batch.MAX_ROWS)).isFalse();
    }

    @Test
    void gatheringRowsThatAreNotNullLeavesAVectorWithoutNulls() {
        Vector from = Vector.create(DataType.parse("INT"), 100);
        from.setNull(7);
        Vector to = Vector.create(DataType.parse("INT"), 100);
        to.gather(0, from, new int[] {1, 2, 8}, 3);

        assertThat(to.hasNulls()).isFalse();
    }

    @Test
    void vectorsWithoutNullsShareNothingThatOneOfThemWrites() {
        Vector one = Vector.create(DataType.parse("INT"), 100);
        Vector other = Vector.create(DataType.parse("STRING"), 100);
        one.setNull(3);

        assertThat(other.isNull(3)).isFalse();
    }

    @Test
    void copyingBetweenShapesFails() {
        Vector longs = Vector.create(DataType.parse("BIGINT"), 10);
        Vector ints = Vector.create(DataType.parse("INT"), 10);

        assertThatCode(() -> longs.copy(0, ints, 0)).isInstanceOf(ClassCastException.class);
    }

    static Vector vectorOf(DataType type, List<? extends @Nullable Object> values) {
        Vector vector = Vector.create(type, values.size());
        fill(vector, values);
        return vector;
    }

    private static void fill(Vector vector, List<? extends @Nullable Object> values) {
        for (int row = 0; row < values.size(); row++) {
            BoxedValues.set(vector, row, values.get(row));
        }
    }

    private static List<@Nullable Object> valuesOf(Vector vector) {
        return BoxedValues.range(vector, 0, vector.capacity());
    }
}
