package io.millrace.state;

import io.millrace.columns.Vector;
import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows by slot: one vector per column, and which slots hold a row. Slots are handed out densely from 0; those of removed
 * rows are used again first. A slot without a row is zero, empty and NULL-free in every column, so a new row starts clean
 * without any work.
 *
 * <p>For checkpoints there are {@link SlotMarks}. A snapshot names rows by slot, so a slot that is marked but holds no row says "gone" and
 * no key has to be kept for it.
 */
final class SlotStore implements StoredRows {

    /** Half of what fits an index of 2^29 entries, the largest that can double to an array of longs. */
    static final int MAX_SLOTS = 1 << 28;

    /**
     * Most bytes (or elements) of living values of one column. With as much again that was replaced, arrays of bytes are
     * still far from the two billion that Java allows, so that a batch of new values finds room between two looks.
     */
    static final int MAX_LIVING = 1 << 29;

    /** More bytes than there are. */
    private static final long UNLIMITED = 1L << 60;

    private final String name;
    private final int maxSlots;
    private Vector[] columns;
    private final KeptColumns kept;
    private final List<Compaction> compactions;
    private long[] live;
    private final SlotMarks marks;
    private final IntStack free = new IntStack();
    private final int[] single = new int[1];
    private int top;
    private int capacity;

    /** Whether a slot without a row is unlike any, instead of zero, until a row begins there. */
    private boolean poisons;

    /** How many bytes more the arrays may take up; asked when they are full. */
    private LongSupplier room = () -> UNLIMITED;

    /**
     * @param name what the rows are, for messages
     * @param columns empty vectors, all of room for {@code capacity} rows
     * @param kept which of them checkpoints keep
     */
    SlotStore(String name, Vector[] columns, KeptColumns kept, int capacity) {
        this(name, columns, kept, capacity, MAX_SLOTS, MAX_LIVING);
    }

    /** A store with limits of its own. */
    SlotStore(String name, Vector[] columns, KeptColumns kept, int capacity, int maxSlots, int maxLiving) {
        this.name = name;
        this.maxSlots = maxSlots;
        this.columns = columns;
        this.kept = kept;
        this.capacity = capacity;
        live = new long[words(capacity)];
        marks = new SlotMarks(words(capacity));
        List<Compaction> variable = new ArrayList<>();
        for (Vector column : columns) {
            Compaction.addFor(column, maxLiving, variable);
        }
        compactions = List.copyOf(variable);
    }

    /** Arrays grow to what there is room for, in bytes, instead of to twice as much; by a little also when there is none. */
    void growWithin(LongSupplier bytes) {
        room = bytes;
    }

    /** What is gone is made unlike any row, so that tests see who uses it still. */
    void poisonGone() {
        poisons = true;
    }

    /** How many rows there are. */
    int size() {
        return top - free.size();
    }

    /** All slots from here on were never used. */
    int top() {
        return top;
    }

    /** How many rows fit before arrays grow. */
    int capacity() {
        return capacity;
    }

    /** How many slots of removed rows wait for {@link #reuse}. */
    int reusable() {
        return free.size();
    }

    /** Takes the slot of a row that was removed. */
    int reuse() {
        int slot = free.pop();
        begin(slot);
        return slot;
    }

    /** Takes the slot at {@link #top}. */
    int extend() {
        if (top == capacity) {
            grow();
        }
        int slot = top++;
        begin(slot);
        return slot;
    }

    private void begin(int slot) {
        if (poisons) {
            single[0] = slot;
            for (Vector column : columns) {
                SlotValues.reset(column, single, 1);
            }
        }
        live[slot >>> 6] |= 1L << slot;
        marks.mark(slot);
    }

    /**
     * Adds rows: their values go into the first columns, the other columns are zero.
     *
     * @param slots receives the slots
     * @param buffer for {@code count} row numbers
     */
    void add(Vector[] values, int @Nullable [] rows, int count, int[] slots, int[] buffer) {
        int reused = Math.min(count, free.size());
        for (int i = 0; i < reused; i++) {
            int slot = reuse();
            slots[i] = slot;
            for (int c = 0; c < values.length; c++) {
                columns[c].copy(slot, values[c], rows == null ? i : rows[i]);
            }
        }
        int from = top;
        for (int i = reused; i < count; i++) {
            slots[i] = extend();
            buffer[i - reused] = rows == null ? i : rows[i];
        }
        for (int c = 0; c < values.length; c++) {
            columns[c].gather(from, values[c], rows == null && reused == 0 ? null : buffer, count - reused);
        }
    }

