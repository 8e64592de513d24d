package io.millrace.columns;

import org.jspecify.annotations.Nullable;

/**
 * Some or all rows of a batch, on an edge. Holds one reference to the batch. The selection belongs to the edge: filter,
 * route and exchange put several of these over one batch without copying a row.
 */
public final class Rows extends Counted implements Element {

    private final RowsPool pool;
    private int @Nullable [] selected;

    @Nullable
    private Batch batch;

    private boolean dense;
    private int count;

    Rows(RowsPool pool) {
        this.pool = pool;
    }

    /** The batch the rows are in. */
    public Batch batch() {
        Batch held = batch;
        if (held == null) {
            throw new IllegalStateException("These rows are released");
        }
        return held;
    }

    /** The row numbers in rising order, {@link #count} of them; null when the rows are 0 to count - 1. */
    public int @Nullable [] selection() {
        return dense ? null : selected;
    }

    /** How many rows there are. */
    public int count() {
        return count;
    }

    /** The number in the batch of the row at this position. */
    public int row(int position) {
        int[] rows = selected;
        return dense || rows == null ? position : rows[position];
    }

    /** The buffer for a selection, to be filled before {@link #select}. */
    public int[] selectionBuffer() {
        int[] buffer = selected;
        if (buffer == null) {
            buffer = new int[Batch.MAX_ROWS];
            selected = buffer;
        }
        return buffer;
    }

    /** Says that the first {@code rows} entries of {@link #selectionBuffer} are the rows. */
    public void select(int rows) {
        if (selected == null || rows < 0 || rows > batch().rowCount()) {
            throw new IllegalArgumentException(
                    "A selection of " + rows + " of " + batch().rowCount() + " rows does not stand in the buffer");
        }
        dense = false;
        count = rows;
    }

    void handOut(Batch of) {
        of.requireHeld();
        firstReference();
        batch = of;
        dense = true;
        count = of.rowCount();
    }

    @Override
    protected void recycle() {
        Batch held = batch();
        batch = null;
        held.release();
        pool.takeBack(this);
    }

    @Override
    public String toString() {
        return count + " rows of " + batch;
    }
}
