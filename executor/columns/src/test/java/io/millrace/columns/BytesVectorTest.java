package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.type.DataType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BytesVectorTest {

    private static final byte[] LINE = "BOS,New York,17".getBytes(StandardCharsets.UTF_8);

    private final BytesVector vector = (BytesVector) Vector.create(DataType.parse("STRING"), 4);

    @Test
    void rowsPointIntoBorrowedBytesInAnyOrderAndOverlapping() {
        vector.borrow(LINE);
        vector.setRange(0, 4, 8);
        vector.setRange(1, 0, 3);
        vector.setRange(2, 8, 4);

        assertThat(BoxedValues.range(vector, 0, 3)).containsExactly("New York", "BOS", "York");
        assertThat(vector.data()).isSameAs(LINE);
    }

    @Test
    void borrowedBytesAreNeverWritten() {
        vector.borrow(LINE);

        assertThatThrownBy(() -> vector.append(0, LINE, 0, 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("borrowed");
    }

    @Test
    void bytesCannotBeBorrowedOverAppendedRows() {
        vector.append(0, LINE, 0, 3);

        assertThatThrownBy(() -> vector.borrow(LINE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 appended bytes");
    }

    @Test
    void clearGivesBorrowedBytesUpAndOwnOnesStartAnew() {
        vector.append(0, LINE, 0, LINE.length);
        vector.clear();
        vector.borrow(LINE);
        vector.clear();
        vector.append(0, LINE, 0, 3);

        assertThat(vector.data()).isNotSameAs(LINE);
        assertThat(vector.appendedBytes()).isEqualTo(3);
        assertThat(BoxedValues.get(vector, 0)).isEqualTo("BOS");
    }

    @Test
    void aNullRowIsInRangeOfBorrowedBytesShorterThanThoseBefore() {
        vector.append(0, new byte[50], 0, 50);
        vector.append(1, LINE, 0, LINE.length);
        vector.clear();
        vector.borrow(LINE);
        vector.setNull(1);

        assertRowsAreInRange();
    }

    @Test
    void rowsAreInRangeAfterBorrowedBytesLongerThanTheOwnOnes() {
        vector.borrow(LINE);
        vector.setRange(2, 4, 8);
        vector.clear();
        vector.setNull(2);

        assertRowsAreInRange();
    }

    @Test
    void oneHugeValueDoesNotKeepItsMemoryForEver() {
        byte[] huge = new byte[BytesVector.KEPT_BYTES + 1];
        vector.append(3, huge, 0, huge.length);
        vector.clear();

        assertThat(vector.data().length).isLessThanOrEqualTo(BytesVector.KEPT_BYTES);
        assertRowsAreInRange();
    }

    @Test
    void memoryOfOrdinaryValuesIsUsedAgain() {
        vector.append(0, LINE, 0, LINE.length);
        byte[] data = vector.data();
        vector.clear();
        vector.append(0, LINE, 0, LINE.length);

        assertThat(vector.data()).isSameAs(data);
    }

    @Test
    void roomThatWasReservedBelongsToTheCaller() {
        vector.append(0, LINE, 0, 3);
        int start = vector.reserve(2);
        vector.data()[start] = 'h';
        vector.data()[start + 1] = 'i';
        vector.setRange(1, start, 2);
        vector.append(2, LINE, 4, 8);

        assertThat(BoxedValues.range(vector, 0, 3)).containsExactly("BOS", "hi", "New York");
    }

    @Test
    void gatherCopiesRangesThatOverlapOrStandInAnyOrder() {
        vector.borrow(LINE);
        vector.setRange(0, 4, 8);
        vector.setRange(1, 12, 1);
        vector.setRange(2, 0, 0);
        vector.setRange(3, 8, 4);
        BytesVector copy = (BytesVector) Vector.create(vector.type(), 10);
        copy.append(0, LINE, 0, 3);
        copy.gather(1, vector, new int[] {0, 1, 3, 3, 2, 0}, 6);

        assertThat(BoxedValues.range(copy, 0, 7))
                .containsExactly("BOS", "New York", ",", "York", "York", "", "New York");
        assertThat(copy.appendedBytes()).isEqualTo(28);
    }

    private void assertRowsAreInRange() {
        for (int row = 0; row < vector.capacity(); row++) {
            assertThat(vector.starts()[row] + vector.lengths()[row]).isLessThanOrEqualTo(vector.data().length);
        }
    }
}
