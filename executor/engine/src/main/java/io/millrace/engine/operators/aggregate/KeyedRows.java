package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.Change;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows an operator is working on: their keys, hashes and signs by position, dealt out slice by slice. Holds the
 * reference to the rows from {@link #begin} to {@link #end}.
 */
final class KeyedRows {

    private final int[] groupColumns;
    private final Vector[] keys;

    private @Nullable Rows rows;
    private int left;

    // What is not dealt out yet, by position; compacted as slices are taken out.
    private final int[] restRows = new int[Batch.MAX_ROWS];
    private final long[] restHashes = new long[Batch.MAX_ROWS];
    private final long[] restStarts = new long[Batch.MAX_ROWS];
    private final int[] restSigns = new int[Batch.MAX_ROWS];

    // The segment dealt out last.
    private final int[] segmentRows = new int[Batch.MAX_ROWS];
    private final long[] segmentHashes = new long[Batch.MAX_ROWS];
    private final int[] segmentSigns = new int[Batch.MAX_ROWS];
    private int segmentCount;
    private long segmentStart;
    private boolean signed;

    /** Whether rows are dealt out in their order, so a slice more than once. */
    private boolean inOrder;

    /** Where the rows begin that are not dealt out yet; 0 unless in order. */
    private int restFrom;

    KeyedRows(int[] groupColumns) {
        this.groupColumns = groupColumns;
        keys = new Vector[groupColumns.length];
    }

    /** Takes rows and their reference. */
    void begin(Rows taken, @Nullable Windows windows) {
        rows = taken;
        Batch batch = taken.batch();
        int count = taken.count();
        int[] selection = taken.selection();
        if (selection == null) {
            for (int i = 0; i < count; i++) {
                restRows[i] = i;
            }
        } else {
            System.arraycopy(selection, 0, restRows, 0, count);
        }
        if (keys.length == 0) {
            Arrays.fill(restHashes, 0, count, KeyHash.EMPTY_KEY);
        }
        for (int i = 0; i < keys.length; i++) {
            keys[i] = batch.column(groupColumns[i]);
            KeyHash.hash(keys[i], selection, count, restHashes, i == 0);
        }
        byte[] changes = batch.changes();
        signed = changes != null;
        if (changes != null) {
            for (int i = 0; i < count; i++) {
                restSigns[i] = Change.isAddition(changes[restRows[i]]) ? 1 : -1;
            }
        }
        if (windows != null) {
            long[] times = ((LongVector) batch.column(windows.timeColumn())).values();
            long start = 0;
            long end = 0;
            for (int i = 0; i < count; i++) {
                long time = times[restRows[i]];
                // Neighbours mostly fall into one slice, which spares the division.
                if (time < start || time >= end) {
                    start = windows.sliceOf(time);
                    end = start + windows.sliceMicros();
                }
                restStarts[i] = start;
            }
        } else {
            Arrays.fill(restStarts, 0, count, 0);
        }
        left = count;
        inOrder = false;
        restFrom = 0;
    }

    /** Whether rows of such a slice are to be dealt out. */
    boolean has(LongPredicate slices) {
        for (int i = 0; i < left; i++) {
            if ((i == 0 || restStarts[i] != restStarts[i - 1]) && slices.test(restStarts[i])) {
                return true;
            }
        }
        return false;
    }

    /** Segments are to be rows of one slice that came one behind the other, for whom it matters what came before what. */
    void dealInOrder() {
        inOrder = true;
    }

    /**
     * Deals out the rows of the next slice, in their order.
     *
     * @return whether there are any
     */
    boolean nextSegment() {
        if (left == 0) {
            return false;
        }
        if (inOrder) {
            dealRun();
            return true;
        }
        segmentStart = restStarts[0];
        int dealt = 0;
        int kept = 0;
        for (int i = 0; i < left; i++) {
            if (restStarts[i] == segmentStart) {
                segmentRows[dealt] = restRows[i];
                segmentHashes[dealt] = restHashes[i];
                segmentSigns[dealt] = restSigns[i];
                dealt++;
            } else {
                restRows[kept] = restRows[i];
                restHashes[kept] = restHashes[i];
                restStarts[kept] = restStarts[i];
                restSigns[kept] = restSigns[i];
                kept++;
            }
        }
        segmentCount = dealt;
        left = kept;
        return true;
    }

    private void dealRun() {
        segmentStart = restStarts[restFrom];
        int dealt = 0;
        while (left > 0 && restStarts[restFrom] == segmentStart) {
            segmentRows[dealt] = restRows[restFrom];
            segmentHashes[dealt] = restHashes[restFrom];
            segmentSigns[dealt] = restSigns[restFrom];
            dealt++;
            restFrom++;
            left--;
        }
        segmentCount = dealt;
    }

    /** The event time of a row. */
    long time(int row, Windows windows) {
        return ((LongVector) batch().column(windows.timeColumn())).values()[row];
    }

    /** Puts a row of the segment to an earlier place, over one that is not needed any more. */
    void keep(int position, int at) {
        segmentRows[at] = segmentRows[position];
        segmentHashes[at] = segmentHashes[position];
        segmentSigns[at] = segmentSigns[position];
    }

    /** The segment has only its first rows. */
    void keptOnly(int count) {
        segmentCount = count;
    }

    /**
     * Leaves rows of the segment out that take back what is not there.
     *
     * @param groups the slot of each row's group, by position; closed up as rows are left out
     * @param standing how many rows each group has, by slot; goes along
     */
    void leaveOutUnknown(int[] groups, long[] standing) {
        int kept = 0;
        for (int i = 0; i < segmentCount; i++) {
            int group = groups[i];
            if (segmentSigns[i] > 0 || standing[group] > 0) {
                standing[group] += segmentSigns[i];
                groups[kept] = group;
                segmentRows[kept] = segmentRows[i];
                segmentHashes[kept] = segmentHashes[i];
                segmentSigns[kept] = segmentSigns[i];
                kept++;
            }
        }
        segmentCount = kept;
    }

    /** The rows of the segment from a position on are dealt out next time; not where rows are dealt out in slices. */
    void cut(int count) {
        for (int i = count; i < segmentCount; i++) {
            restRows[left] = segmentRows[i];
            restHashes[left] = segmentHashes[i];
            restSigns[left] = segmentSigns[i];
            restStarts[left++] = segmentStart;
        }
        segmentCount = count;
    }

    /** Whether all rows have been dealt out. */
    boolean isDealtOut() {
        return left == 0;
    }

    /** Lets go of the rows. */
    void end() {
        Rows held = rows;
        rows = null;
        left = 0;
        if (held != null) {
            held.release();
        }
    }

    boolean isActive() {
        return rows != null;
    }

    Batch batch() {
        Rows held = rows;
        if (held == null) {
            throw new IllegalStateException("There are no rows");
        }
        return held.batch();
    }

    Vector[] keys() {
        return keys;
    }

    int[] segmentRows() {
        return segmentRows;
    }

    long[] segmentHashes() {
        return segmentHashes;
    }

    int @Nullable [] segmentSigns() {
        return signed ? segmentSigns : null;
    }

    int segmentCount() {
        return segmentCount;
    }

    long segmentStart() {
        return segmentStart;
    }
}
