package io.millrace.engine.exchange;

import io.millrace.columns.Batch;
import io.millrace.columns.Change;
import io.millrace.columns.Rows;

/**
 * Keeps the promise that UPDATE_BEFORE and UPDATE_AFTER of one row are adjacent. Where a selection takes only one of the
 * two along (a filter, a route, a scatter by a key that the update changes), the one that stays becomes a DELETE or an
 * INSERT.
 */
public final class ChangePairs {

    private ChangePairs() {}

    /**
     * Whether the selection of these rows splits any pair. Rows of an append-only batch never do.
     */
    public static boolean splits(Rows rows) {
        byte[] changes = rows.batch().changes();
        if (changes == null) {
            return false;
        }
        int count = rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows.row(i);
            if (changes[row] == Change.UPDATE_BEFORE) {
                if (i + 1 == count || rows.row(i + 1) != row + 1) {
                    return true;
                }
                i++;
            } else if (changes[row] == Change.UPDATE_AFTER) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes the changes of the selected rows into {@code target}, single halves of a pair as DELETE or INSERT.
     *
     * @param rows of a batch with changes
     * @param target a batch with the same row numbers
     */
    public static void mend(Rows rows, Batch target) {
        byte[] changes = rows.batch().changes();
        if (changes == null) {
            throw new IllegalArgumentException("An append-only batch has no pairs");
        }
        byte[] mended = target.writableChanges();
        int count = rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows.row(i);
            byte change = changes[row];
            if (change == Change.UPDATE_BEFORE) {
                if (i + 1 < count && rows.row(i + 1) == row + 1) {
                    mended[row] = Change.UPDATE_BEFORE;
                    mended[row + 1] = Change.UPDATE_AFTER;
                    i++;
                } else {
                    mended[row] = Change.DELETE;
                }
            } else {
                mended[row] = change == Change.UPDATE_AFTER ? Change.INSERT : change;
            }
        }
    }
}
