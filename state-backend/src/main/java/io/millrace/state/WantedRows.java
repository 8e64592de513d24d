package io.millrace.state;

import io.millrace.spi.Completion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cold rows that are wanted, and those that are being read: one batch at a time. The task's thread. */
final class WantedRows {

    private int[] ids = new int[16];
    private int count;

    private ColdRows.@Nullable Read read;

    /** Of those being read, what has become another row or has changed since; by position. */
    private boolean @Nullable [] forgotten;

    void add(int id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = id;
    }

    /** Nothing is wanted of what was added since the last read. */
    void clear() {
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Has all that was added read, while nothing is. */
    ColdRows.Read read(ColdRows cold) {
        if (read != null) {
            throw new IllegalStateException("Rows are wanted while others are read");
        }
        ColdRows.Read reading = cold.read(take());
        read = reading;
        return reading;
    }

    /** Reads what was added and takes it over; blocks, and only when nothing else is under way. */
    void readNow(TieredRows tier) {
        if (count == 0) {
            return;
        }
        int[] taken = take();
        tier.takeOver(taken, tier.cold().readNow(taken));
    }

    /** What was added, ascending, each once. */
    private int[] take() {
        Arrays.sort(ids, 0, count);
        int n = 0;
        for (int i = 0; i < count; i++) {
            if (n == 0 || ids[n - 1] != ids[i]) {
                ids[n++] = ids[i];
            }
        }
        count = 0;
        return Arrays.copyOf(ids, n);
    }

    /** Whether rows are still on their way. */
    boolean isBeingRead() {
        return read != null && !read.isDone();
    }

    /** Whether a row has been read and waits to be taken over. */
    boolean isThere(int id) {
        return read != null && read.isDone() && Arrays.binarySearch(read.ids(), id) >= 0;
    }

    /** What is being read; what is done if nothing is. */
    Completion completion() {
        ColdRows.Read reading = read;
        if (reading != null) {
            return reading;
        }
        Completion done = new Completion();
        done.complete();
        return done;
    }

    /** A row that may be being read is not what it was. */
    void forget(int id) {
        if (read != null) {
            int position = Arrays.binarySearch(read.ids(), id);
            if (position >= 0) {
                if (forgotten == null) {
                    forgotten = new boolean[read.ids().length];
                }
                forgotten[position] = true;
            }
        }
    }

    /** Brings what was read into the arrays, if something was. */
    void takeOver(TieredRows tier) {
        ColdRows.Read done = read;
        if (done == null) {
            return;
        }
        boolean[] without = forgotten;
        read = null;
        forgotten = null;
        if (without == null) {
            tier.takeOver(done.ids(), done.values());
            return;
        }
        int[] left = new int[without.length];
        byte[][] rows = new byte[without.length][];
        int n = 0;
        for (int i = 0; i < without.length; i++) {
            if (!without[i]) {
                left[n] = done.ids()[i];
                rows[n++] = done.values()[i];
            }
        }
        tier.takeOver(Arrays.copyOf(left, n), rows);
    }
}
