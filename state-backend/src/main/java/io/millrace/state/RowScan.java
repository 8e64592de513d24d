package io.millrace.state;

import io.millrace.spi.Completion;
import io.millrace.spi.state.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Goes through rows of whatever list in the order of their ids, and has the cold ones of each step brought. */
final class RowScan implements Table.Scan {

    private final OwnedRows rows;
    private int next;
    private @Nullable Completion waitingFor;

    RowScan(OwnedRows rows) {
        this.rows = rows;
    }

    @Override
    public int next(int[] slots) {
        SlotStore ids = rows.ids();
        int count = 0;
        int id = ids.nextLive(next);
        while (id < ids.top() && count < slots.length) {
            slots[count++] = id;
            id = ids.nextLive(id + 1);
        }
        waitingFor = bring(slots, count);
        rows.scanWaits(waitingFor != null);
        if (waitingFor != null) {
            return WAITING;
        }
        next = id;
        rows.toSlots(slots, count);
        return count;
    }

    private @Nullable Completion bring(int[] ids, int count) {
        Completion late = rows.late();
        if (late != null) {
            return late;
        }
        for (int i = 0; i < count; i++) {
            rows.want(ids[i]);
        }
        return rows.readWanted();
    }

    @Override
    public Completion completion() {
        return Objects.requireNonNull(waitingFor, "Nothing has to be waited for");
    }
}
