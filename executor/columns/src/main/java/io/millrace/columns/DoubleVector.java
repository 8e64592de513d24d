package io.millrace.columns;

import io.millrace.model.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** DOUBLE. */
public final class DoubleVector extends Vector {

    private double[] values;

    DoubleVector(DataType type, int capacity) {
        super(type, capacity);
        values = new double[capacity];
    }

    /** The values by row. */
    public double[] values() {
        return values;
    }

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    Vector sharing() {
        DoubleVector view = new DoubleVector(type(), 0);
        view.values = values;
        return view;
    }

    @Override
    void renewValues() {
        values = new double[values.length];
    }

    @Override
    long valueBytes() {
        return 8L * values.length;
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        values[row] = ((DoubleVector) from).values[fromRow];
    }

    @Override
    public void gather(int row, Vector from, int @Nullable [] fromRows, int count) {
        double[] source = ((DoubleVector) from).values;
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
        double[] source = ((DoubleVector) from).values;
        for (int i = 0; i < count; i++) {
            values[rows[i]] = source[fromRows[i]];
        }
    }
}
