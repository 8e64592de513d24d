package io.millrace.engine.operators.unnest;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.Vector;

/**
 * Columns of rows that stand several times, one behind the other. What a value is made of is not written as often: texts point into the
 * bytes of their row, and of an ARRAY or MAP each run of one row has one copy. A row with a large value and many elements would fill memory.
 */
final class Repeated {

    private Repeated() {}

    /**
     * Writes rows of a column.
     *
     * @param to nothing was written into it
     * @param from must stay as it is as long as {@code to} is read
     * @param rows which rows of {@code from}
     */
    static void write(Vector to, Vector from, int[] rows, int count) {
        switch (from) {
            case BytesVector bytes -> point((BytesVector) to, bytes, rows, count);
            case ArrayVector _ -> {
                ArrayVector array = (ArrayVector) to;
                copyOnce(to, from, rows, count, array.starts(), array.lengths());
            }
            case MapVector _ -> {
                MapVector map = (MapVector) to;
                copyOnce(to, from, rows, count, map.starts(), map.lengths());
            }
            case RowVector fields -> {
                for (int i = 0; i < fields.fieldCount(); i++) {
                    write(((RowVector) to).field(i), fields.field(i), rows, count);
                }
                writeNulls(to, from, rows, count);
            }
            default -> to.gather(0, from, rows, count);
        }
    }

    private static void point(BytesVector to, BytesVector from, int[] rows, int count) {
        to.borrow(from.data());
        int[] fromStarts = from.starts();
        int[] fromLengths = from.lengths();
        int[] starts = to.starts();
        int[] lengths = to.lengths();
        for (int i = 0; i < count; i++) {
            starts[i] = fromStarts[rows[i]];
            lengths[i] = fromLengths[rows[i]];
        }
        writeNulls(to, from, rows, count);
    }

    private static void copyOnce(Vector to, Vector from, int[] rows, int count, int[] starts, int[] lengths) {
        for (int i = 0; i < count; i++) {
            if (i == 0 || rows[i] != rows[i - 1]) {
                to.copy(i, from, rows[i]);
            } else {
                starts[i] = starts[i - 1];
                lengths[i] = lengths[i - 1];
            }
        }
        writeNulls(to, from, rows, count);
    }

    private static void writeNulls(Vector to, Vector from, int[] rows, int count) {
        for (int i = 0; from.hasNulls() && i < count; i++) {
            if (from.isNull(rows[i])) {
                to.setNull(i);
            }
        }
    }
}
