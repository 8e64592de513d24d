package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHashTest {

    static final List<DataType> EVERY_TYPE = RandomRows.EVERY_TYPE;
    private static final int ROWS = 500;

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void aColumnHashesAsItsValuesDo(DataType type) {
        RandomRows random = new RandomRows(7);
        Vector column = VectorTest.vectorOf(type, random.values(type, ROWS));
        Vector withoutNulls = VectorTest.vectorOf(type, random.values(type.withNullable(false), ROWS));
        int[] rows = random.random().ints(200, 0, ROWS).toArray();

        for (Vector vector : new Vector[] {column, withoutNulls}) {
            long[] all = new long[ROWS];
            KeyHash.hash(vector, null, ROWS, all, true);
            assertThat(all).isEqualTo(hashesOf(vector, IntStream.range(0, ROWS).toArray()));

            long[] chosen = new long[rows.length];
            KeyHash.hash(vector, rows, rows.length, chosen, true);
            assertThat(chosen).isEqualTo(hashesOf(vector, rows));
        }
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void aFurtherColumnIsCombinedWithWhatIsThere(DataType type) {
        RandomRows random = new RandomRows(8);
        Vector column = VectorTest.vectorOf(type, random.values(type, ROWS));
        long[] before = random.random().longs(ROWS).toArray();
        long[] hashes = before.clone();
        KeyHash.hash(column, null, ROWS, hashes, false);

        for (int row = 0; row < ROWS; row++) {
            assertThat(hashes[row]).isEqualTo(KeyHash.combine(before[row], KeyHash.of(column, row)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99})
    void onlyThePositionsAskedForAreWritten(int count) {
        Vector column =
                VectorTest.vectorOf(DataType.parse("BIGINT"), new RandomRows(9).values(DataType.parse("BIGINT"), ROWS));
        long[] hashes = LongStream.range(0, ROWS).toArray();
        KeyHash.hash(column, null, count, hashes, true);
        KeyHash.hash(column, null, count, hashes, false);

        assertThat(Arrays.copyOfRange(hashes, count, ROWS))
                .isEqualTo(LongStream.range(count, ROWS).toArray());
    }

    @Property
    void scalarFormsAgreeWithColumns(@ForAll long bits, @ForAll long more, @ForAll @IntRange(max = 999_999) int nanos) {
        LongVector longs = (LongVector) Vector.create(DataType.parse("BIGINT"), 1);
        longs.values()[0] = bits;
        DoubleVector doubles = (DoubleVector) Vector.create(DataType.parse("DOUBLE"), 1);
        doubles.values()[0] = Double.longBitsToDouble(bits);
        WideVector wide = (WideVector) Vector.create(DataType.parse("DECIMAL(38, 0)"), 1);
        wide.high()[0] = more;
        wide.low()[0] = bits;
        NanosVector timestamps = (NanosVector) Vector.create(DataType.parse("TIMESTAMP(9)"), 1);
        timestamps.millis()[0] = bits;
        timestamps.nanos()[0] = nanos;

        assertThat(KeyHash.ofLong(bits)).isEqualTo(KeyHash.of(longs, 0));
        assertThat(KeyHash.ofDouble(Double.longBitsToDouble(bits))).isEqualTo(KeyHash.of(doubles, 0));
        assertThat(KeyHash.ofDecimal(more, bits)).isEqualTo(KeyHash.of(wide, 0));
        assertThat(KeyHash.ofTimestamp(bits, nanos)).isEqualTo(KeyHash.of(timestamps, 0));
    }

    @Property
    void bytesHashByContentWhereverTheyLie(@ForAll byte[] content, @ForAll @IntRange(max = 20) int start) {
        byte[] elsewhere = new byte[start + content.length + 9];
        Arrays.fill(elsewhere, (byte) 0x5A);
        System.arraycopy(content, 0, elsewhere, start, content.length);

        assertThat(KeyHash.ofBytes(elsewhere, start, content.length))
                .isEqualTo(KeyHash.ofBytes(content, 0, content.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 16, 17, 48, 49, 100})
    void aRangeBeyondTheArrayIsRefused(int length) {
        assertThatThrownBy(() -> KeyHash.ofBytes(new byte[length], 1, length))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> KeyHash.ofBytes(new byte[length], -1, length))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static long[] hashesOf(Vector column, int[] rows) {
        return Arrays.stream(rows).mapToLong(row -> KeyHash.of(column, row)).toArray();
    }
}
