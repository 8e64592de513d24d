package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sends the groups of windows as rows: keys, results, and the window's times. */
final class WindowResults {

    private final OperatorContext context;
    private final AggregateCalls calls;
    private final BatchPool pool;
    private final PortMeter port;
    private final ResultRows results;
    private final int groups;
    private final int[] slots = new int[Batch.MAX_ROWS];
    private final GroupGathering gathered;

    // Groups that were read and are not sent yet, and those that are sent at once.
    private int pending;
    private int offset;
    private final int[] chosen = new int[Batch.MAX_ROWS];
    private final Vector[] keys;
    private final long[] hashes = new long[Batch.MAX_ROWS];

    WindowResults(OperatorContext context, AggregateSpec spec, AggregateCalls calls) {
        this.context = context;
        this.calls = calls;
        groups = spec.groupColumns().length;
        gathered = calls.gathered();
        keys = new Vector[groups];
        pool = context.pool(spec.outputs().getFirst());
        port = context.port(spec.nodeId(), "out", spec.rows());
        results = new ResultRows(spec, context.errors(spec.nodeId()));
    }

    /** Whether a batch can be sent. */
    boolean hasRoom() {
        return context.output(0).hasRoom();
    }

    /**
     * Sends the next batch of a window's groups.
     *
     * @param sent where groups stood that may have sent this window in an earlier life
     * @return {@link Progress#DONE} when there are no more
     */
    Progress send(Table.Scan cursor, Table table, long start, long end, RestoredTime sent) {
        if (!hasRoom()) {
            return Progress.OUTPUT_FULL;
        }
        if (pending == 0) {
            int count = cursor.next(slots);
            if (count == Table.Scan.WAITING) {
                return Progress.waiting(cursor.completion());
            }
            if (count == 0) {
                return Progress.DONE;
            }
            pending = sent.stood().isEmpty() ? count : withoutSent(table, count, end, sent);
            offset = 0;
            if (pending == 0) {
                return Progress.YIELD;
            }
        }
        int count = choose(table, slots);
        if (!gathered.isEmpty()) {
            Arrays.fill(gathered.from(), 0, count, start);
            Arrays.fill(gathered.to(), 0, count, end - 1);
            Completion missing = gather(table, count, false);
            if (missing != null) {
                return Progress.waiting(missing);
            }
        }
        Batch out = results(table, chosen, count);
        long[] times = Windows.times(start, end);
        for (int i = 0; i < timeColumns(out); i++) {
            Arrays.fill(times(out, i), 0, count, times[i]);
        }
        emit(out);
        sent(count);
        return Progress.YIELD;
    }

    /** The groups that are sent next: all that are pending, but for results that together take up too much. */
    private int choose(Table table, int[] of) {
        int count = gathered.isEmpty() ? pending : gathered.atOnce(table, of, offset, pending);
        System.arraycopy(of, offset, chosen, 0, count);
        return count;
    }

    private void sent(int count) {
        offset += count;
        pending -= count;
        gathered.unpin();
    }

    private @Nullable Completion gather(Table table, int count, boolean removes) {
        Arrays.fill(hashes, 0, count, KeyHash.EMPTY_KEY);
        for (int key = 0; key < groups; key++) {
            keys[key] = table.key(key);
            KeyHash.hash(keys[key], chosen, count, hashes, key == 0);
        }
        Completion missing = gathered.fetch(keys, chosen, count, hashes);
        return missing == null ? gathered.gather(table, chosen, count, null, removes) : missing;
    }

    /** Drops what is kept of slices before this one. */
    void dropBelow(long slice) {
        gathered.dropBelow(slice);
    }

    private int withoutSent(Table table, int count, long end, RestoredTime sent) {
        long[] hashes = new long[count];
        Arrays.fill(hashes, KeyHash.EMPTY_KEY);
        for (int key = 0; key < groups; key++) {
            KeyHash.hash(table.key(key), slots, count, hashes, key == 0);
        }
        int left = 0;
        for (int i = 0; i < count; i++) {
            if (end - 1 > sent.at(KeyHash.keyGroup(hashes[i]))) {
                slots[left++] = slots[i];
            }
        }
        return left;
    }

    /**
     * Sends groups that know their first and last time, and are gone then.
     *
     * @return {@link Progress#DONE} when all are sent; else to be called again with the same
     */
    Progress sendSessions(Table table, int[] sessions, int sessionCount, SessionWindows windows) {
        if (pending == 0) {
            pending = sessionCount;
            offset = 0;
        }
        while (pending > 0) {
            if (!hasRoom()) {
                return Progress.OUTPUT_FULL;
            }
            int count = choose(table, sessions);
            long[] first = calls.firstTimes(table);
            long[] last = calls.lastTimes(table);
            if (!gathered.isEmpty()) {
                for (int i = 0; i < count; i++) {
                    gathered.from()[i] = windows.sliceOf(first[chosen[i]]);
                    gathered.to()[i] = windows.sliceOf(last[chosen[i]]);
                }
                Completion missing = gather(table, count, true);
                if (missing != null) {
                    return Progress.waiting(missing);
                }
            }
            Batch out = results(table, chosen, count);
            for (int column = 0; column < timeColumns(out); column++) {
                long[] into = times(out, column);
                long[] of = column == 0 ? first : last;
                long more = column == 0
                        ? 0
                        : column == 1 ? windows.gapMicros() : windows.gapMicros() - Windows.WINDOW_TIME_MICROS;
                for (int i = 0; i < count; i++) {
                    into[i] = of[chosen[i]] + more;
                }
            }
            emit(out);
            sent(count);
        }
        return Progress.DONE;
    }

    private Batch results(Table table, int[] of, int count) {
        Batch out = pool.take();
        out.setRowCount(count);
        for (int i = 0; i < groups; i++) {
            out.column(i).gather(0, table.key(i), of, count);
        }
        results.begin();
        calls.writeResults(table, of, count, out, groups, results);
        return out;
    }

    /** Start, end and, if asked for, the last millisecond. */
    private int timeColumns(Batch out) {
        return out.columnCount() - groups - calls.resultCount();
    }

    private long[] times(Batch out, int column) {
        return ((LongVector) out.column(groups + calls.resultCount() + column)).values();
    }

    private void emit(Batch out) {
        Rows rows = results.withoutFailed(context.rows().take(out));
        port.passed(rows);
        context.output(0).emit(rows);
    }
}
