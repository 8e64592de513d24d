package io.millrace.engine.operators.topn;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.OrderedState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Copies the first rows of lists into a block, list by list: as many as come out, and those which share the number of the last of them, as
 * their values may say another order. Slots may go while a walk waits, copies stay.
 */
final class FirstRows {

    private final OrderedState state;
    private final Ranking ranking;
    private final int limit;
    private final int[] slots = new int[Batch.MAX_ROWS];
    private final long[] numbers = new long[Batch.MAX_ROWS];
    private int[] merged = new int[64];
    private RowBlock block;

    /** Rows that are found and not copied yet. */
    private int found;

    // The walk of the list in hand.
    private boolean isWalking;
    private int last;
    private int walked;
    private long numberOfLast;

    FirstRows(OrderedState state, Ranking ranking, int limit, RowBlock block) {
        this.state = state;
        this.ranking = ranking;
        this.limit = limit;
        this.block = block;
    }

    /** Begins a block anew. */
    void begin(RowBlock into) {
        block = into;
        block.clear();
        found = 0;
    }

    /** How many rows the block will have so far. */
    int count() {
        return block.count() + found;
    }

    /** Of the list read last, the number of the last row that comes out; {@link Long#MAX_VALUE} if there are fewer. */
    long numberOfLast() {
        return numberOfLast;
    }

    /**
     * Reads a fetched list.
     *
     * @return what to wait for before this is called again; null when its first rows are found
     */
    @Nullable
    Completion read(int list) {
        if (!isWalking) {
            isWalking = true;
            last = OrderedState.NONE;
            walked = 0;
            numberOfLast = Long.MAX_VALUE;
        }
        while (true) {
            int slot = next(list);
            if (slot == OrderedState.WAITING) {
                copy();
                return state.completion();
            }
            if (slot == OrderedState.NONE) {
                isWalking = false;
                return null;
            }
            if (found == slots.length) {
                copy();
            }
            slots[found] = slot;
            numbers[found++] = state.order(slot);
            last = slot;
            if (++walked == limit) {
                numberOfLast = state.order(slot);
            }
        }
    }

    private int next(int list) {
        if (walked < limit) {
            return last == OrderedState.NONE ? state.ceiling(list, Long.MIN_VALUE) : state.next(last);
        }
        return ranking.isExact() ? OrderedState.NONE : state.next(last, numberOfLast);
    }

    /** Copies what is found; before rows of the block are looked at. */
    void copy() {
        block.add(state, slots, numbers, found);
        found = 0;
    }

    /**
     * Puts rows of a block in order.
     *
     * @param from the first, as the walk found them
     * @param to behind the last
     * @param sorted receives the rows, from 0
     */
    void sort(RowBlock rows, int from, int to, int[] sorted) {
        for (int i = from; i < to; i++) {
            sorted[i - from] = i;
        }
        if (ranking.isExact()) {
            return;
        }
        int count = to - from;
        int begin = 0;
        for (int end = 1; end <= count; end++) {
            if (end == count || rows.number(from + end) != rows.number(from + begin)) {
                sortRun(rows.sortColumns(), sorted, begin, end);
                begin = end;
            }
        }
    }

    /** A merge from the bottom up, which leaves equal rows in their order. */
    private void sortRun(Vector[] columns, int[] sorted, int begin, int end) {
        int count = end - begin;
        if (merged.length < count) {
            merged = new int[Math.max(count, 2 * merged.length)];
        }
        for (int width = 1; width < count; width *= 2) {
            for (int left = begin; left < end; left += 2 * width) {
                int middle = Math.min(left + width, end);
                merge(columns, sorted, left, middle, Math.min(middle + width, end), left - begin);
            }
            System.arraycopy(merged, 0, sorted, begin, count);
        }
    }

    private void merge(Vector[] columns, int[] sorted, int left, int middle, int right, int to) {
        int i = left;
        int j = middle;
        int k = to;
        while (i < middle && j < right) {
            boolean isSecond = ranking.compare(columns, sorted[i], columns, sorted[j]) > 0;
            merged[k++] = isSecond ? sorted[j++] : sorted[i++];
        }
        while (i < middle) {
            merged[k++] = sorted[i++];
        }
        while (j < right) {
            merged[k++] = sorted[j++];
        }
    }

    /** An array with room for this many rows, the given one if it has. */
    static int[] roomFor(int[] rows, int count) {
        return rows.length >= count ? rows : Arrays.copyOf(rows, Math.max(count, 2 * rows.length));
    }
}