    /** A column; those of {@link #add} come first. */
    Vector column(int number) {
        return columns[number];
    }

    /** Whether there is a row at this slot. */
    boolean isLive(int slot) {
        return slot >= 0 && slot < top && (live[slot >>> 6] >>> slot & 1) != 0;
    }

    /** Whether the row at this slot came, changed or went since {@link #takeMarks}. */
    boolean isDirty(int slot) {
        return marks.isMarked(slot);
    }

    /** Hands the marks out, one bit a slot, and starts with none; called when the rows are frozen for a checkpoint. */
    long[] takeMarks() {
        return marks.take();
    }

    /**
     * Takes down what rows there are, for a checkpoint that has all of them or those that were marked.
     *
     * @return rows that are to be {@link #thaw thawed} before the next are frozen
     */
    @Override
    public FrozenRows freeze(boolean all) {
        long[] wanted = wanted(all);
        FrozenRows rows = new FrozenRows(kept.views(), top, size(), takeMarks(), wanted, null);
        freeze(rows);
        return rows;
    }

    /** The rows there are, or those of them that are marked, one bit a slot. */
    long[] wanted(boolean all) {
        long[] wanted = Arrays.copyOf(live, words(top));
        if (!all) {
            marks.retain(wanted);
        }
        return wanted;
    }

    /** These rows are to be protected from now on. */
    void freeze(FrozenRows rows) {
        marks.freeze(rows);
    }

    /** Whether the fate of a checkpoint with these rows is open. */
    boolean isUnsettled() {
        return marks.isUnsettled();
    }

    /** How many rows came or changed and how many went since {@link #takeMarks}. */
    long markCount() {
        return marks.count(words(top));
    }

    /**
     * Frozen rows are done with.
     *
     * @param inLife the {@link #life} they were frozen in
     * @param completed whether the next checkpoint may build upon them; else their marks count as before
     */
    void thaw(FrozenRows rows, int inLife, boolean completed) {
        marks.thaw(rows, inLife, completed);
    }

    /** How often the store began anew: frozen rows of an earlier life are of no concern to this one. */
    int life() {
        return marks.life();
    }

    /** Where the last completed checkpoint has the rows. */
    SavedRows saved() {
        return marks.saved();
    }

    void setSaved(SavedRows rows) {
        marks.setSaved(rows);
    }

    /** The columns that checkpoints keep. */
    @Override
    public KeptColumns kept() {
        return kept;
    }

    /** Before rows are handed out that may be changed, or are changed. Slots may be -1, and stand several times. */
    void protect(int[] slots, int count) {
        marks.protect(slots, count);
    }

    /** Before one row is handed out that may be changed, or is changed. */
    void protect(int slot) {
        marks.protect(slot);
    }

    /** Whether rows are being written, so that arrays with values of theirs must not be used for others. */
    boolean isFrozen() {
        return marks.isFrozen();
    }

    /** Marks a changed row. */
    void mark(int slot) {
        marks.mark(slot);
    }

    /** Marks changed rows. */
    void mark(int[] slots, int count) {
        marks.mark(slots, count);
    }

    /** Which of the 64 slots from {@code 64 * word} on have a row, one bit a slot. */
    long liveWord(int word) {
        return live[word];
    }

