package io.millrace.state;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.IntVector;
import io.millrace.columns.Vector;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import java.io.IOException;
import java.util.Arrays;
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

    /** All of them. */
    static final Choice ALL = (from, batch, row) -> true;

    /** What {@link #newSlot} says of rows that were there and are not wanted, and of slots without a row. */
    static final int NOT_TAKEN = -1;

    static final int NO_ROW = -2;

    /** Rows that are brought at once to be translated. */
    private static final int RUN = SegmentFormat.MOST_SLOTS;

    /** A base below this is read as quickly as is found out how much room it takes. */
    private static final long SMALL_BYTES = 64 << 10;

    private final StoredRows rows;
    private final boolean keepSlots;
    private final BatchPool pool;
    private final int[] from = new int[SegmentFormat.MOST_SLOTS];
    private final int[] to = new int[SegmentFormat.MOST_SLOTS];

    /** A bit per slot in the checkpoint that something was heard of. */
    private long[] seen = new long[1];

    /**
     * By slot in the checkpoint, 0 for no row: the slot here and 2 more, or 1 for a row that is not taken. Of no use where rows
     * keep their slots.
     */
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

    /**
     * Reads a base and what came after, oldest first.
     *
     * @param share about which part of its rows will be taken, to make room for
     */
    void load(CheckpointStorage storage, List<Segment> segments, Choice choice, double share) throws IOException {
        if (!segments.isEmpty() && segments.getFirst().length() > SMALL_BYTES) {
            long count = SegmentInput.rowsAtEnd(storage, segments.getFirst());
            rows.reserve(rows.ids().top() + (long) (share * count));
        }
        for (Segment segment : segments.reversed()) {
            try (SegmentRows read = SegmentRows.open(storage, segment)) {
                while (read.next(pool)) {
                    load(read, read.batch(), choice);
                }
            }
        }
    }

    private void load(SegmentRows segment, @Nullable Batch batch, Choice choice) {
        int first = segment.slots()[0];
        int end = segment.slots()[segment.count() - 1] + 1;
        makeRoom(end);
        if (batch == null) {
            skip(segment);
        } else if (!isNewAndWhole(segment, first, end, choice) || !rows.restore(first, end)) {
            loadChosen(segment, batch, choice);
            rows.settle();
        } else {
            // Most of what a base has: nothing has to be asked of single rows.
            SlotRuns.set(seen, first, end);
            for (int c = 0; c < rows.kept().count(); c++) {
                rows.kept().vector(c).gather(first, batch.column(c), null, end - first);
            }
            rows.settle();
        }
    }

    private boolean isNewAndWhole(SegmentRows segment, int first, int end, Choice choice) {
        return keepSlots && choice == ALL && end - first == segment.count() && SlotRuns.areClear(seen, first, end);
    }

    private void skip(SegmentRows segment) {
        for (int i = 0; i < segment.count(); i++) {
            seen[segment.slots()[i] >>> 6] |= 1L << segment.slots()[i];
        }
    }

    private void loadChosen(SegmentRows segment, Batch batch, Choice choice) {
        int[] slots = segment.slots();
        int count = 0;
        for (int i = 0; i < segment.count(); i++) {
            int slot = slots[i];
            if ((seen[slot >>> 6] >>> slot & 1) != 0) {
                continue;
            }
            seen[slot >>> 6] |= 1L << slot;
            boolean taken = choice.takes(segment, batch, i);
            int id = keepSlots ? slot : rows.ids().top();
            if (taken) {
                from[count] = i;
                to[count++] = rows.restore(id);
            }
            if (!keepSlots) {
                map[slot] = taken ? id + 2 : 1;
            }
        }
        if (count > 0) {
            copy(batch, count);
        }
    }

    /** Slots up to here may be heard of. */
    private void makeRoom(int slots) {
        if (slots > 64 * seen.length) {
            seen = Arrays.copyOf(seen, Math.max(slots + 63 >>> 6, 2 * seen.length));
        }
        if (!keepSlots && slots > map.length) {
            map = Arrays.copyOf(map, Math.max(slots, 2 * map.length));
        }
    }

    private void copy(Batch batch, int count) {
        // They ascend where they are places in memory alone; on the way to a disk they come in any order.
        boolean sideBySide = true;
        for (int i = 1; i < count; i++) {
            sideBySide &= to[i] == to[i - 1] + 1;
        }
        for (int c = 0; c < rows.kept().count(); c++) {
            Vector column = rows.kept().vector(c);
            if (sideBySide) {
                column.gather(to[0], batch.column(c), from, count);
            } else {
                column.scatter(to, batch.column(c), from, count);
            }
        }
    }

    /** Where the row is that was at this slot, or {@link #NOT_TAKEN}, or {@link #NO_ROW}. */
    int newSlot(int slot) {
        if (keepSlots) {
            return rows.ids().isLive(slot) ? slot : NO_ROW;
        }
        return slot < 0 || slot >= map.length ? NO_ROW : map[slot] - 2;
    }

    /**
     * A column of rows that names others.
     *
     * @param column of the kept ones; holds slots plus {@code base}, and below that none
     * @param of where those slots were read
     */
    record Naming(int column, int base, RowsLoader of) {}

    /**
     * Turns slots of the checkpoint, in the rows that were read, into slots of here. Rows that are on disk by now come back for it.
     *
     * @throws IllegalStateException if a row names one that is not there
     */
    void translate(List<Naming> namings) {
        int count = 0;
        for (int taken : map) {
            if (taken >= 2) {
                from[count++] = taken - 2;
            }
            if (count == RUN) {
                translate(namings, count);
                count = 0;
            }
        }
        if (count > 0) {
            translate(namings, count);
        }
    }

    private void translate(List<Naming> namings, int count) {
        rows.bring(from, count, to);
        for (Naming naming : namings) {
            int[] values = ((IntVector) rows.kept().vector(naming.column)).values();
            for (int i = 0; i < count; i++) {
                int named = values[to[i]] - naming.base;
                if (named >= 0) {
                    int translated = naming.of.newSlot(named);
                    if (translated < 0) {
                        throw new IllegalStateException(
                                "A row of " + rows.ids() + " names slot " + named + ", where there is none");
                    }
                    values[to[i]] = translated + naming.base;
                }
            }
        }
        rows.rewritten(to, count);
        rows.settle();
    }
}
