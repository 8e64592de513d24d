package io.millrace.state;

import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.Table;

/** Goes through lists in the order of their slots, and has the first rows of each step brought. */
final class ListScan implements Table.Scan {

    private final SlotStore store;
    private final ListState lists;
    private int next;

    ListScan(SlotStore store, ListState lists) {
        this.store = store;
        this.lists = lists;
    }

    @Override
    public int next(int[] slots) {
        int count = 0;
        int slot = store.nextLive(next);
        while (slot < store.top() && count < slots.length) {
            slots[count++] = slot;
            slot = store.nextLive(slot + 1);
        }
        if (lists.bring(slots, count) != null) {
            return WAITING;
        }
        next = slot;
        store.protect(slots, count);
        return count;
    }

    @Override
    public Completion completion() {
        return lists.completion();
    }
}
