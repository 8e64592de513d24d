package io.millrace.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What checkpoints have to know of a {@link SlotStore}: a mark for each slot whose row came, changed or went since the last one, where that
 * has the rows, and which rows are being written, so that they are protected before they change.
 */
final class SlotMarks {

    private long[] dirty;

    /** What is being written and must not change; null when nothing is. */
    private @Nullable FrozenRows frozen;

    /** How often the store began anew. */
    private int life;

    private SavedRows saved = SavedRows.NONE;

    /** Whether the fate of a checkpoint with these rows is open. */
    private boolean unsettled;

    SlotMarks(int words) {
        dirty = new long[words];
    }

    void mark(int slot) {
        dirty[slot >>> 6] |= 1L << slot;
    }

    void mark(int[] slots, int count) {
        long[] bits = dirty;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            bits[slot >>> 6] |= 1L << slot;
        }
    }

    /** Marks exactly these slots. */
    void markAll(long[] slots, int words) {
        System.arraycopy(slots, 0, dirty, 0, words);
    }

    void unmark(int slot) {
        dirty[slot >>> 6] &= ~(1L << slot);
    }

    boolean isMarked(int slot) {
        return (dirty[slot >>> 6] >>> slot & 1) != 0;
    }

    /** How many slots are marked. */
    long count(int words) {
        long count = 0;
        for (int word = 0; word < words; word++) {
            count += Long.bitCount(dirty[word]);
        }
        return count;
    }

    /** Leaves of some slots those that are marked. */
    void retain(long[] slots) {
        for (int word = 0; word < slots.length; word++) {
            slots[word] &= dirty[word];
        }
    }

    /** Hands the marks out, one bit a slot, and starts with none. */
    long[] take() {
        long[] taken = dirty;
        dirty = new long[taken.length];
        return taken;
    }

    /** These rows are to be protected from now on. */
    void freeze(FrozenRows rows) {
        frozen = rows;
        unsettled = true;
    }

    /** See {@link SlotStore#thaw}. */
    void thaw(FrozenRows rows, int inLife, boolean completed) {
        rows.end();
        if (inLife != life) {
            return;
        }
        frozen = null;
        unsettled = false;
        if (!completed) {
            long[] marks = rows.marks();
            for (int word = 0; word < marks.length; word++) {
                dirty[word] |= marks[word];
            }
        }
    }

    boolean isUnsettled() {
        return unsettled;
    }

    int life() {
        return life;
    }

    SavedRows saved() {
        return saved;
    }

    void setSaved(SavedRows rows) {
        saved = rows;
    }

    boolean isFrozen() {
        return frozen != null && !frozen.isOver();
    }

    void protect(int[] slots, int count) {
        if (frozen != null) {
            protectFrozen(frozen, slots, count);
        }
    }

    private void protectFrozen(FrozenRows rows, int[] slots, int count) {
        if (rows.isOver()) {
            frozen = null;
        } else {
            rows.save(slots, count);
        }
    }

    void protect(int slot) {
        if (frozen != null) {
            protectFrozen(frozen, slot);
        }
    }

    private void protectFrozen(FrozenRows rows, int slot) {
        if (rows.isOver()) {
            frozen = null;
        } else {
            rows.save(slot);
        }
    }

    /** The store begins anew. */
    void clear(int words) {
        frozen = null;
        unsettled = false;
        life++;
        saved = SavedRows.NONE;
        Arrays.fill(dirty, 0, words, 0);
    }

    void grow(int words) {
        dirty = Arrays.copyOf(dirty, words);
    }

    /** Becomes what the other one is, of rows that are not being written. */
    void adopt(SlotMarks other, int words) {
        dirty = Arrays.copyOf(other.dirty, words);
        saved = other.saved;
    }
}
