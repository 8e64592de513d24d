package io.millrace.engine.operators.ttl;

import io.millrace.columns.LongVector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.Table;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows out of lists that have had their time. Rows are appended as they come, so those of a list that have had it are its
 * first ones. One thread, the state's.
 */
public final class ListTtl {

    private final TimeToLive ttl;
    private final ListState lists;
    private final int column;
    private final Pace pace;
    private final int[] run = new int[Pace.RUN];
    private Table.@Nullable Scan scan;

    /**
     * @param lists of a layout with a time
     * @param column which of the value columns it is
     */
    public ListTtl(TimeToLive ttl, ListState lists, int column) {
        this.ttl = ttl;
        this.lists = lists;
        this.column = column;
        pace = new Pace(ttl);
    }

    /** Fills the times of rows that are appended now. */
    public void date(LongVector times, int[] rows, int count) {
        long[] values = times.values();
        long now = ttl.now();
        for (int i = 0; i < count; i++) {
            values[rows[i]] = now;
        }
    }

    /** Lets the only row of a list live anew. */
    public void dateAnew(int slot) {
        writtenAt()[slot] = ttl.now();
        lists.written(slot);
    }

    /**
     * Removes what has had its time from fetched lists.
     *
     * @param fetched may hold a list several times, and {@link ListState#NONE}
     * @return what to wait for before this is called again; null when all is out, and the first row of each is there
     */
    @Nullable
    public Completion removeOver(int[] fetched, int count) {
        Completion missing = lists.bring(fetched, count);
        if (missing != null) {
            return missing;
        }
        long now = ttl.now();
        for (int i = 0; i < count; i++) {
            if (fetched[i] != ListState.NONE && !isCut(fetched[i], now)) {
                return lists.completion();
            }
        }
        return null;
    }

    /**
     * Looks at some rows, of whatever key. To be called often, while nobody has lists in hands. Rows that have to be waited for are looked at
     * with the next call.
     */
    public void sweep() {
        long now = ttl.now();
        for (int runs = pace.runs(lists.size(), now); runs > 0; runs--) {
            if (scan == null) {
                scan = lists.scanRows();
            }
            int count = scan.next(run);
            if (count == Table.Scan.WAITING) {
                pace.undone(runs);
                return;
            }
            if (count == 0) {
                scan = null;
                continue;
            }
            for (int i = 0; i < count; i++) {
                if (ttl.isOver(writtenAt()[run[i]], now)) {
                    lists.remove(lists.list(run[i]), run[i]);
                }
            }
            lists.unpin();
        }
    }

    /** Removes the first rows of a list as long as they have had their time; false when there may be more, not here yet. */
    private boolean isCut(int list, long now) {
        int slot = lists.first(list);
        while (slot >= 0 && ttl.isOver(writtenAt()[slot], now)) {
            int next = lists.next(slot);
            if (next == ListState.WAITING) {
                return false;
            }
            lists.remove(list, slot);
            slot = next;
        }
        return slot != ListState.WAITING;
    }

    private long[] writtenAt() {
        return ((LongVector) lists.value(column)).values();
    }
}
