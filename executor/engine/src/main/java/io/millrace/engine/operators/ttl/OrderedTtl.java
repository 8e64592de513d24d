package io.millrace.engine.operators.ttl;

import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import org.jspecify.annotations.Nullable;

/**
 * Takes sorted lists out as a whole that have had their time. When a list was last written the state knows without reading a row, and none is
 * read to take it out. One thread, the state's.
 */
public final class OrderedTtl {

    /** Rows removed in passing: some hundred microseconds. The others of a longer list go with the next call. */
    private static final int MOST_REMOVED = 4096;

    private final TimeToLive ttl;
    private final OrderedState lists;
    private final Pace pace;
    private final int[] run = new int[Pace.RUN];
    private Table.@Nullable Scan scan;

    /** The run in hand, and how far it is. */
    private int count;

    private int position;

    /** @param lists of a layout with a time */
    public OrderedTtl(TimeToLive ttl, OrderedState lists) {
        this.ttl = ttl;
        this.lists = lists;
        pace = new Pace(ttl);
    }

    /** The time for rows that are written now. */
    public long now() {
        return ttl.now();
    }

    /** Whether a fetched list has had its time. */
    public boolean isOver(int list) {
        return ttl.isOver(lists.writtenAt(list), ttl.now());
    }

    /** Lets the list of the row at this slot live anew. */
    public void date(int slot) {
        lists.date(slot, ttl.now());
    }

    /** Looks at some lists, of whatever key. To be called often, while nobody has lists in hands. */
    public void sweep() {
        sweep(Long.MAX_VALUE);
    }

    /** The same, where rows beyond an order wait for something first: a list that has such rows stays. */
    public void sweep(long upTo) {
        long now = ttl.now();
        int left = MOST_REMOVED;
        for (int runs = pace.runs(lists.size(), now); runs > 0; runs--) {
            if (position == count && !next()) {
                continue;
            }
            while (position < count) {
                int list = run[position];
                long before = lists.size();
                // Another list may stand at this number since, which has a time of its own.
                if (ttl.isOver(lists.writtenAt(list), now)
                        && lists.lastOrder(list) <= upTo
                        && !lists.clear(list, left)) {
                    pace.undone(runs);
                    lists.unpin();
                    return;
                }
                left -= (int) (before - lists.size());
                position++;
            }
            lists.unpin();
        }
    }

    /** Takes the next run in hand; false at the end. */
    private boolean next() {
        if (scan == null) {
            scan = lists.scan();
        }
        int found = scan.next(run);
        position = 0;
        count = Math.max(0, found);
        if (found == 0) {
            scan = null;
            lists.unpin();
        }
        return count > 0;
    }
}
