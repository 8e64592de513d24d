package io.millrace.state;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.BlockEncoder;
import io.millrace.columns.Vector;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings {@link FrozenRows} into a segment: page by page from the living arrays, and between the pages what the task copied.
 * One thread, which is not the task's.
 */
final class FrozenRowsWriter {

    /** A block holds many times that. */
    private static final long COLD_FRAME_BYTES = 1 << 20;

    private final FrozenRows rows;
    private final SegmentOutput out;
    private final BatchPool pool;
    private final BlockEncoder encoder;
    private final long[] written;
    private final int[] slots = new int[FrozenRows.PAGE_SLOTS];
    private final int[] part = new int[FrozenRows.PAGE_SLOTS];
    private final int[] places = new int[FrozenRows.PAGE_SLOTS];
    private final int[] ids = new int[FrozenRows.PAGE_SLOTS];

    /** @param encoder used for one store after the other */
    FrozenRowsWriter(FrozenRows rows, SegmentOutput out, BlockEncoder encoder) {
        this.rows = rows;
        this.out = out;
        this.encoder = encoder;
        pool = new BatchPool(rows.columns().schema());
        written = new long[rows.wanted().length];
    }

    /**
     * Writes all rows, and which slots lost theirs.
     *
     * @throws IOException if the file cannot be written, or nobody wants the rows any more
     */
    void write(boolean isBase) throws IOException {
        Vector[] living = new Vector[rows.columns().count()];
        for (int c = 0; c < living.length; c++) {
            living[c] = rows.columns().vector(c);
        }
        for (int page = 0; page < rows.pages(); page++) {
            writePage(page, living);
            writeCopies();
        }
        requireComplete();
        if (rows.ids() != null) {
            writeCold(rows.ids());
        }
        rows.end();
        if (!isBase) {
            writeGone();
        }
    }

    private void writePage(int page, Vector[] living) throws IOException {
        int left = rows.unsaved(page, slots);
        sortById(slots, left);
        int atOnce = left;
        while (left > 0) {
            int count = Math.min(left, atOnce);
            System.arraycopy(slots, 0, part, 0, count);
            RuntimeException failure = encode(living, part, count);
            if (rows.isOver()) {
                throw new IOException("The checkpoint was given up while it was written");
            }
            int still = rows.keepUnsaved(part, count);
            if (still < count) {
                // Some of them changed meanwhile, so what was read of these may be anything. Without them then.
                left = rows.keepUnsaved(slots, left);
            } else if (failure == null) {
                put(part, count);
                left -= count;
                System.arraycopy(slots, count, slots, 0, left);
            } else if (failure instanceof IllegalArgumentException && count > 1) {
                // Too large for one block.
                atOnce = count / 2;
            } else {
                throw failure;
            }
        }
        rows.setDone(page);
    }

    /** Reads rows that may change at this very moment, which may end in any exception. */
    @Nullable
    private RuntimeException encode(Vector[] columns, int[] which, int count) {
        Batch batch = pool.take();
        try {
            for (int c = 0; c < columns.length; c++) {
                batch.shareColumn(c, columns[c]);
            }
            encoder.encode(batch, which, count);
            return null;
        } catch (RuntimeException e) {
            return e;
        } finally {
            batch.release();
        }
    }

    private void put(int[] of, int count) throws IOException {
        FrozenIds named = rows.ids();
        out.rows(named == null ? of : named.of(of, count, ids), count, encoder);
        for (int i = 0; i < count; i++) {
            written[of[i] >>> 6] |= 1L << of[i];
        }
    }

    private void writeCopies() throws IOException {
        for (FrozenRows.Copies copies = rows.takeCopies(); copies != null; copies = copies.before()) {
            // Slots with their places in the copy, so that both come out in the order of the slots.
            long[] order = new long[copies.slots().length];
            int count = 0;
            for (int i = 0; i < order.length; i++) {
                int slot = copies.slots()[i];
                // A row of a page that was read just then is there twice.
                if ((written[slot >>> 6] >>> slot & 1) == 0) {
                    int id = rows.ids() == null ? slot : rows.ids().of(slot);
                    order[count++] = (long) id << Integer.SIZE | i;
                }
            }
            Arrays.sort(order, 0, count);
            writeCopies(copies, order, count);
        }
    }

