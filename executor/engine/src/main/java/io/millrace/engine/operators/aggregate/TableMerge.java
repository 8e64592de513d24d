package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds the groups of some tables to those of other ones, a batch at a time, and then the values of DISTINCT aggregates. Holds scratch
 * space for one merge at once.
 */
final class TableMerge {

    private static final int GROUPS = -1;

    private final AggregateCalls calls;
    private final Vector[] keys;
    private final int[] fromSlots = new int[Batch.MAX_ROWS];
    private final int[] intoSlots = new int[Batch.MAX_ROWS];
    private final long[] hashes = new long[Batch.MAX_ROWS];

    private List<GroupTables> sources = List.of();
    private int source;

    /** Which table of the source is read: {@link #GROUPS}, or one of values. */
    private int part = GROUPS;

    private @Nullable GroupTables into;
    private Table.@Nullable Scan scan;

    /** Rows in {@link #fromSlots} that are still to be added. */
    private int pending;

    private int added;

    private IntPredicate leftOut = _ -> false;

    TableMerge(AggregateCalls calls, int groupColumns) {
        this.calls = calls;
        keys = new Vector[groupColumns];
    }

    /** Begins with tables that stay as they are until the merge is done; their groups are added in this order. */
    void begin(List<GroupTables> from, GroupTables target) {
        begin(from, target, _ -> false);
    }

    /**
     * The same without some groups.
     *
     * @param leftOut the key groups of those
     */
    void begin(List<GroupTables> from, GroupTables target, IntPredicate leftOut) {
        this.leftOut = leftOut;
        sources = from;
        source = 0;
        part = GROUPS;
        into = target;
    }

    /** Whether a merge has begun and is not done. */
    boolean isActive() {
        return into != null;
    }

    /** How many rows the last step added. */
    int added() {
        return added;
    }

    /** Goes on by about a batch; {@link Progress#DONE} when all groups are there. */
    Progress step() {
        GroupTables target = into;
        if (target == null) {
            throw new IllegalStateException("There is nothing to merge");
        }
        added = 0;
        if (pending == 0) {
            if (source == sources.size()) {
                into = null;
                return Progress.DONE;
            }
            Progress progress = read(part(sources.get(source)));
            if (pending == 0) {
                return progress;
            }
        }
        Completion missing = part == GROUPS
                ? addGroups(target, sources.get(source).groups())
                : calls.distinct(part).add(target, part(sources.get(source)), fromSlots, pending, hashes);
        if (missing != null) {
            return Progress.waiting(missing);
        }
        target.unpin();
        added = pending;
        pending = 0;
        return Progress.YIELD;
    }

    private Table part(GroupTables of) {
        return part == GROUPS ? of.groups() : of.values()[part];
    }

    private @Nullable Completion addGroups(GroupTables target, Table from) {
        Table groups = target.groups();
        Completion missing = groups.fetch(keys, fromSlots, pending, hashes, Table.Absent.CREATE, intoSlots);
        if (missing == null) {
            calls.combine(groups, intoSlots, from, fromSlots, pending);
            groups.written(intoSlots, pending);
        }
        return missing;
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
            if (++part == calls.distinctCount()) {
                part = GROUPS;
                source++;
            }
            return Progress.YIELD;
        }
        if (keys.length == 0) {
            Arrays.fill(hashes, 0, count, KeyHash.EMPTY_KEY);
        }
        for (int i = 0; i < keys.length; i++) {
            keys[i] = from.key(i);
            KeyHash.hash(keys[i], fromSlots, count, hashes, i == 0);
        }
        pending = 0;
        for (int i = 0; i < count; i++) {
            if (!leftOut.test(KeyHash.keyGroup(hashes[i]))) {
                fromSlots[pending] = fromSlots[i];
                hashes[pending++] = hashes[i];
            }
        }
        return Progress.YIELD;
    }
}
