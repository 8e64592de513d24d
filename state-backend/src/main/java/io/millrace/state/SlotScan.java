package io.millrace.state;

import io.millrace.spi.Completion;
import io.millrace.spi.state.Table;

/** Goes through the rows of a store in the order of their slots. */
final class SlotScan implements Table.Scan {

    private final SlotStore store;
    private int next;

    SlotScan(SlotStore store) {
        this.store = store;
    }

    @Override
    public int next(int[] slots) {
        int count = 0;
        int slot = store.nextLive(next);
        while (slot < store.top() && count < slots.length) {
            slots[count++] = slot;
            slot = store.nextLive(slot + 1);
        }
        next = slot;
        store.protect(slots, count);
        return count;
    }

    @Override
    public Completion completion() {
        throw HeapStateAccess.nothingToWaitFor();
    }
}
