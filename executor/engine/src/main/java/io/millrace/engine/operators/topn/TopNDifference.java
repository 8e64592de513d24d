package io.millrace.engine.operators.topn;

import io.millrace.columns.Change;
import io.millrace.columns.KeyEquality;
import io.millrace.columns.Vector;

/** What has come out of a partition, beside what comes out now: the changes from the one to the other. */
final class TopNDifference {

    private final FirstRows first;
    private final Ranking ranking;
    private final int limit;
    private final boolean isRanked;
    private final RowBlock blockBefore;
    private final RowBlock blockAfter;
    private final TopNChanges changes;

    // Rows of the two blocks, in order.
    private int[] before = new int[64];
    private int[] after = new int[64];
    private int countBefore;
    private int countAfter;

    /** Rows that come out no more, and those that come out newly. */
    private int[] gone = new int[64];

    private int[] fresh = new int[64];
    private int goneCount;
    private int freshCount;

    TopNDifference(TopNSpec spec, FirstRows first, RowBlock blockBefore, RowBlock blockAfter, TopNChanges changes) {
        this.first = first;
        this.blockBefore = blockBefore;
        this.blockAfter = blockAfter;
        this.changes = changes;
        ranking = spec.ranking();
        limit = spec.limit();
        isRanked = spec.isRanked();
    }

    /**
     * Tells the changes of a partition.
     *
     * @param from the first of its rows in the block of those before, as a walk found them
     * @param to behind the last
     * @param fromAfter the first of those after
     * @param toAfter behind the last
     */
    void tell(int list, int from, int to, int fromAfter, int toAfter) {
        before = FirstRows.roomFor(before, to - from);
        after = FirstRows.roomFor(after, toAfter - fromAfter);
        first.sort(blockBefore, from, to, before);
        first.sort(blockAfter, fromAfter, toAfter, after);
        countBefore = Math.min(to - from, limit);
        countAfter = Math.min(toAfter - fromAfter, limit);
        if (isRanked) {
            tellRanks(list);
        } else {
            tellRows(list);
        }
    }

    private void tellRanks(int list) {
        int both = Math.min(countBefore, countAfter);
        for (int i = 0; i < both; i++) {
            if (!isSame(before[i], after[i])) {
                changes.add(Change.UPDATE_BEFORE, list, before[i], i + 1);
                changes.add(Change.UPDATE_AFTER, list, ~after[i], i + 1);
            }
        }
        for (int i = both; i < countBefore; i++) {
            changes.add(Change.DELETE, list, before[i], i + 1);
        }
        for (int i = both; i < countAfter; i++) {
            changes.add(Change.INSERT, list, ~after[i], i + 1);
        }
    }

    /** What goes before what comes, so that no key that is unique among the rows stands twice. */
    private void tellRows(int list) {
        gone = FirstRows.roomFor(gone, countBefore);
        fresh = FirstRows.roomFor(fresh, countAfter);
        goneCount = 0;
        freshCount = 0;
        int i = 0;
        int j = 0;
        while (i < countBefore || j < countAfter) {
            int order = i == countBefore ? 1 : j == countAfter ? -1 : compare(before[i], after[j]);
            if (order < 0) {
                gone[goneCount++] = before[i++];
            } else if (order > 0) {
                fresh[freshCount++] = after[j++];
            } else {
                int endBefore = endOfTies(blockBefore, before, i, countBefore);
                int endAfter = endOfTies(blockAfter, after, j, countAfter);
                tellTies(i, endBefore, j, endAfter);
                i = endBefore;
                j = endAfter;
            }
        }
        if (limit == 1 && goneCount == 1 && freshCount == 1) {
            changes.add(Change.UPDATE_BEFORE, list, gone[0], 1);
            changes.add(Change.UPDATE_AFTER, list, ~fresh[0], 1);
            return;
        }
        for (int k = 0; k < goneCount; k++) {
            changes.add(Change.DELETE, list, gone[k], 0);
        }
        for (int k = 0; k < freshCount; k++) {
            changes.add(Change.INSERT, list, ~fresh[k], 0);
        }
    }

    private int compare(int ofBefore, int ofAfter) {
        int order = Long.compare(blockBefore.number(ofBefore), blockAfter.number(ofAfter));
        return order != 0 || ranking.isExact()
                ? order
                : ranking.compare(blockBefore.sortColumns(), ofBefore, blockAfter.sortColumns(), ofAfter);
    }

    private int endOfTies(RowBlock block, int[] rows, int begin, int count) {
        int end = begin + 1;
        while (end < count
                && block.number(rows[begin]) == block.number(rows[end])
                && (ranking.isExact()
                        || ranking.compare(block.sortColumns(), rows[begin], block.sortColumns(), rows[end]) == 0)) {
            end++;
        }
        return end;
    }

    /**
     * Rows that stay among equal ones keep their order, and new ones come behind them, so one pass finds nearly all that are the same; a
     * row that went and came again is found at the end.
     */
    private void tellTies(int begin, int end, int beginAfter, int endAfter) {
        int goneHere = goneCount;
        int j = beginAfter;
        for (int i = begin; i < end; i++) {
            if (j < endAfter && isSame(before[i], after[j])) {
                j++;
            } else {
                gone[goneCount++] = before[i];
            }
        }
        for (; j < endAfter; j++) {
            if (!takeBack(after[j], goneHere)) {
                fresh[freshCount++] = after[j];
            }
        }
    }

    /** Whether a row that is gone is the same as this one, which is then neither gone nor new. */
    private boolean takeBack(int ofAfter, int goneFrom) {
        for (int i = goneFrom; i < goneCount; i++) {
            if (isSame(gone[i], ofAfter)) {
                System.arraycopy(gone, i + 1, gone, i, goneCount - i - 1);
                goneCount--;
                return true;
            }
        }
        return false;
    }

    private boolean isSame(int ofBefore, int ofAfter) {
        Vector[] columns = blockBefore.columns();
        Vector[] others = blockAfter.columns();
        for (int i = 0; i < columns.length; i++) {
            if (!KeyEquality.equal(columns[i], ofBefore, others[i], ofAfter)) {
                return false;
            }
        }
        return true;
    }
}
