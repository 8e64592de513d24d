package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds the groups of some tables to those of another one, a batch at a time. Holds scratch space for one merge at once. */
final class TableMerge {

    private final AggregateCalls calls;
    private final Vector[] keys;
    private final int[] fromSlots = new int[Batch.MAX_ROWS];
    private final int[] intoSlots = new int[Batch.MAX_ROWS];
    private final long[] hashes = new long[Batch.MAX_ROWS];

    private List<Table> sources = List.of();
    private int source;
    private @Nullable Table into;
    private Table.@Nullable Scan scan;

    /** Groups in {@link #fromSlots} that are still to be added. */
    private int pending;

    private int added;

    TableMerge(AggregateCalls calls, int groupColumns) {
        this.calls = calls;
        keys = new Vector[groupColumns];
    }

    /** Begins with tables that stay as they are until the merge is done; their groups are added in this order. */
    void begin(List<Table> from, Table target) {
        sources = from;
        source = 0;
        into = target;
    }

    /** Whether a merge has begun and is not done. */
    boolean isActive() {
        return into != null;
    }

    /** How many groups the last step added. */
    int added() {
        return added;
    }

    /** Goes on by about a batch; {@link Progress#DONE} when all groups are there. */
    Progress step() {
        Table target = into;
        if (target == null) {
            throw new IllegalStateException("There is nothing to merge");
        }
        added = 0;
        if (pending == 0) {
            if (source == sources.size()) {
                into = null;
                return Progress.DONE;
            }
            Progress progress = read(sources.get(source));
            if (pending == 0) {
                return progress;
            }
        }
        Completion missing = target.fetch(keys, fromSlots, pending, hashes, Table.Absent.CREATE, intoSlots);
        if (missing != null) {
            return Progress.waiting(missing);
        }
        calls.combine(target, intoSlots, sources.get(source), fromSlots, pending);
        target.written(intoSlots, pending);
        target.unpin();
        added = pending;
        pending = 0;
        return Progress.YIELD;
    }

    private Progress read(Table from) {
        if (scan == null) {
            scan = from.scan();
        }
        int count = scan.next(fromSlots);
        if (count == Table.Scan.WAITING) {
            return Progress.waiting(scan.completion());
        }
        if (count == 0) {
            scan = null;
            source++;
            return Progress.YIELD;
        }
        if (keys.length == 0) {
            Arrays.fill(hashes, 0, count, KeyHash.EMPTY_KEY);
        }
        for (int i = 0; i < keys.length; i++) {
            keys[i] = from.key(i);
            KeyHash.hash(keys[i], fromSlots, count, hashes, i == 0);
        }
        pending = count;
        return Progress.YIELD;
    }
}
