package io.millrace.engine.operators.over;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TimerState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings out the rows that a watermark has passed, partition by partition and each in the order of time: a cursor over timers, and the rows
 * of each one's key. A few partitions at a time are copied, with the rows that have come out before and are in their frames; then
 * results are computed a batch at a time; then rows that no later one needs are removed.
 */
final class PendingRows {

    private enum Phase {
        TIMERS,
        FETCH,
        TOTALS,
        READ,
        COMPUTE,
        SETTLE,
        DONE
    }

    private final OverSpec spec;
    private final OrderedState state;
    private final TimerState timers;
    private final OverState kept;
    private final BatchPool pool;
    private final RowsPool rowsPool;
    private final OverResults results;
    private final HeldRows block;

    // The timers in hand.
    private final Vector[] keys;
    private final long[] times = new long[Batch.MAX_ROWS];
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final int[] listOf = new int[Batch.MAX_ROWS];
    private int timerCount;

    /** The partitions of these: the list of each once, its key and where its totals are. */
    private final int[] lists = new int[Batch.MAX_ROWS];

    private final int[] keyRows = new int[Batch.MAX_ROWS];
    private final long[] keyHashes = new long[Batch.MAX_ROWS];
    private final int[] totalSlots = new int[Batch.MAX_ROWS];
    private int[] placeOf = new int[1024];
    private int count;

    /** By list: the watermark, as its number, whose rows have come out of it. Many timers may be of one partition. */
    private int[] settledBy = new int[1024];

    private int watermarkNumber;

    // By partition: its rows in the block, and the first of them that comes out.
    private final int[] begins = new int[Batch.MAX_ROWS + 1];
    private final int[] firstPending = new int[Batch.MAX_ROWS];

    /** The partitions in work: from, without the last, and how far they are. */
    private int from;

    private int to;
    private int at;

    // The walk of a list.
    private final int[] slots = new int[Batch.MAX_ROWS];
    private final long[] slotTimes = new long[Batch.MAX_ROWS];
    private int found;
    private boolean isWalking;
    private int last;
    private int walked;
    private boolean isPendingSeen;

    /** The row of the block that comes out next. */
    private int next;

    private int rowsLeft;
    private long bound;
    private Phase phase = Phase.DONE;
    private @Nullable Rows made;

    PendingRows(
            OperatorContext context,
            OverSpec spec,
            OrderedState state,
            TimerState timers,
            OverState kept,
            BatchPool pool) {
        this.spec = spec;
        this.state = state;
        this.timers = timers;
        this.kept = kept;
        this.pool = pool;
        rowsPool = context.rows();
        block = new HeldRows(spec.input().schema());
        results = new OverResults(context, spec, kept.totals, block);
        keys = spec.key().stream()
                .map(column -> Vector.create(column.type(), Batch.MAX_ROWS))
                .toArray(Vector[]::new);
    }

    /** Begins with the rows up to a time. */
    void begin(long upTo) {
        bound = upTo;
        watermarkNumber++;
        phase = timers.earliest() <= upTo ? Phase.TIMERS : Phase.DONE;
    }

    boolean isDone() {
        return phase == Phase.DONE;
    }

    /** The batch that was made; null if there is none. Its reference passes to the caller. */
    @Nullable
    Rows takeResults() {
        Rows taken = made;
        made = null;
        return taken;
    }

    /**
     * Goes on until a batch is made.
     *
     * @return what to wait for before it is called again; null when there is a batch, or nothing more to come
     */
    @Nullable
    Completion goOn() {
        while (true) {
            switch (phase) {
                case TIMERS -> {
                    timerCount = timers.expire(bound, keys, times);
                    if (timerCount == TimerState.WAITING) {
                        return timers.completion();
                    }
                    hash();
                    phase = timerCount == 0 ? Phase.DONE : Phase.FETCH;
                }
                case FETCH -> {
                    Completion missing = state.fetch(keys, null, timerCount, hashes, Table.Absent.SKIP, listOf);
                    if (missing != null) {
                        return missing;
                    }
                    findPartitions();
                    phase = Phase.TOTALS;
                }
                case TOTALS -> {
                    Completion missing = fetchTotals();
                    if (missing != null) {
                        return missing;
                    }
                    beginPartitions(0);
                }
                case READ -> {
                    Completion missing = read();
                    if (missing != null) {
                        return missing;
                    }
                    beginCompute();
                }
                case COMPUTE -> {
                    if (rowsLeft > 0) {
                        return compute();
                    }
                    at = from;
                    isWalking = false;
                    phase = Phase.SETTLE;
                }
                case SETTLE -> {
                    Completion missing = settle();
                    if (missing != null) {
                        return missing;
                    }
                    beginPartitions(to);
                }
                case DONE -> {
                    return null;
                }
            }
        }
    }

    private void hash() {
        if (keys.length == 0) {
            Arrays.fill(hashes, 0, timerCount, KeyHash.EMPTY_KEY);
        }
        for (int i = 0; i < keys.length; i++) {
            KeyHash.hash(keys[i], null, timerCount, hashes, i == 0);
        }
    }

