package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
import java.util.function.IntFunction;

/** Rows of one side of a join on their own, with NULL for the other. */
final class OneSide {

    private OneSide() {}

    /**
     * Fills columns of a batch.
     *
     * @param values the side's columns, by slot
     * @param count how many of them come out
     * @param to where these begin in the batch
     */
    static void write(Batch out, IntFunction<Vector> values, int count, int to, int[] slots, int rows) {
        for (int column = 0; column < out.columnCount(); column++) {
            int value = column - to;
            if (value >= 0 && value < count) {
                out.column(column).gather(0, values.apply(value), slots, rows);
            } else {
                for (int row = 0; row < rows; row++) {
                    out.column(column).setNull(row);
                }
            }
        }
    }
}
