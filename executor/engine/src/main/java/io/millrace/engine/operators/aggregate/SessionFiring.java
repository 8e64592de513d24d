package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Signal.Watermark;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sends sessions. Groups of a slice know their first and last time. When a slice is complete, nothing more can come between it and
 * what is there of later slices: each of its groups either goes on, then it is added to the first group within the gap, or it
 * is a session that has ended. So a session of any length is one group of the last slices, and merging it with others, which a row
 * in between may lead to, is no case of its own.
 *
 * <p>It answers what Flink does, with watermarks in steps of a slice: a row behind complete slices is late unless a session that has not
 * ended is within the gap.
 */
final class SessionFiring implements WindowFiring {

    private static final int GROUPS = -1;

    private final SessionWindows windows;
    private final GroupStates slices;
    private final AggregateCalls calls;
    private final WindowResults results;
    private final Vector[] keys;

    /** The first slice that is not complete; those before it are gone. */
    private long liveFrom = Long.MIN_VALUE;

    // The complete slice in hand, and those of its groups that are not looked after yet, up to a later slice.
    private long slice;
    private @Nullable GroupTables groups;

    /** Which table of the slice is gone through: the groups, then those of values. */
    private int part = GROUPS;

    private Table.@Nullable Scan scan;
    private final int[] pending = new int[Batch.MAX_ROWS];
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private int pendingCount;
    private long later;

    private final int[] found = new int[Batch.MAX_ROWS];
    private final int[] from = new int[Batch.MAX_ROWS];
    private final int[] into = new int[Batch.MAX_ROWS];
    private final long[] fromHashes = new long[Batch.MAX_ROWS];

    // A late row that is being looked after.
    private int lateRow;
    private int lateKept;
    private long lateSlice;
    private boolean lookingAtLate;
    private final int[] oneRow = new int[1];
    private final long[] oneHash = new long[1];
    private final int[] oneSlot = new int[1];

    SessionFiring(
            SessionWindows windows, GroupStates slices, AggregateCalls calls, WindowResults results, int groupColumns) {
        this.windows = windows;
        this.slices = slices;
        this.calls = calls;
        this.results = results;
        keys = new Vector[groupColumns];
    }

    @Override
    public boolean isLate(long of) {
        return of < liveFrom;
    }

    @Override
    public void changed(long of) {
        // Nothing is made of slices before they are complete.
    }

    /** State says itself what was sent: sessions that have ended are gone. */
    @Override
    public void restore(RestoredTime time) {
        if (time.least() != Watermark.NONE) {
            passed(time.least());
        }
    }

    private void passed(long watermark) {
        long complete = windows.lastComplete(watermark);
        liveFrom =
                Math.max(liveFrom, complete == Long.MAX_VALUE - 1 ? Long.MAX_VALUE : complete + windows.sliceMicros());
    }

    /** The earliest at which one could be: each row that comes puts the end of its session off. */
    @Override
    public long next() {
        long first = slices.first();
        return first == Long.MAX_VALUE ? first : windows.reach(first);
    }

    /** Sessions end a part of the gap later than they could, and what follows from them has that time. */
    @Override
    public long handedOn(long watermark) {
        return liveFrom == Long.MAX_VALUE ? watermark : liveFrom + windows.gapMicros() - Windows.WINDOW_TIME_MICROS - 1;
    }

    /** Adds late rows to sessions that have not ended and are within the gap, one by one as they came. */
    @Override
    public @Nullable Completion takeLate(KeyedRows rows) {
        while (lateRow < rows.segmentCount()) {
            if (!lookingAtLate) {
                lookingAtLate = true;
                lateSlice = slices.next(liveFrom - 1);
            }
            int row = rows.segmentRows()[lateRow];
            long time = rows.time(row, windows);
            boolean joined = false;
            // A session that has not ended is in the first slices: what it came from was within the gap.
            while (!joined && lateSlice <= liveFrom + windows.gapMicros() && lateSlice != Long.MAX_VALUE) {
                GroupTables tables = slices.open(lateSlice);
                Table table = tables.groups();
                oneRow[0] = row;
                oneHash[0] = rows.segmentHashes()[lateRow];
                Completion missing = table.fetch(rows.keys(), oneRow, 1, oneHash, Table.Absent.SKIP, oneSlot);
                if (missing != null) {
                    return missing;
                }
                if (oneSlot[0] >= 0 && calls.firstTimes(table)[oneSlot[0]] - windows.gapMicros() <= time) {
                    missing = calls.fetchValues(tables, rows, oneRow, 1, oneHash);
                    if (missing != null) {
                        return missing;
                    }
                    GroupGathering gathered = calls.gathered();
                    missing = gathered.fetch(rows.keys(), oneRow, 1, oneHash);
                    if (missing != null) {
                        return missing;
                    }
                    gathered.orders()[0] = windows.sliceOf(time);
                    gathered.take(rows.batch(), oneRow, 1, null);
                    gathered.unpin();
                    calls.updateDistinct(tables, oneSlot, null);
                    calls.update(table, rows.batch(), oneRow, 1, oneSlot, null);
                    table.written(oneSlot, 1);
                    joined = true;
                }
                tables.unpin();
                lateSlice = slices.next(lateSlice);
            }
            if (!joined) {
                rows.keep(lateRow, lateKept++);
            }
            lookingAtLate = false;
            lateRow++;
        }
        rows.keptOnly(lateKept);
        lateRow = 0;
        lateKept = 0;
        return null;
    }

