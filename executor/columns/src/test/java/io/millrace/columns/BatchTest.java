package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.testing.BoxedValues;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

    private static final Schema SCHEMA = RandomRows.schema(DataType.parse("BIGINT"), DataType.parse("STRING"));

    private final BatchPool pool = new BatchPool(SCHEMA);
    private final RowsPool rowsPool = new RowsPool();

    @Test
    void aReleasedBatchComesBackEmpty() {
        Batch batch = filled(10);
        batch.column(0).setNull(3);
        batch.writableChanges()[0] = Change.DELETE;
        batch.setOrigin(row -> "line " + row);
        batch.release();

        Batch again = pool.take();
        assertThat(again).isSameAs(batch);
        assertThat(again.rowCount()).isZero();
        assertThat(again.column(0).hasNulls()).isFalse();
        assertThat(again.changes()).isNull();
        assertThat(again.origin()).isNull();
        again.release();
    }

    @Test
    void aBatchInUseIsNotHandedOutAgain() {
        Batch first = pool.take();
        Batch second = pool.take();

        assertThat(second).isNotSameAs(first);
        assertThat(pool.outstanding()).isEqualTo(2);
        first.release();
        second.release();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void aDerivedBatchKeepsItsParentsUntilItIsReleased() {
        Batch one = filled(10);
        Batch other = filled(10);
        Batch derived = pool.take();
        derived.addParent(one);
        derived.addParent(other);
        derived.shareColumn(0, one.column(0));
        derived.shareColumn(1, other.column(1));
        derived.setRowCount(10);
        one.release();
        other.release();

        assertThat(pool.outstanding()).isEqualTo(3);
        assertThat(BoxedValues.get(derived.column(0), 9)).isEqualTo(9L);
        derived.release();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void aSharedColumnGivesWayToTheOwnOneInTheNextUse() {
        Batch parent = filled(10);
        Batch derived = pool.take();
        Vector own = derived.column(0);
        derived.addParent(parent);
        derived.shareColumn(0, parent.column(0));
        derived.release();

        assertThat(pool.take().column(0)).isSameAs(own);
        assertThat(BoxedValues.get(parent.column(0), 9)).isEqualTo(9L);
    }

    @Test
    void aColumnThatIsAlwaysSharedCostsNoVector() {
        Schema wide = RandomRows.schema(
                Collections.nCopies(200, DataType.parse("BIGINT")).toArray(DataType[]::new));
        BatchPool widePool = new BatchPool(wide);
        Vector constant = Vector.create(DataType.parse("BIGINT"), Batch.MAX_ROWS);
        // 200 columns of 4,096 rows would be 6.5 MB a batch; 1,000 batches of them would not fit the heap of a test.
        List<Batch> inFlight = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Batch batch = widePool.take();
            for (int column = 0; column < wide.size(); column++) {
                batch.shareColumn(column, constant);
            }
            inFlight.add(batch);
        }

        assertThat(inFlight.getLast().column(199)).isSameAs(constant);
        inFlight.forEach(Batch::release);
        assertThat(widePool.outstanding()).isZero();
    }

    @Test
    void aColumnOfAnotherShapeCannotBeShared() {
        Batch batch = pool.take();

        assertThatThrownBy(() -> batch.shareColumn(0, batch.column(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("STRING")
                .hasMessageContaining("BIGINT");
    }

    @Test
    void everyRowIsAnInsertUntilChangesAreWritten() {
        Batch batch = filled(2);
        assertThat(batch.change(1)).isEqualTo(Change.INSERT);
        batch.writableChanges()[1] = Change.DELETE;
        assertThat(batch.change(1)).isEqualTo(Change.DELETE);

        Batch derived = pool.take();
        derived.addParent(batch);
        derived.shareChanges(batch.changes());
        assertThat(derived.change(1)).isEqualTo(Change.DELETE);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Batch.MAX_ROWS + 1})
    void aBatchHasAtMostItsRows(int rows) {
        Batch batch = pool.take();

        assertThatThrownBy(() -> batch.setRowCount(rows)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void releasingTwiceIsCaught() {
        Batch batch = pool.take();
        batch.release();

        assertThatThrownBy(batch::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more often");
    }

    @Test
    void usingABatchAfterItsReleaseIsCaught() {
        Batch batch = filled(10);
        batch.release();

        assertThatThrownBy(() -> batch.column(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(batch::retain).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rowsPool.take(batch)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRetainThatWasRefusedDoesNotBringABatchBackToLife() {
        Batch batch = pool.take();
        batch.release();
        assertThatThrownBy(batch::retain).isInstanceOf(IllegalStateException.class);

        assertThatThrownBy(batch::release).isInstanceOf(IllegalStateException.class);
        assertThat(pool.take()).isNotSameAs(pool.take());
    }

    @Test
    void selectedRowsAreReadThroughTheSelection() {
        Rows rows = rowsPool.take(filled(10));
        int[] buffer = rows.selectionBuffer();
        buffer[0] = 4;
        buffer[1] = 7;
        rows.select(2);

        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.row(1)).isEqualTo(7);
        assertThat(BoxedValues.rows(rows)).extracting(List::getFirst).containsExactly(4L, 7L);
    }

    @Test
    void rowsWithoutASelectionAreAllRowsOfTheirBatchAlsoAfterAUseWithOne() {
        Rows rows = rowsPool.take(filled(10));
        rows.selectionBuffer()[0] = 4;
        rows.select(1);
        rows.release();

        Rows again = rowsPool.take(filled(3));
        assertThat(again).isSameAs(rows);
        assertThat(again.selection()).isNull();
        assertThat(again.count()).isEqualTo(3);
    }

    @Test
    void aSelectionBeyondTheBatchIsRefused() {
        Rows rows = rowsPool.take(filled(10));
        rows.selectionBuffer();

        assertThatThrownBy(() -> rows.select(11))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("11 of 10 rows");
    }

    @Test
    void rowsReleaseTheirBatch() {
        Rows rows = rowsPool.take(filled(10));
        rows.retain();
        rows.release();
        assertThat(pool.outstanding()).isEqualTo(1);
        rows.release();

        assertThat(pool.outstanding()).isZero();
        assertThat(rowsPool.outstanding()).isZero();
        assertThatThrownBy(rows::batch).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(rows::release).isInstanceOf(IllegalStateException.class);
    }

    private Batch filled(int rows) {
        Batch batch = pool.take();
        for (int row = 0; row < rows; row++) {
            @Nullable Object text = row % 2 == 0 ? null : "row " + row;
            BoxedValues.set(batch.column(0), row, (long) row);
            BoxedValues.set(batch.column(1), row, text);
        }
        batch.setRowCount(rows);
        return batch;
    }
}
