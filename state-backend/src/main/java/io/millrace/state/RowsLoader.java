package io.millrace.state;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.IntVector;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one task's checkpoint has of one store into a store, the newest segment first, so that the first that is heard of a
 * slot counts. One thread.
 */
final class RowsLoader {

    /** Which rows are wanted. */
    interface Choice {
        boolean takes(SegmentRows from, Batch batch, int row);
    }

    /** What {@link #newSlot} says of rows that were there and are not wanted, and of slots without a row. */
    static final int NOT_TAKEN = -1;

    static final int NO_ROW = -2;

    private final StoredRows rows;
    private final boolean keepSlots;
    private final BatchPool pool;
    private final BitSet seen = new BitSet();
    private final int[] from = new int[SegmentFormat.MOST_SLOTS];
    private final int[] to = new int[SegmentFormat.MOST_SLOTS];
    private final int[] run = new int[SegmentFormat.MOST_SLOTS];

    /** By slot in the checkpoint, 0 for no row: the slot here and 2 more, or 1 for a row that is not taken. */
    private int[] map = new int[64];

    /**
     * @param pool of the kept columns
     * @param keepSlots whether rows get the slots they had, so that the next checkpoint may build upon this one
     */
    RowsLoader(StoredRows rows, BatchPool pool, boolean keepSlots) {
        this.rows = rows;
        this.pool = pool;
        this.keepSlots = keepSlots;
    }

    /** Reads a base and what came after, oldest first. */
    void load(CheckpointStorage storage, List<Segment> segments, Choice choice) throws IOException {
        for (Segment segment : segments.reversed()) {
            try (SegmentRows read = SegmentRows.open(storage, segment)) {
                while (read.next(pool)) {
                    load(read, read.batch(), choice);
                }
            }
        }
    }

    private void load(SegmentRows segment, @Nullable Batch batch, Choice choice) {
        int count = 0;
        for (int i = 0; i < segment.count(); i++) {
            int slot = segment.slots()[i];
            if (seen.get(slot)) {
                continue;
            }
            seen.set(slot);
            if (batch != null) {
                boolean taken = choice.takes(segment, batch, i);
                if (taken) {
                    from[count] = i;
                    int id = keepSlots ? slot : rows.ids().top();
                    to[count] = rows.restore(id);
                    remember(slot, id + 2);
                    count++;
                } else {
                    remember(slot, 1);
                }
            }
        }
        if (batch != null) {
            copy(batch, count);
            rows.settle();
        }
    }

    private void remember(int slot, int value) {
        if (slot >= map.length) {
            map = Arrays.copyOf(map, Math.max(slot + 1, 2 * map.length));
        }
        map[slot] = value;
    }

    /** Rows that come to lie side by side are copied a column at a time. */
    private void copy(Batch batch, int count) {
        int start = 0;
        while (start < count) {
            int length = 1;
            while (start + length < count && to[start + length] == to[start] + length) {
                length++;
            }
            System.arraycopy(from, start, run, 0, length);
            for (int c = 0; c < rows.kept().count(); c++) {
                rows.kept().vector(c).gather(to[start], batch.column(c), run, length);
            }
            start += length;
        }
    }

    /** Where the row is that was at this slot, or {@link #NOT_TAKEN}, or {@link #NO_ROW}. */
    int newSlot(int slot) {
        return slot < 0 || slot >= map.length ? NO_ROW : map[slot] - 2;
    }

    /**
     * Turns slots of the checkpoint, in a column of rows that were read, into slots of here.
     *
     * @param column of the kept ones; holds slots plus {@code base}, and below that none
     * @param of where those slots were read
     * @throws IllegalStateException if a row names one that is not there
     */
    void translate(int column, int base, RowsLoader of) {
        int[] values = ((IntVector) rows.kept().vector(column)).values();
        for (int old = 0; old < map.length; old++) {
            int slot = map[old] - 2;
            if (slot >= 0 && values[slot] >= base) {
                int translated = of.newSlot(values[slot] - base);
                if (translated < 0) {
                    throw new IllegalStateException("A row of " + rows.ids() + " names slot " + (values[slot] - base)
                            + ", where there is none");
                }
                values[slot] = translated + base;
            }
        }
    }
}
