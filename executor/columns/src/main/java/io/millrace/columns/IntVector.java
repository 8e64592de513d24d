package io.millrace.columns;

import io.millrace.model.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** INT, DATE, TIME and INTERVAL YEAR TO MONTH. */
public final class IntVector extends Vector {

    private int[] values;

    IntVector(DataType type, int capacity) {
        super(type, capacity);
        values = new int[capacity];
    }

    /** The values by row. */
    public int[] values() {
        return values;
    }

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    Vector sharing() {
        IntVector view = new IntVector(type(), 0);
        view.values = values;
        return view;
    }

    @Override
    void renewValues() {
        values = new int[values.length];
    }

    @Override
    long valueBytes() {
        return 4L * values.length;
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        values[row] = ((IntVector) from).values[fromRow];
    }

    @Override
    public void gather(int row, Vector from, int @Nullable [] fromRows, int count) {
        int[] source = ((IntVector) from).values;
        if (fromRows == null) {
            System.arraycopy(source, 0, values, row, count);
        } else {
            for (int i = 0; i < count; i++) {
                values[row + i] = source[fromRows[i]];
            }
        }
        gatherNulls(row, from, fromRows, count);
    }

    @Override
    void scatterValues(int[] rows, Vector from, int[] fromRows, int count) {
        int[] source = ((IntVector) from).values;
        for (int i = 0; i < count; i++) {
            values[rows[i]] = source[fromRows[i]];
        }
    }
}