    private void writeCopies(FrozenRows.Copies copies, long[] order, int count) throws IOException {
        int atOnce = FrozenRows.PAGE_SLOTS;
        int done = 0;
        while (done < count) {
            int n = Math.min(count - done, atOnce);
            for (int i = 0; i < n; i++) {
                places[i] = (int) order[done + i];
                part[i] = copies.slots()[places[i]];
            }
            RuntimeException failure = encode(copies.columns(), places, n);
            if (failure == null) {
                put(part, n);
                done += n;
            } else if (failure instanceof IllegalArgumentException && n > 1) {
                atOnce = n / 2;
            } else {
                throw failure;
            }
        }
    }

    private void requireComplete() {
        if (!Arrays.equals(written, rows.wanted())) {
            for (int word = 0; word < written.length; word++) {
                if (written[word] != rows.wanted()[word]) {
                    throw new IllegalStateException("Of the slots from " + 64 * word + " on the checkpoint wants "
                            + Long.toBinaryString(rows.wanted()[word]) + " and has "
                            + Long.toBinaryString(written[word]));
                }
            }
        }
    }

    /** A frame has its rows in the order of their ids, which is not that of their places. */
    private void sortById(int[] of, int count) {
        FrozenIds named = rows.ids();
        if (named == null) {
            return;
        }
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            order[i] = (long) named.of(of[i]) << Integer.SIZE | of[i];
        }
        Arrays.sort(order);
        for (int i = 0; i < count; i++) {
            of[i] = (int) order[i];
        }
    }

    private void writeCold(FrozenIds named) throws IOException {
        ColdRows.Frozen cold = named.rows();
        if (cold == null) {
            return;
        }
        try {
            ColdStore.View view = cold.view();
            RowBytes bytes = new RowBytes();
            Vector[] columns = HeapTable.vectors(rows.columns().schema(), FrozenRows.PAGE_SLOTS);
            int count = 0;
            long size = 0;
            for (int word = 0; word < named.cold().length; word++) {
                for (long bits = named.cold()[word]; bits != 0; bits &= bits - 1) {
                    int id = (word << 6) + Long.numberOfTrailingZeros(bits);
                    byte[] row = view.next(id);
                    bytes.get(row, columns, count);
                    ids[count++] = id;
                    size += row.length;
                    if (count == FrozenRows.PAGE_SLOTS || size > COLD_FRAME_BYTES) {
                        writeCold(columns, count);
                        count = 0;
                        size = 0;
                    }
                }
            }
            if (count > 0) {
                writeCold(columns, count);
            }
        } finally {
            cold.done();
        }
    }

    private void writeCold(Vector[] columns, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            places[i] = i;
        }
        RuntimeException failure = encode(columns, places, count);
        if (failure != null) {
            throw failure;
        }
        if (rows.isOver()) {
            throw new IOException("The checkpoint was given up while it was written");
        }
        out.rows(ids, count, encoder);
        for (Vector column : columns) {
            column.clear();
            SlotValues.reset(column, 0, count);
        }
    }

    private void writeGone() throws IOException {
        int count = 0;
        long[] marks = rows.marks();
        long[] there = rows.ids() == null ? rows.wanted() : rows.ids().wanted();
        for (int word = 0; word < there.length; word++) {
            for (long bits = marks[word] & ~there[word]; bits != 0; bits &= bits - 1) {
                slots[count++] = (word << 6) + Long.numberOfTrailingZeros(bits);
                if (count == slots.length) {
                    out.gone(slots, count);
                    count = 0;
                }
            }
        }
        if (count > 0) {
            out.gone(slots, count);
        }
    }
}