    /** The lowest slot from {@code from} on that has a row, or {@link #top}. */
    int nextLive(int from) {
        int word = from >>> 6;
        if (from >= top) {
            return top;
        }
        long bits = live[word] & -1L << from;
        int words = words(top);
        while (bits == 0) {
            if (++word == words) {
                return top;
            }
            bits = live[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    /**
     * Removes rows.
     *
     * @throws IllegalStateException if there is no row at a slot
     */
    void remove(int[] slots, int count) {
        protect(slots, count);
        for (int i = 0; i < count; i++) {
            end(slots[i]);
        }
        for (Vector column : columns) {
            SlotValues.reset(column, slots, count);
            if (poisons) {
                SlotValues.poison(column, slots, count);
            }
        }
    }

    /** Removes one row. */
    void remove(int slot) {
        single[0] = slot;
        remove(single, 1);
    }

    /** Fails when there is no row at this slot. */
    void requireLive(int slot) {
        if (!isLive(slot)) {
            throw new IllegalStateException(name + " has no row at slot " + slot);
        }
    }

    private void end(int slot) {
        requireLive(slot);
        live[slot >>> 6] &= ~(1L << slot);
        marks.mark(slot);
        free.push(slot);
    }

    /** Removes all rows and forgets all marks; the arrays stay. */
    void clear() {
        boolean isFrozen = isFrozen();
        for (Vector column : columns) {
            if (isFrozen) {
                column.renew();
            } else {
                column.clear();
                SlotValues.reset(column, 0, top);
            }
        }
        marks.clear(words(top));
        Arrays.fill(live, 0, words(top), 0);
        free.clear();
        top = 0;
        compactions.forEach(Compaction::restart);
    }

    /** Takes back what replaced and removed values of variable length left behind, once that is more than half. */
    void compactIfSparse() {
        for (Compaction compaction : compactions) {
            compaction.runIfSparse(this);
        }
    }

    /** Begins a row that a checkpoint had, at its slot of then. */
    @Override
    public int restore(int slot) {
        while (slot >= capacity) {
            grow();
        }
        top = Math.max(top, slot + 1);
        live[slot >>> 6] |= 1L << slot;
        return slot;
    }

    /** Begins the rows of slots side by side, 64 at a time. */
    @Override
    public boolean restore(int from, int end) {
        while (end > capacity) {
            grow();
        }
        top = Math.max(top, end);
        SlotRuns.set(live, from, end);
        return true;
    }

    /** All rows are restored: what lies between them may be used. */
    void endRestore() {
        for (int word = words(top) - 1; word >= 0; word--) {
            long without = ~live[word] & (word == top >>> 6 ? ~(-1L << top) : -1L);
            while (without != 0) {
                free.push((word << 6) + 63 - Long.numberOfLeadingZeros(without));
                without &= ~Long.highestOneBit(without);
            }
        }
    }

    @Override
    public SlotStore ids() {
        return this;
    }

    @Override
    public void bring(int[] ids, int count, int[] slots) {
        System.arraycopy(ids, 0, slots, 0, count);
    }

    @Override
    public void settle() {}

    /** Becomes a store with rows at the same slots as another, with its marks and what is saved of it; of empty columns. */
    void adopt(SlotStore other) {
        while (capacity < other.capacity) {
            grow();
        }
        live = Arrays.copyOf(other.live, words(capacity));
        marks.adopt(other.marks, words(capacity));
        top = other.top;
        free.copyOf(other.free);
        poisons = other.poisons;
    }

    /** Another store has what is to be known of these rows from now on: free slots are those without a row, all rows are marked. */
    void adopted() {
        free.clear();
        endRestore();
        marks.markAll(live, words(top));
        marks.setSaved(SavedRows.NONE);
    }

    /** These columns are another one's from now on; none of them is kept by checkpoints. */
    void giveAway(List<? extends Vector> gone) {
        columns = Arrays.stream(columns)
                .filter(column -> gone.stream().noneMatch(other -> other == column))
                .toArray(Vector[]::new);
    }

    @Override
    public void rewritten(int[] slots, int count) {
        mark(slots, count);
    }

    /** Takes a mark back. */
    void unmark(int slot) {
        marks.unmark(slot);
    }

    private void grow() {
        if (capacity == maxSlots) {
            throw full(maxSlots + " rows");
        }
        grow(Math.min(maxSlots, Math.max(16, larger())));
    }

    /** Makes room for so many rows at once, as much as growing row by row would have made. */
    @Override
    public void reserve(long rows) {
        long wanted = capacity;
        while (wanted < Math.min(rows, maxSlots)) {
            wanted = Math.max(16, 2 * wanted);
        }
        if (wanted > capacity) {
            grow((int) Math.min(wanted, maxSlots));
        }
    }

    private void grow(int grown) {
        for (Vector column : columns) {
            column.growTo(grown);
        }
        live = Arrays.copyOf(live, words(grown));
        marks.grow(words(grown));
        capacity = grown;
    }

    private int larger() {
        long fit = capacity + room.getAsLong() / Math.max(1, sizeBytes() / Math.max(1, capacity));
        return (int) Math.min(2L * capacity, Math.max(fit, capacity + (capacity >>> 3)));
    }

    /** About how many bytes the arrays take up. Any thread. */
    long sizeBytes() {
        long sum = 8L * 2 * live.length; // as many marks
        for (Vector column : columns) {
            sum += column.sizeBytes();
        }
        return sum;
    }

    /** The error of a store that cannot take more. */
    RunException full(String limit) {
        return new RunException(
                RunError.user(
                        "state.full",
                        "The state " + name + " reached its limit of " + limit
                                + " in one task. Raise the parallelism, or let the state expire (a window, a shorter time to live)."));
    }

    private static int words(int slots) {
        return (slots + 63) >>> 6;
    }

    @Override
    public String toString() {
        return name + " with " + size() + " rows";
    }
}
