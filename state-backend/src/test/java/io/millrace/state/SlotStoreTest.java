package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.type.DataType;
import io.millrace.spi.error.RunException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlotStoreTest {

    private static final int CAPACITY = 32;

    private static SlotStore store(Vector... columns) {
        return new SlotStore("rows", columns, KeptColumns.NONE, CAPACITY);
    }

    private static Vector column(String type) {
        return Vector.create(DataType.parse(type), CAPACITY);
    }

    @Test
    void slotsAreDenseAndThoseOfRemovedRowsAreUsedFirst() {
        SlotStore store = store();
        for (int i = 0; i < 100; i++) {
            assertThat(store.extend()).isEqualTo(i);
        }
        store.remove(new int[] {7, 70}, 2);

        assertThat(store.reusable()).isEqualTo(2);
        assertThat(List.of(store.reuse(), store.reuse())).containsExactlyInAnyOrder(7, 70);
        assertThat(store.extend()).isEqualTo(100);
        assertThat(store.size()).isEqualTo(101);
    }

    @Test
    void liveSlotsAreWalkedInOrderAcrossGaps() {
        SlotStore store = store();
        for (int i = 0; i < 300; i++) {
            store.extend();
        }
        for (int slot = 0; slot < 300; slot++) {
            if (slot != 3 && slot != 64 && slot != 299) {
                store.remove(slot);
            }
        }

        assertThat(store.nextLive(0)).isEqualTo(3);
        assertThat(store.nextLive(4)).isEqualTo(64);
        assertThat(store.nextLive(65)).isEqualTo(299);
        assertThat(store.nextLive(300)).isEqualTo(store.top());
    }

    @Test
    void removingWhatIsNotThereNamesTheStateAndTheSlot() {
        SlotStore store = store();
        store.extend();
        store.remove(0);

        assertThatThrownBy(() -> store.remove(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("rows has no row at slot 0");
        assertThatThrownBy(() -> store.remove(5)).hasMessageContaining("slot 5");
    }

    @Test
    void replacedTextIsTakenBackOnceItIsMoreThanHalf() {
        BytesVector text = (BytesVector) column("STRING");
        SlotStore store = store(text);
        int slots = 100;
        for (int i = 0; i < slots; i++) {
            BoxedValues.set(text, store.extend(), "first value of " + i);
        }
        text.setNull(13);
        for (int round = 0; round < 1_000; round++) {
            for (int slot = 50; slot < slots; slot++) {
                BoxedValues.set(text, slot, "value " + round + " of " + slot);
            }
            store.compactIfSparse();
            assertThat(text.appendedBytes()).isLessThan(40_000);
        }

        assertThat(BoxedValues.get(text, 0)).isEqualTo("first value of 0");
        assertThat(BoxedValues.get(text, 13)).isNull();
        assertThat(BoxedValues.get(text, 99)).isEqualTo("value 999 of 99");
    }

    @Test
    void replacedElementsInsideOfRowsAreTakenBack() {
        RowVector row = (RowVector) column("ROW<a ARRAY<STRING>, b INT>");
        SlotStore store = store(row);
        store.extend();
        store.extend();
        BoxedValues.set(row, 0, List.of(List.of("stays", "here"), 5));
        for (int round = 0; round < 100_000; round++) {
            BoxedValues.set(row, 1, List.of(List.of("a", "b", "c"), round));
            store.compactIfSparse();
        }

        ArrayVector array = (ArrayVector) row.field(0);
        assertThat(array.appendedElements()).isLessThan(20_000);
        assertThat(((BytesVector) array.elements()).appendedBytes()).isLessThan(20_000);
        assertThat(BoxedValues.get(row, 0)).isEqualTo(List.of(List.of("stays", "here"), 5));
        assertThat(BoxedValues.get(row, 1)).isEqualTo(List.of(List.of("a", "b", "c"), 99_999));
    }

    @Test
    void textOfRemovedRowsIsTakenBack() {
        BytesVector text = (BytesVector) column("STRING");
        SlotStore store = store(text);
        for (int round = 0; round < 10_000; round++) {
            int slot = store.reusable() > 0 ? store.reuse() : store.extend();
            BoxedValues.set(text, slot, "some text that is soon gone");
            store.remove(slot);
            store.compactIfSparse();
        }

        assertThat(text.appendedBytes()).isLessThan(20_000);
    }

    @Test
    void tooManyRowsFailWithWhatToDoAboutIt() {
        SlotStore store =
                new SlotStore("node/counts of task 0", new Vector[0], KeptColumns.NONE, CAPACITY, 100, 1 << 20);
        for (int i = 0; i < 100; i++) {
            store.extend();
        }

        assertThatThrownBy(store::extend)
                .isInstanceOf(RunException.class)
                .hasMessageContaining("node/counts of task 0")
                .hasMessageContaining("100 rows")
                .hasMessageContaining("parallelism");
    }

    @Test
    void tooManyLivingBytesFailAndReplacedOnesDoNot() {
        BytesVector text = (BytesVector) column("STRING");
        int maxLiving = 20_000;
        SlotStore store = new SlotStore("texts", new Vector[] {text}, KeptColumns.NONE, CAPACITY, 100, maxLiving);
        String value = "x".repeat(1_000);
        for (int i = 0; i < 19; i++) {
            BoxedValues.set(text, store.extend(), value);
        }
        for (int round = 0; round < 200; round++) {
            BoxedValues.set(text, round % 19, value);
            store.compactIfSparse();
            assertThat(text.appendedBytes()).isLessThanOrEqualTo(2 * maxLiving);
        }

        BoxedValues.set(text, store.extend(), value);
        BoxedValues.set(text, store.extend(), value);
        assertThatThrownBy(() -> {
                    for (int round = 0; round < 30; round++) {
                        BoxedValues.set(text, 0, value);
                        store.compactIfSparse();
                    }
                })
                .isInstanceOf(RunException.class)
                .hasMessageContaining(maxLiving + " bytes");
    }

    @Test
    void clearedStoreStartsCleanAgain() {
        LongVector number = (LongVector) column("BIGINT");
        BytesVector text = (BytesVector) column("STRING");
        SlotStore store = store(number, text);
        for (int i = 0; i < 5_000; i++) {
            int slot = store.extend();
            number.values()[slot] = i;
            number.setNull(slot);
            BoxedValues.set(text, slot, "x");
        }

        store.clear();

        assertThat(store.size()).isZero();
        for (int i = 0; i < 5_000; i++) {
            int slot = store.extend();
            assertThat(number.isNull(slot)).isFalse();
            assertThat(number.values()[slot]).isZero();
            assertThat(text.lengths()[slot]).isZero();
        }
    }

    @Test
    void whatLiesBetweenRestoredRowsIsUsedLowestFirst() {
        LongVector number = (LongVector) column("BIGINT");
        SlotStore store = store(number);
        store.reserve(200);
        int capacity = store.capacity();
        long[] array = number.values();

        store.restore(2, 70);
        store.restore(72);
        store.restore(74, 130);
        store.endRestore();

        assertThat(store.size()).isEqualTo(68 + 1 + 56);
        assertThat(store.top()).isEqualTo(130);
        assertThat(List.of(store.reuse(), store.reuse(), store.reuse(), store.reuse(), store.reuse()))
                .containsExactly(0, 1, 70, 71, 73);
        assertThat(store.extend()).isEqualTo(130);
        assertThat(store.capacity()).isEqualTo(capacity).isEqualTo(256);
        assertThat(number.values()).isSameAs(array);
    }

    @Test
    void arraysGrowToWhatThereIsRoomForInsteadOfToTwiceAsMuch() {
        SlotStore store = store(column("BIGINT NOT NULL"), column("BIGINT NOT NULL"));
        long[] room = {Integer.MAX_VALUE};
        store.growWithin(() -> room[0]);
        fillTo(store, 100_000);
        assertThat(store.capacity()).isBetween(100_000, 200_000);

        fillTo(store, store.capacity());
        int before = store.capacity();
        room[0] = 5_000 * 17;
        store.extend();
        assertThat(store.capacity()).isEqualTo(before + before / 8);

        fillTo(store, store.capacity());
        int full = store.capacity();
        room[0] = full / 2 * 16L;
        store.extend();
        assertThat(store.capacity()).isBetween(full + full / 4, full + full / 2);
    }

    private static void fillTo(SlotStore store, int rows) {
        while (store.size() < rows) {
            store.extend();
        }
    }
}
