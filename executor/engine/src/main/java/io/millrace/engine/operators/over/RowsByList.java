package io.millrace.engine.operators.over;

import io.millrace.columns.Batch;
import io.millrace.columns.Rows;
import java.util.Arrays;

/** The rows of a batch by the list of their partition, each list once, in the order of their first rows. */
final class RowsByList {

    /** The list of each row, by position in the selection; to be filled before {@link #group}. */
    final int[] listOf = new int[Batch.MAX_ROWS];

    /** The first {@link #count} count. */
    final int[] lists = new int[Batch.MAX_ROWS];

    /** Where the rows of each list begin in {@link #rows}; those of the last one end at its count. */
    final int[] begins = new int[Batch.MAX_ROWS + 1];

    /** Row numbers in the batch. */
    final int[] rows = new int[Batch.MAX_ROWS];

    int count;

    /** By list: where it may stand in {@link #lists}. Never cleared, since what stands there tells whether it is so. */
    private int[] placeOf = new int[1024];

    private final int[] placeOfRow = new int[Batch.MAX_ROWS];

    void group(Rows of) {
        count = 0;
        Arrays.fill(begins, 0, of.count() + 1, 0);
        for (int i = 0; i < of.count(); i++) {
            int list = listOf[i];
            if (list >= placeOf.length) {
                placeOf = Arrays.copyOf(placeOf, Math.max(list + 1, 2 * placeOf.length));
            }
            int place = placeOf[list];
            if (place >= count || lists[place] != list) {
                place = count++;
                placeOf[list] = place;
                lists[place] = list;
            }
            placeOfRow[i] = place;
            begins[place + 1]++;
        }
        for (int i = 0; i < count; i++) {
            begins[i + 1] += begins[i];
        }
        for (int i = of.count() - 1; i >= 0; i--) {
            // Filled from the end, an end becomes a beginning.
            rows[--begins[placeOfRow[i] + 1]] = of.row(i);
        }
        System.arraycopy(begins, 1, begins, 0, count);
        begins[count] = of.count();
    }
}
