package io.millrace.engine.operators.ttl;

import io.millrace.columns.ByteVector;
import io.millrace.columns.LongVector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import org.jspecify.annotations.Nullable;

/**
 * Takes sorted lists out as a whole that have had their time. When a list was last written stands in its first row; that of the others
 * means nothing. One thread, the state's.
 */
public final class OrderedTtl {

    /** Rows removed from one list in passing; a longer one is done with when it is come by again. */
    private static final int REMOVED_AT_ONCE = 1024;

    private static final int NONE = -1;

    private final TimeToLive ttl;
    private final OrderedState lists;
    private final int column;
    private final int doneColumn;
    private final Pace pace;
    private final int[] run = new int[Pace.RUN];
    private Table.@Nullable Scan scan;

    /**
     * @param lists of a layout with a time
     * @param column which of the value columns it is
     */
    public OrderedTtl(TimeToLive ttl, OrderedState lists, int column) {
        this(ttl, lists, column, NONE);
    }

    /**
     * The same for lists whose rows wait for something first.
     *
     * @param doneColumn which value says that a row waits no more; a list is not swept out while its last row does
     */
    public OrderedTtl(TimeToLive ttl, OrderedState lists, int column, int doneColumn) {
        this.ttl = ttl;
        this.doneColumn = doneColumn;
        this.lists = lists;
        this.column = column;
        pace = new Pace(ttl);
    }

    /** The time for rows that are written now. */
    public long now() {
        return ttl.now();
    }

    /** Whether the list of this first row has had its time. */
    public boolean isOver(int first) {
        return ttl.isOver(writtenAt()[first], ttl.now());
    }

    /** Lets the list of this first row live anew; that the row is written is for the caller to say. */
    public void date(int first) {
        writtenAt()[first] = ttl.now();
    }

    /**
     * Removes all rows of a fetched list, the first one last.
     *
     * @return what to wait for before this is called again; null when all are out
     */
    @Nullable
    public Completion clear(int list) {
        return remove(list, Integer.MAX_VALUE) ? null : lists.completion();
    }

    /** Looks at some lists, of whatever key. To be called often, while nobody has lists in hands. */
    public void sweep() {
        long now = ttl.now();
        for (int runs = pace.runs(lists.size(), now); runs > 0; runs--) {
            if (scan == null) {
                scan = lists.scan();
            }
            int count = scan.next(run);
            if (count == Table.Scan.WAITING) {
                return;
            }
            if (count == 0) {
                scan = null;
                lists.unpin();
                continue;
            }
            for (int i = 0; i < count; i++) {
                look(run[i], now);
            }
            lists.unpin();
        }
    }

    private void look(int list, long now) {
        int first = lists.ceiling(list, Long.MIN_VALUE);
        if (first < 0) {
            return;
        }
        if (writtenAt()[first] == 0) {
            writtenAt()[first] = now;
            lists.written(first);
        } else if (ttl.isOver(writtenAt()[first], now) && isDone(list)) {
            // What has to be waited for is found when somebody asks for the key, or the next time.
            remove(list, REMOVED_AT_ONCE);
        }
    }

    private boolean isDone(int list) {
        if (doneColumn == NONE) {
            return true;
        }
        int last = lists.floor(list, Long.MAX_VALUE);
        return last >= 0 && ((ByteVector) lists.value(doneColumn)).values()[last] != 0;
    }

    /** Removes rows from the end, so that the first one tells of the time as long as any are left; false if it has to wait. */
    private boolean remove(int list, int most) {
        for (int removed = 0; removed < most; removed++) {
            int slot = lists.floor(list, Long.MAX_VALUE);
            if (slot == OrderedState.WAITING) {
                return false;
            }
            if (slot == OrderedState.NONE) {
                return true;
            }
            lists.remove(list, slot);
        }
        return true;
    }

    private long[] writtenAt() {
        return ((LongVector) lists.value(column)).values();
    }
}