    /** Several timers may be of one partition. */
    private void findPartitions() {
        count = 0;
        for (int i = 0; i < timerCount; i++) {
            int list = listOf[i];
            if (list == OrderedState.NONE) {
                continue;
            }
            if (list >= placeOf.length) {
                placeOf = Arrays.copyOf(placeOf, Math.max(list + 1, 2 * placeOf.length));
                settledBy = Arrays.copyOf(settledBy, placeOf.length);
            }
            // No list begins while a watermark passes, so none has the number of another one.
            if (settledBy[list] == watermarkNumber) {
                continue;
            }
            int place = placeOf[list];
            if (place >= count || lists[place] != list) {
                placeOf[list] = count;
                lists[count] = list;
                keyRows[count] = i;
                keyHashes[count++] = hashes[i];
            }
        }
    }

    private @Nullable Completion fetchTotals() {
        Table totals = kept.totals;
        if (totals == null || count == 0) {
            return null;
        }
        Completion missing = totals.fetch(keys, keyRows, count, keyHashes, Table.Absent.CREATE, totalSlots);
        if (missing == null && kept.removeOver(totalSlots, count)) {
            missing = totals.fetch(keys, keyRows, count, keyHashes, Table.Absent.CREATE, totalSlots);
        }
        return missing;
    }

    private void beginPartitions(int partition) {
        from = partition;
        to = partition;
        block.clear();
        found = 0;
        begins[from] = 0;
        isWalking = false;
        if (partition == count) {
            state.unpin();
            Table totals = kept.totals;
            if (totals != null) {
                kept.written(totalSlots, count);
                totals.unpin();
            }
            phase = Phase.TIMERS;
        } else {
            phase = Phase.READ;
        }
    }

    /** Copies the rows of as many partitions as a batch holds of rows, or of one. */
    private @Nullable Completion read() {
        while (to < count && (to == from || block.count() + found < Batch.MAX_ROWS)) {
            Completion missing = readList(lists[to]);
            if (missing != null) {
                return missing;
            }
            begins[to + 1] = block.count() + found;
            to++;
        }
        copy();
        return null;
    }

    private @Nullable Completion readList(int list) {
        if (!isWalking) {
            Completion missing = kept.forgetOver(list);
            if (missing != null) {
                // The rows of lists before it may leave memory while this is waited for.
                copy();
                return missing;
            }
            isWalking = true;
            isPendingSeen = false;
            last = OrderedState.NONE;
        }
        while (true) {
            int slot = last == OrderedState.NONE ? state.ceiling(list, Long.MIN_VALUE, bound) : state.next(last, bound);
            if (slot == OrderedState.WAITING) {
                copy();
                return state.completion();
            }
            if (slot == OrderedState.NONE) {
                if (!isPendingSeen) {
                    firstPending[to] = block.count() + found;
                }
                isWalking = false;
                return null;
            }
            if (found == slots.length) {
                copy();
            }
            if (!isPendingSeen && !kept.isDone(slot)) {
                isPendingSeen = true;
                firstPending[to] = block.count() + found;
            }
            slots[found] = slot;
            slotTimes[found++] = state.order(slot);
            last = slot;
        }
    }

    private void copy() {
        block.add(state, slots, slotTimes, found);
        found = 0;
    }

    private void beginCompute() {
        results.begin(block);
        rowsLeft = 0;
        for (int i = from; i < to; i++) {
            rowsLeft += begins[i + 1] - firstPending[i];
        }
        at = from;
        next = firstPending[from];
        results.beginPartition(begins[from], begins[from + 1]);
        phase = Phase.COMPUTE;
    }

    /** Makes a batch of results. */
    private @Nullable Completion compute() {
        int size = Math.min(rowsLeft, Batch.MAX_ROWS);
        Completion missing = results.beginBatch(size);
        if (missing != null) {
            return missing;
        }
        Batch out = pool.take();
        for (int i = 0; i < size; i++) {
            while (next == begins[at + 1]) {
                at++;
                next = firstPending[at];
                results.beginPartition(begins[at], begins[at + 1]);
            }
            results.add(out, i, next, begins[at], next == firstPending[at], totalSlots[at]);
            next++;
        }
        out.setRowCount(size);
        rowsLeft -= size;
        made = results.write(out, size, rowsPool.take(out));
        return null;
    }

    /** Notes which rows have come out, and removes those that no later row needs. */
    private @Nullable Completion settle() {
        for (; at < to; at++) {
            Completion missing = settleList(lists[at]);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private @Nullable Completion settleList(int list) {
        int size = begins[at + 1] - begins[at];
        if (!isWalking) {
            last = state.ceiling(list, Long.MIN_VALUE);
            if (last == OrderedState.WAITING) {
                return state.completion();
            }
            walked = 0;
            isWalking = true;
        }
        while (walked < size) {
            int behind = walked + 1 < size ? state.next(last) : OrderedState.NONE;
            if (behind == OrderedState.WAITING) {
                return state.completion();
            }
            if (isNeeded(size)) {
                if (!kept.isDone(last)) {
                    kept.setDone(last);
                }
            } else {
                state.remove(list, last);
            }
            last = behind;
            walked++;
        }
        if (kept.livesForATime()) {
            int first = state.ceiling(list, Long.MIN_VALUE);
            if (first == OrderedState.WAITING) {
                return state.completion();
            }
            if (first >= 0) {
                kept.date(first);
            }
        }
        settledBy[list] = watermarkNumber;
        isWalking = false;
        return null;
    }

    /** Whether the row walked to is in a frame, or a row before, of one that is still to come. */
    private boolean isNeeded(int size) {
        long time = block.time(begins[at] + walked);
        boolean isNear =
                spec.timeKept() > 0 && (bound < Long.MIN_VALUE + spec.timeKept() || time > bound - spec.timeKept());
        return walked >= size - spec.rowsKept() || isNear;
    }
}
