package io.millrace.engine.operators.ttl;

import io.millrace.columns.Batch;
import io.millrace.columns.LongVector;
import io.millrace.spi.state.Table;
import org.jspecify.annotations.Nullable;

/** Takes rows out of a table that have had their time. One thread, the table's. */
public final class TableTtl {

    private final TimeToLive ttl;
    private final Table table;
    private final int column;
    private final Pace pace;
    private final int[] over = new int[Batch.MAX_ROWS];
    private final int[] run = new int[Pace.RUN];
    private Table.@Nullable Scan scan;

    /**
     * @param table of a layout with a time
     * @param column which of the value columns it is
     */
    public TableTtl(TimeToLive ttl, Table table, int column) {
        this.ttl = ttl;
        this.table = table;
        this.column = column;
        pace = new Pace(ttl);
    }

    /**
     * Removes those of the fetched rows that have had their time.
     *
     * @param slots each once
     * @return whether there were any: these slots are nobody's then, so the keys are to be fetched again
     */
    public boolean removeOver(int[] slots, int count) {
        long[] writtenAt = writtenAt();
        long now = ttl.now();
        int removed = 0;
        for (int i = 0; i < count; i++) {
            if (ttl.isOver(writtenAt[slots[i]], now)) {
                over[removed++] = slots[i];
            }
        }
        if (removed > 0) {
            table.remove(over, removed);
        }
        return removed > 0;
    }

    /** Puts the time on rows that are written now; that they are written is for the caller to say. */
    public void date(int[] slots, int count) {
        long[] writtenAt = writtenAt();
        long now = ttl.now();
        for (int i = 0; i < count; i++) {
            writtenAt[slots[i]] = now;
        }
    }

    /**
     * Looks at some rows, of whatever key. To be called often, while nobody has slots in hands. Rows that have to be waited for are looked at
     * with the next call.
     */
    public void sweep() {
        long now = ttl.now();
        for (int runs = pace.runs(table.size(), now); runs > 0; runs--) {
            if (scan == null) {
                scan = table.scan();
            }
            int count = scan.next(run);
            if (count == Table.Scan.WAITING) {
                pace.undone(runs);
                return;
            }
            if (count == 0) {
                scan = null;
            } else {
                look(count, now);
                table.unpin();
            }
        }
    }

    private void look(int count, long now) {
        long[] writtenAt = writtenAt();
        int removed = 0;
        for (int i = 0; i < count; i++) {
            if (ttl.isOver(writtenAt[run[i]], now)) {
                over[removed++] = run[i];
            }
        }
        if (removed > 0) {
            table.remove(over, removed);
        }
    }

    private long[] writtenAt() {
        return ((LongVector) table.value(column)).values();
    }
}
