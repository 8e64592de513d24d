package io.millrace.engine.operators.deduplicate;

import io.millrace.columns.Batch;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which row of a batch takes the place of each of its keys, if any does. Of rows of the same time the first is the one that came
 * first, and the last the one that came last, as in Flink.
 */
final class Contest {

    private static final int NONE = -1;

    private final boolean lastWins;
    private final int timeColumn;

    // By distinct key of the batch.
    private final int[] winners = new int[Batch.MAX_ROWS];
    private final long[] times = new long[Batch.MAX_ROWS];
    private final boolean[] isTaken = new boolean[Batch.MAX_ROWS];

    /** @param time position of the event time; absent for the order of arrival, of which only the last row asks here */
    Contest(boolean lastWins, OptionalInt time) {
        this.lastWins = lastWins;
        timeColumn = time.orElse(NONE);
    }

    /** Position of the event time; negative for none. */
    int timeColumn() {
        return timeColumn;
    }

    /** The row that takes the place of this distinct key; negative when what stands goes on to stand. */
    int winner(int key) {
        return winners[key];
    }

    /** Has what stands for this distinct key go on to stand. */
    void leaveStanding(int key) {
        winners[key] = NONE;
    }

    /**
     * Lets all rows contend.
     *
     * @param seen by slot, 1 where a row stands
     * @param standing event times of the rows that stand, by slot; null for the order of arrival
     */
    void run(Rows rows, BatchKeys keys, byte[] seen, @Nullable Vector standing) {
        Arrays.fill(winners, 0, keys.distinctCount, NONE);
        if (standing == null) {
            for (int i = 0; i < rows.count(); i++) {
                winners[keys.distinctOf[i]] = rows.row(i);
            }
            return;
        }
        long[] stood = ((LongVector) standing).values();
        for (int i = 0; i < keys.distinctCount; i++) {
            int slot = keys.distinct[i];
            isTaken[i] = seen[slot] != 0;
            times[i] = stood[slot];
        }
        long[] came = ((LongVector) rows.batch().column(timeColumn)).values();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            int key = keys.distinctOf[i];
            if (!isTaken[key] || (lastWins ? came[row] >= times[key] : came[row] < times[key])) {
                isTaken[key] = true;
                times[key] = came[row];
                winners[key] = row;
            }
        }
    }
}
