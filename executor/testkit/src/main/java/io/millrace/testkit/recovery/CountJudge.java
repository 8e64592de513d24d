package io.millrace.testkit.recovery;

import io.millrace.testkit.cluster.Violation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * Each row is visible at most once, and in the end exactly once; the counts of a key are visible as 1, 2, 3 …, in order and without gaps,
 * so no state is ever lost, old or counted twice; the watermark of a key's rows never goes back.
 */
final class CountJudge implements Judge {

    private final Rows rows;
    private final int[] counts = new int[Rows.KEYS];
    private final long[] watermarks = new long[Rows.KEYS];
    private final BitSet seen = new BitSet();

    CountJudge(Rows rows) {
        this.rows = rows;
        beginAgain();
    }

    @Override
    public void visible(List<OutRow> made, long checkpoint) {
        for (OutRow row : made) {
            see((OutRow.Counted) row, checkpoint);
        }
    }

    private void see(OutRow.Counted row, long checkpoint) {
        int key = row.key();
        int number = rows.number(row.row());
        require(!seen.get(number), () -> row + " is visible twice, with checkpoint " + checkpoint);
        seen.set(number);
        require(
                row.count() == counts[key] + 1,
                () -> row + " of key " + key + " follows the count " + counts[key] + ", with checkpoint " + checkpoint);
        require(
                row.watermark() >= watermarks[key],
                () -> row + " of key " + key + " has a watermark before " + watermarks[key]);
        counts[key] = row.count();
        watermarks[key] = row.watermark();
    }

    @Override
    public void beginAgain() {
        seen.clear();
        Arrays.fill(counts, 0);
        Arrays.fill(watermarks, Long.MIN_VALUE);
    }

    @Override
    public void allIsVisible() {
        require(
                seen.cardinality() == rows.total(),
                () -> "Of " + rows.total() + " rows " + seen.cardinality() + " are visible");
    }

    private static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new Violation(otherwise.get());
        }
    }
}
