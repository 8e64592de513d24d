package io.millrace.engine.exchange;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.model.type.Schema;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Batches that show all columns of another under other change bytes. One thread. */
public final class DerivedBatches {

    private final Function<Schema, BatchPool> newPool;
    private @Nullable BatchPool pool;

    /**
     * @param newPool makes a pool of the task; called when the first batch is needed, since most streams have no pairs
     */
    public DerivedBatches(Function<Schema, BatchPool> newPool) {
        this.newPool = newPool;
    }

    /**
     * The same selection with the halves of split pairs as DELETE or INSERT.
     *
     * @param rows the reference is consumed
     */
    public Rows mend(Rows rows, RowsPool rowsPool) {
        Batch original = rows.batch();
        BatchPool current = pool;
        if (current == null || !current.schema().equals(original.schema())) {
            current = newPool.apply(original.schema());
            pool = current;
        }
        Batch derived = current.take();
        for (int i = 0; i < original.columnCount(); i++) {
            derived.shareColumn(i, original.column(i));
        }
        derived.addParent(original);
        derived.setOrigin(original.origin());
        derived.setRowCount(original.rowCount());
        ChangePairs.mend(rows, derived);
        Rows mended = rowsPool.take(derived);
        int[] selection = rows.selection();
        if (selection != null) {
            System.arraycopy(selection, 0, mended.selectionBuffer(), 0, rows.count());
            mended.select(rows.count());
        }
        rows.release();
        return mended;
    }
}
