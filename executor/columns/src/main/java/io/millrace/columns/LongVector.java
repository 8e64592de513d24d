package io.millrace.columns;

import io.millrace.model.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** BIGINT, compact DECIMAL, TIMESTAMP to 6 digits and INTERVAL DAY TO SECOND. */
public final class LongVector extends Vector {

    private long[] values;

    LongVector(DataType type, int capacity) {
        super(type, capacity);
        values = new long[capacity];
    }

    /** The values by row. */
    public long[] values() {
        return values;
    }

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    Vector sharing() {
        LongVector view = new LongVector(type(), 0);
        view.values = values;
        return view;
    }

    @Override
    void renewValues() {
        values = new long[values.length];
    }

    @Override
    long valueBytes() {
        return 8L * values.length;
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        values[row] = ((LongVector) from).values[fromRow];
    }

    @Override
    public void gather(int row, Vector from, int @Nullable [] fromRows, int count) {
        long[] source = ((LongVector) from).values;
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
        long[] source = ((LongVector) from).values;
        for (int i = 0; i < count; i++) {
            values[rows[i]] = source[fromRows[i]];
        }
    }
}
