package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.BytesVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.type.DataType;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who has the value of a row at the barrier: the living arrays, or the task's copy. */
final class FrozenRowsTest {

    private final LongVector numbers = (LongVector) Vector.create(DataType.parse("BIGINT NOT NULL"), 16);
    private final BytesVector texts = (BytesVector) Vector.create(DataType.parse("STRING"), 16);
    private final SlotStore store = new SlotStore(
            "rows",
            new Vector[] {numbers, texts},
            KeptColumns.NONE.and("number", numbers).and("text", texts),
            16);
    private final int[] page = new int[FrozenRows.PAGE_SLOTS];

    private void add(int rows) {
        for (int i = 0; i < rows; i++) {
            int slot = store.extend();
            numbers.values()[slot] = slot;
            BoxedValues.set(texts, slot, "text " + slot);
        }
    }

    private void change(int slot) {
        store.protect(new int[] {slot}, 1);
        numbers.values()[slot] = -1;
        BoxedValues.set(texts, slot, "changed");
        store.mark(slot);
    }

    private static Object read(Vector[] columns, int row) {
        return BoxedValues.get(columns[0], row) + " " + BoxedValues.get(columns[1], row);
    }

    private static Object read(KeptColumns columns, int row) {
        return BoxedValues.get(columns.vector(0), row) + " " + BoxedValues.get(columns.vector(1), row);
    }

    private int[] unsaved(FrozenRows frozen, int number) {
        return Arrays.copyOf(page, frozen.unsaved(number, page));
    }

    @Test
    void rowChangedBeforeItsPageIsReadIsInTheCopyAlone() {
        add(3);
        FrozenRows frozen = store.freeze(true);

        change(1);

        assertThat(unsaved(frozen, 0)).containsExactly(0, 2);
        FrozenRows.Copies copies = Objects.requireNonNull(frozen.takeCopies());
        assertThat(copies.slots()).containsExactly(1);
        assertThat(read(copies.columns(), 0)).isEqualTo("1 text 1");
        assertThat(frozen.takeCopies()).isNull();
    }

    @Test
    void rowChangedWhileItsPageIsReadIsLeftOutAndInTheCopy() {
        add(3);
        FrozenRows frozen = store.freeze(true);
        int[] read = unsaved(frozen, 0);

        change(1);

        int kept = frozen.keepUnsaved(read, read.length);
        assertThat(Arrays.copyOf(read, kept)).containsExactly(0, 2);
        assertThat(read(Objects.requireNonNull(frozen.takeCopies()).columns(), 0))
                .isEqualTo("1 text 1");
    }

    @Test
    void rowOfAPageThatIsReadIsNotCopied() {
        add(FrozenRows.PAGE_SLOTS + 1);
        FrozenRows frozen = store.freeze(true);
        frozen.setDone(0);

        change(1);
        change(FrozenRows.PAGE_SLOTS);

        assertThat(Objects.requireNonNull(frozen.takeCopies()).slots()).containsExactly(FrozenRows.PAGE_SLOTS);
    }

    @Test
    void rowIsCopiedOnceHoweverOftenItIsFetched() {
        add(100);
        FrozenRows frozen = store.freeze(true);

        store.protect(new int[] {7, 7, -1, 99, 7}, 5);
        store.protect(new int[] {99, 8}, 2);

        FrozenRows.Copies later = Objects.requireNonNull(frozen.takeCopies());
        assertThat(later.slots()).containsExactly(8);
        assertThat(Objects.requireNonNull(later.before()).slots()).containsExactly(7, 99);
    }

    @Test
    void singleRowIsCopiedWithItsNeighbours() {
        add(200);
        FrozenRows frozen = store.freeze(true);
        store.protect(new int[] {70}, 1);
        frozen.takeCopies();

        store.protect(71);
        store.protect(72);

        FrozenRows.Copies copies = Objects.requireNonNull(frozen.takeCopies());
        assertThat(copies.slots()).hasSize(63).contains(64, 71, 72, 127).doesNotContain(70);
        assertThat(copies.before()).isNull();
    }

    @Test
    void rowsThatAreNotMarkedAreNotCopiedForAnIncrement() {
        add(3);
        store.thaw(store.freeze(true), store.life(), true);
        change(2);

        FrozenRows frozen = store.freeze(false);
        change(1);

        assertThat(unsaved(frozen, 0)).containsExactly(2);
        assertThat(frozen.takeCopies()).isNull();
    }

    @Test
    void arraysThatGrowAreCompactedOrServeOthersAreKept() {
        add(16);
        FrozenRows frozen = store.freeze(true);
        for (int i = 0; i < 2_000; i++) {
            change(3);
            store.compactIfSparse();
        }
        add(1_000);
        store.clear();
        add(1_000);

        int[] read = unsaved(frozen, 0);
        assertThat(read).hasSize(15).doesNotContain(3);
        for (int slot : read) {
            assertThat(read(frozen.columns(), slot)).isEqualTo(slot + " text " + slot);
        }
        assertThat(frozen.keepUnsaved(read, read.length)).isEqualTo(15);
    }

    @Test
    void nothingIsCopiedForWhatNobodyWants() {
        add(3);
        FrozenRows frozen = store.freeze(true);
        frozen.end();

        change(1);

        assertThat(frozen.takeCopies()).isNull();
        assertThat(store.isFrozen()).isFalse();
    }

    @Test
    void marksOfWhatDidNotCompleteAreMarksOfTheNext() {
        add(3);
        store.thaw(store.freeze(true), store.life(), true);
        change(0);
        FrozenRows failed = store.freeze(false);
        change(2);

        store.thaw(failed, store.life(), false);

        assertThat(unsaved(store.freeze(false), 0)).containsExactly(0, 2);
    }

    @Test
    void marksOfAnEarlierLifeAreNotMarksOfTheNext() {
        add(3);
        FrozenRows failed = store.freeze(true);
        int life = store.life();
        store.clear();

        store.thaw(failed, life, false);

        assertThat(store.markCount()).isZero();
    }
}
