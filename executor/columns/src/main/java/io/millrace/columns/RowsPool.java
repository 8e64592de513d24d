package io.millrace.columns;

import java.util.concurrent.atomic.AtomicInteger;

/** {@link Rows}, used again and again. One thread takes; any thread gives back. */
public final class RowsPool {

    private final FreeList<Rows> free = new FreeList<>();
    private final AtomicInteger outside = new AtomicInteger();

    /**
     * All rows of a batch, until a selection is made.
     *
     * @param batch the caller's reference to it passes to the rows
     */
    public Rows take(Batch batch) {
        Rows rows = free.take();
        if (rows == null) {
            rows = new Rows(this);
        }
        rows.handOut(batch);
        outside.getAndIncrement();
        return rows;
    }

    /** How many were taken and not yet recycled; zero after a clean end, else there is a leak. */
    public int outstanding() {
        return outside.get();
    }

    void takeBack(Rows rows) {
        outside.getAndDecrement();
        free.push(rows);
    }
}
