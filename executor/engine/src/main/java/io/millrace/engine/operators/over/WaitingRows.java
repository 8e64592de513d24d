package io.millrace.engine.operators.over;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the rows of lists, list by list: slots may go while a walk waits, copies stay. What is copied can be put back.
 */
final class WaitingRows {

    private final ListState state;
    private final Vector[] columns;
    private final int[] slots = new int[Batch.MAX_ROWS];
    private int found;
    private int copied;

    /** The row that is walked to; {@link ListState#NONE} at the beginning of a list. */
    private int walked = ListState.NONE;

    /** @param values the value columns of the state */
    WaitingRows(ListState state, List<Column> values) {
        this.state = state;
        columns = values.stream()
                .map(column -> Vector.create(column.type(), Batch.MAX_ROWS))
                .toArray(Vector[]::new);
    }

    /** The value columns. */
    Vector[] columns() {
        return columns;
    }

    /** How many rows are here. */
    int count() {
        return copied;
    }

    void clear() {
        copied = 0;
        for (Vector column : columns) {
            column.clear();
        }
    }

    /**
     * Copies the rows of a list behind those that are here.
     *
     * @return what to wait for before this is called again; null when all are here
     */
    @Nullable
    Completion read(int list) {
        int slot = walked == ListState.NONE ? state.first(list) : state.next(walked);
        while (slot >= 0) {
            if (found == slots.length) {
                copy();
            }
            slots[found++] = slot;
            walked = slot;
            slot = state.next(slot);
        }
        copy();
        if (slot == ListState.WAITING) {
            return state.completion();
        }
        walked = ListState.NONE;
        return null;
    }

    private void copy() {
        for (int i = 0; i < columns.length; i++) {
            columns[i].ensureCapacity(copied + found);
            columns[i].gather(copied, state.value(i), slots, found);
        }
        copied += found;
        found = 0;
    }

    /** Appends rows that are here to a list: those from one up to another. */
    void append(int list, int from, int to, int[] lists) {
        for (int next = from; next < to; next += slots.length) {
            int count = Math.min(slots.length, to - next);
            Arrays.fill(lists, 0, count, list);
            for (int i = 0; i < count; i++) {
                slots[i] = next + i;
            }
            state.append(lists, count, columns, slots);
        }
    }
}
