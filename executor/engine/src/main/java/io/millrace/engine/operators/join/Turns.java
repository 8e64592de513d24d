package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.Change;
import io.millrace.spi.state.ListState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows on the other side turn by a batch: which lists there cease to be alone, as one of their matches was added, and which are
 * alone after it. A list may be in both, where what was added first was taken back later in the batch: its joined rows come and go,
 * and it must not stand alone beside them.
 */
final class Turns {

    /** Lists of the other side; the first {@link #matchedCount} count. Each once. */
    final int[] matched = new int[Batch.MAX_ROWS];

    int matchedCount;

    /** Lists of the other side; the first {@link #lonelyCount} count. Each once. */
    final int[] lonely = new int[Batch.MAX_ROWS];

    int lonelyCount;

    /** By list of the batch's side: the number of the batch that last added to it, and that last was looked at for it. */
    private int[] addedBy = new int[1024];

    private int[] seenBy = new int[1024];
    private int batchNumber;

    private final boolean[] wasEmpty = new boolean[Batch.MAX_ROWS];

    /** Before the rows are taken in. */
    void before(ListState table, JoinKeys keys, int[] lists, byte @Nullable [] changes) {
        batchNumber++;
        for (int i = 0; i < keys.count; i++) {
            wasEmpty[i] = table.isEmpty(lists[i]);
            if (lists[i] >= addedBy.length) {
                addedBy = Arrays.copyOf(addedBy, Math.max(lists[i] + 1, 2 * addedBy.length));
                seenBy = Arrays.copyOf(seenBy, addedBy.length);
            }
            if (changes == null || Change.isAddition(changes[keys.rows[i]])) {
                addedBy[lists[i]] = batchNumber;
            }
        }
    }

    /**
     * After the rows were taken in.
     *
     * @param others the lists of the other side, by position, or {@link ListState#NONE}
     */
    void after(ListState table, int[] lists, int[] others, int count) {
        matchedCount = 0;
        lonelyCount = 0;
        for (int i = 0; i < count; i++) {
            if (others[i] == ListState.NONE || seenBy[lists[i]] == batchNumber) {
                continue;
            }
            seenBy[lists[i]] = batchNumber;
            boolean wasAdded = addedBy[lists[i]] == batchNumber;
            if (wasEmpty[i] && wasAdded) {
                matched[matchedCount++] = others[i];
            }
            if ((wasAdded || !wasEmpty[i]) && table.isEmpty(lists[i])) {
                lonely[lonelyCount++] = others[i];
            }
        }
    }
}
