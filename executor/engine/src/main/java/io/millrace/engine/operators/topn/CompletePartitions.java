package io.millrace.engine.operators.topn;

import io.millrace.columns.Batch;
import io.millrace.columns.Change;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TimerState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Brings partitions out whose time has come, the earliest first, and forgets them: a cursor over timers and the rows of each one's key. */
final class CompletePartitions {

    private enum Phase {
        TIMERS,
        FETCH,
        READ,
        SENDING,
        FORGET,
        DONE
    }

    private final OrderedState state;
    private final TimerState timers;
    private final TopNChanges changes;
    private final int limit;
    private final RowBlock block;
    private final FirstRows first;
    private final Vector[] keys;
    private final long[] times = new long[Batch.MAX_ROWS];
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final int[] lists = new int[Batch.MAX_ROWS];
    private final int[] begins = new int[Batch.MAX_ROWS + 1];
    private int[] sorted = new int[64];

    private long bound;
    private Phase phase = Phase.DONE;

    /** The timers in hand, and which of them are in work. */
    private int count;

    private int from;
    private int to;

    CompletePartitions(OrderedState state, TimerState timers, TopNSpec spec, TopNChanges changes) {
        this.state = state;
        this.timers = timers;
        this.changes = changes;
        limit = spec.limit();
        block = new RowBlock(spec);
        first = new FirstRows(state, spec.ranking(), limit, block);
        keys = spec.key().stream()
                .map(column -> Vector.create(column.type(), Batch.MAX_ROWS))
                .toArray(Vector[]::new);
    }

    /** Begins with the partitions up to a time. */
    void begin(long upTo) {
        bound = upTo;
        phase = timers.earliest() <= upTo ? Phase.TIMERS : Phase.DONE;
    }

    boolean isDone() {
        return phase == Phase.DONE;
    }

    /**
     * Goes on until there are rows to be sent; called again when these are.
     *
     * @return what to wait for before it is called again; null when there is something to send, or all is sent
     */
    @Nullable
    Completion goOn() {
        while (true) {
            switch (phase) {
                case TIMERS -> {
                    count = timers.expire(bound, keys, times);
                    if (count == TimerState.WAITING) {
                        return timers.completion();
                    }
                    hash();
                    phase = count == 0 ? Phase.DONE : Phase.FETCH;
                }
                case FETCH -> {
                    Completion missing = state.fetch(keys, null, count, hashes, Table.Absent.SKIP, lists);
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
                    tell();
                    phase = Phase.SENDING;
                    if (changes.areLeft()) {
                        return null;
                    }
                }
                case SENDING -> phase = Phase.FORGET;
                case FORGET -> {
                    forget();
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
            Arrays.fill(hashes, 0, count, KeyHash.EMPTY_KEY);
        }
        for (int i = 0; i < keys.length; i++) {
            KeyHash.hash(keys[i], null, count, hashes, i == 0);
        }
    }

    private void beginPartitions(int next) {
        from = next;
        to = next;
        first.begin(block);
        if (next == count) {
            state.unpin();
            phase = Phase.TIMERS;
        } else {
            phase = Phase.READ;
        }
    }

    /** Copies the rows of as many partitions as a batch holds of rows, or of one. */
    private @Nullable Completion read() {
        begins[from] = 0;
        while (to < count && (to == from || first.count() < Batch.MAX_ROWS)) {
            if (lists[to] != OrderedState.NONE) {
                Completion missing = first.read(lists[to]);
                if (missing != null) {
                    return missing;
                }
            }
            begins[to + 1] = first.count();
            to++;
        }
        first.copy();
        return null;
    }

    private void tell() {
        changes.begin(block.columns(), block.columns());
        for (int i = from; i < to; i++) {
            int rows = begins[i + 1] - begins[i];
            sorted = FirstRows.roomFor(sorted, rows);
            first.sort(block, begins[i], begins[i + 1], sorted);
            for (int rank = 1; rank <= Math.min(rows, limit); rank++) {
                changes.add(Change.INSERT, lists[i], sorted[rank - 1], rank);
            }
        }
    }

    private void forget() {
        for (; from < to; from++) {
            if (lists[from] != OrderedState.NONE) {
                state.clear(lists[from], Integer.MAX_VALUE);
            }
        }
    }
}