    @Override
    public Progress fire(long watermark) {
        long lastComplete = windows.lastComplete(watermark);
        while (true) {
            GroupTables tables = groups;
            if (tables == null) {
                slice = slices.first();
                if (slice > lastComplete) {
                    break;
                }
                groups = slices.open(slice);
                continue;
            }
            Progress progress = part == GROUPS ? settle(tables.groups()) : settleValues(tables);
            if (progress != Progress.DONE) {
                return progress;
            }
            scan = null;
            if (++part == calls.distinctCount()) {
                part = GROUPS;
                slices.drop(slice);
                groups = null;
            }
        }
        passed(watermark);
        return Progress.DONE;
    }

    /** Looks after a batch of groups of the slice in hand. */
    private Progress settle(Table table) {
        if (pendingCount == 0) {
            Progress progress = read(table);
            if (pendingCount == 0) {
                return progress;
            }
        }
        while (pendingCount > 0 && later <= windows.reach(slice)) {
            Completion missing = goOn(table, slices.open(later).groups());
            if (missing != null) {
                return Progress.waiting(missing);
            }
            later = slices.next(later);
        }
        if (pendingCount > 0) {
            Progress progress = results.sendSessions(table, pending, pendingCount, windows);
            if (progress != Progress.DONE) {
                return progress;
            }
            pendingCount = 0;
        }
        return Progress.YIELD;
    }

    /**
     * Adds values to the sessions that their groups were added to, a batch of them: it is found out again which those are, since
     * nothing has come between.
     */
    private Progress settleValues(GroupTables tables) {
        Table values = tables.values()[part];
        if (pendingCount == 0) {
            Progress progress = read(values);
            if (pendingCount == 0) {
                return progress;
            }
        }
        while (pendingCount > 0 && later <= windows.reach(slice)) {
            Completion missing = goOn(tables.groups(), values, slices.open(later));
            if (missing != null) {
                return Progress.waiting(missing);
            }
            later = slices.next(later);
        }
        // What is left is of sessions that have been sent.
        pendingCount = 0;
        return Progress.YIELD;
    }

    /** Adds values to those groups of a later slice that theirs were added to. */
    private @Nullable Completion goOn(Table of, Table values, GroupTables next) {
        Completion missing = of.fetch(keys, pending, pendingCount, hashes, Table.Absent.SKIP, into);
        if (missing == null) {
            missing = next.groups().fetch(keys, pending, pendingCount, hashes, Table.Absent.SKIP, found);
        }
        if (missing != null) {
            return missing;
        }
        long[] first = calls.firstTimes(next.groups());
        long[] last = calls.lastTimes(of);
        int going = 0;
        for (int i = 0; i < pendingCount; i++) {
            if (found[i] >= 0 && first[found[i]] <= last[into[i]] + windows.gapMicros()) {
                from[going] = pending[i];
                fromHashes[going++] = hashes[i];
            }
        }
        missing = going == 0 ? null : calls.distinct(part).add(next, values, from, going, fromHashes);
        if (missing != null) {
            return missing;
        }
        int ended = 0;
        for (int i = 0; i < pendingCount; i++) {
            if (found[i] < 0 || first[found[i]] > last[into[i]] + windows.gapMicros()) {
                hashes[ended] = hashes[i];
                pending[ended++] = pending[i];
            }
        }
        pendingCount = ended;
        next.unpin();
        of.unpin();
        return null;
    }

    private Progress read(Table table) {
        if (scan == null) {
            scan = table.scan();
        }
        int count = scan.next(pending);
        if (count == Table.Scan.WAITING) {
            return Progress.waiting(scan.completion());
        }
        if (count == 0) {
            return Progress.DONE;
        }
        if (keys.length == 0) {
            Arrays.fill(hashes, 0, count, KeyHash.EMPTY_KEY);
        }
        for (int i = 0; i < keys.length; i++) {
            keys[i] = table.key(i);
            KeyHash.hash(keys[i], pending, count, hashes, i == 0);
        }
        pendingCount = count;
        later = slices.next(slice);
        return Progress.YIELD;
    }

    /** Adds groups to those of a later slice that go on with them. */
    private @Nullable Completion goOn(Table table, Table next) {
        Completion missing = next.fetch(keys, pending, pendingCount, hashes, Table.Absent.SKIP, found);
        if (missing != null) {
            return missing;
        }
        long[] first = calls.firstTimes(next);
        long[] last = calls.lastTimes(table);
        int going = 0;
        int ended = 0;
        for (int i = 0; i < pendingCount; i++) {
            int group = pending[i];
            if (found[i] >= 0 && first[found[i]] <= last[group] + windows.gapMicros()) {
                from[going] = group;
                into[going++] = found[i];
            } else {
                hashes[ended] = hashes[i];
                pending[ended++] = group;
            }
        }
        pendingCount = ended;
        if (going > 0) {
            calls.combineEarlier(next, into, table, from, going);
            next.written(into, going);
        }
        next.unpin();
        return null;
    }
}
