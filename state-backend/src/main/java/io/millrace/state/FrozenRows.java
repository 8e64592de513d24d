package io.millrace.state;

import io.millrace.columns.Vector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a {@link SlotStore} as they were at a barrier, while the task goes on. An I/O thread, the writer, reads them from the
 * living arrays, page by page. Before the task changes a row that is not written yet it copies that row (with all others of its
 * batch, so a turn copies at most what it fetched) and clears the row's bit in {@code unsaved}; from then on the copy counts.
 *
 * <p>Nobody waits for anybody. The writer reads a page as if it were alone, then looks at the bits again: rows whose bit is gone
 * may have been read half changed, and are left out and taken from their copies. The task clears bits before it writes, the
 * writer reads rows before it reads bits, and fences keep it so (the reader's side of a sequence lock, a bit per row). A page
 * whose rows are read is done, and the task copies nothing more of it.
 *
 * <p>Arrays that grow or are compacted meanwhile are replaced, and the views here keep the old ones.
 */
final class FrozenRows {

    /** Rows that are read at once; as many as a block holds. */
    static final int PAGE_BITS = 12;

    static final int PAGE_SLOTS = 1 << PAGE_BITS;

    private static final int PAGE_WORDS = PAGE_SLOTS / Long.SIZE;
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle FLAGS = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final VarHandle COPIES;

    static {
        try {
            COPIES = MethodHandles.lookup().findVarHandle(FrozenRows.class, "copies", Copies.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Rows that the task copied. Not changed after it is handed over; linked to those handed over before. */
    record Copies(int[] slots, Vector[] columns, @Nullable Copies before) {}

    private final KeptColumns columns;
    private final int top;
    private final int rowCount;
    private final long[] marks;
    private final long[] wanted;
    private final long[] unsaved;
    private final byte[] done;

    /** What else is known of rows that have ids of their own and may be cold; null where slots are ids. */
    @Nullable
    private final FrozenIds ids;

    @Nullable
    private volatile Copies copies;

    private volatile boolean over;

    /** Rows the task has not copied yet; the task's. */
    private final long[] untouched;

    /** Slots to copy; the task's. */
    private int[] buffer = new int[PAGE_SLOTS];

    /**
     * @param columns views of what is kept
     * @param top all slots are below
     * @param rowCount how many rows there are, for people
     * @param marks rows that came, changed or went since the last checkpoint; passes to this object
     * @param wanted rows to write; passes to this object
     * @param ids of rows that are not named by their slots; the marks are by id then
     */
    FrozenRows(KeptColumns columns, int top, int rowCount, long[] marks, long[] wanted, @Nullable FrozenIds ids) {
        this.ids = ids;
        this.columns = columns;
        this.top = top;
        this.rowCount = rowCount;
        this.marks = marks;
        this.wanted = wanted;
        unsaved = wanted.clone();
        untouched = wanted.clone();
        done = new byte[(top + PAGE_SLOTS - 1) >>> PAGE_BITS];
    }

    KeptColumns columns() {
        return columns;
    }

    @Nullable
    FrozenIds ids() {
        return ids;
    }

    int rowCount() {
        return rowCount;
    }

    int pages() {
        return done.length;
    }

    /** What was marked; to be read only. */
    long[] marks() {
        return marks;
    }

    /** What is to be written; to be read only. */
    long[] wanted() {
        return wanted;
    }

    // The task's side.

    /** The task is about to change rows. */
    void save(int[] slots, int count) {
        if (buffer.length < count) {
            buffer = new int[count];
        }
        int n = 0;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (slot >= 0 && slot < top && (untouched[slot >>> 6] >>> slot & 1) != 0) {
                untouched[slot >>> 6] &= ~(1L << slot);
                if (!isDone(slot >>> PAGE_BITS)) {
                    buffer[n++] = slot;
                }
            }
        }
        copy(n);
    }

    /** The task is about to change a row, and perhaps its neighbours next: a copy for each alone would be mostly overhead. */
    void save(int slot) {
        if (slot < 0 || slot >= top || (untouched[slot >>> 6] >>> slot & 1) == 0) {
            return;
        }
        int word = slot >>> 6;
        int n = 0;
        for (long bits = untouched[word]; bits != 0; bits &= bits - 1) {
            buffer[n++] = (word << 6) + Long.numberOfTrailingZeros(bits);
        }
        untouched[word] = 0;
        if (!isDone(slot >>> PAGE_BITS)) {
            copy(n);
        }
    }

    private void copy(int count) {
        if (count == 0) {
            return;
        }
        Vector[] rows = new Vector[columns.count()];
        for (int c = 0; c < rows.length; c++) {
            rows[c] = Vector.create(columns.vector(c).type(), count);
            rows[c].gather(0, columns.vector(c), buffer, count);
        }
        int[] slots = new int[count];
        System.arraycopy(buffer, 0, slots, 0, count);
        Copies before;
        do {
            before = copies;
        } while (!COPIES.compareAndSet(this, before, new Copies(slots, rows, before)));
        for (int slot : slots) {
            WORDS.setRelease(unsaved, slot >>> 6, unsaved[slot >>> 6] & ~(1L << slot));
        }
        VarHandle.storeStoreFence();
    }

    private boolean isDone(int page) {
        return (byte) FLAGS.getAcquire(done, page) != 0;
    }

    /** Whether everything is read or nobody wants it any more, so that nothing has to be saved. Any thread. */
    boolean isOver() {
        return over;
    }

    /** Nobody wants it any more, or everything is read. Any thread. */
    void end() {
        over = true;
        if (ids != null) {
            ids.end();
        }
    }

    // The writer's side.

    /** The rows of a page that are in the living arrays, in order; says how many. */
    int unsaved(int page, int[] into) {
        int n = 0;
        int end = Math.min(wanted.length, (page + 1) * PAGE_WORDS);
        for (int word = page * PAGE_WORDS; word < end; word++) {
            for (long bits = (long) WORDS.getAcquire(unsaved, word); bits != 0; bits &= bits - 1) {
                into[n++] = (word << 6) + Long.numberOfTrailingZeros(bits);
            }
        }
        return n;
    }

    /** Keeps those of these rows that were not touched while they were read; says how many. */
    int keepUnsaved(int[] slots, int count) {
        VarHandle.acquireFence();
        int n = 0;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            slots[n] = slot;
            n += (int) ((long) WORDS.getAcquire(unsaved, slot >>> 6) >>> slot & 1);
        }
        return n;
    }

    /** All rows of a page are read or copied. */
    void setDone(int page) {
        FLAGS.setRelease(done, page, (byte) 1);
    }

    /** What the task copied since the last call. */
    @Nullable
    Copies takeCopies() {
        return (Copies) COPIES.getAndSet(this, null);
    }
}
