package io.millrace.state;

import java.util.ArrayList;
import java.util.List;

/** The stores of one state in the order they were used, and what they take of {@link HotMemory}. The task's thread. */
final class HotShare {

    /** So many rows leave in one turn: more than a batch makes and brings in, with the lists of its keys. */
    private static final int MOST_ROWS = 32_768;

    private final HotMemory memory;
    private final List<HotRows> tables = new ArrayList<>();
    private long reported;

    HotShare(HotMemory memory) {
        this.memory = memory;
    }

    void add(HotRows table) {
        if (tables.isEmpty()) {
            memory.enter();
        }
        tables.add(table);
    }

    void remove(HotRows table) {
        if (tables.remove(table) && tables.isEmpty()) {
            memory.leave(reported);
            reported = 0;
        }
    }

    /** A store's rows may leave; those of the store that was not used for longest go first. */
    void relieve(HotRows used) {
        if (tables.getLast() != used) {
            tables.remove(used);
            tables.add(used);
        }
        long excess = report();
        if (excess <= 0) {
            return;
        }
        int left = MOST_ROWS;
        for (int i = 0; excess > 0 && left > 0 && i < tables.size(); i++) {
            HotRows table = tables.get(i);
            long rowBytes = table.rowBytes();
            int gone = table.evict((int) Math.min(left, rows(excess, rowBytes)));
            left -= gone;
            excess -= gone * rowBytes;
        }
        report();
    }

    /** Rows of a state with one store may leave while a walker has none but that at {@code slot}. */
    void relieveBut(HotRows walked, int slot) {
        long excess = report();
        if (excess > 0) {
            walked.evictBut((int) Math.min(MOST_ROWS, rows(excess, walked.rowBytes())), slot);
            report();
        }
    }

    /** More bytes than this rows never have in memory. */
    long most() {
        return memory.bytes();
    }

    /** Rows that were restored leave at once, as many as have to; on the thread that restores. */
    void relieveNow(HotRows restored) {
        long excess = report();
        if (excess > 0) {
            restored.evictNow((int) Math.min(Integer.MAX_VALUE, rows(excess, restored.rowBytes())));
            report();
        }
    }

    /** How many bytes more the rows of all states may have. */
    long roomBytes() {
        return memory.room();
    }

    private static long rows(long excess, long rowBytes) {
        return (excess + rowBytes - 1) / rowBytes;
    }

    private long report() {
        long bytes = 0;
        for (HotRows table : tables) {
            bytes += table.hotBytes();
        }
        long excess = memory.excess(reported, bytes);
        reported = bytes;
        return excess;
    }
}
