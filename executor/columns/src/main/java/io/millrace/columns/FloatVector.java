package io.millrace.columns;

import io.millrace.model.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** FLOAT. */
public final class FloatVector extends Vector {

    private float[] values;

    FloatVector(DataType type, int capacity) {
        super(type, capacity);
        values = new float[capacity];
    }

    /** The values by row. */
    public float[] values() {
        return values;
    }

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    Vector sharing() {
        FloatVector view = new FloatVector(type(), 0);
        view.values = values;
        return view;
    }

    @Override
    void renewValues() {
        values = new float[values.length];
    }

    @Override
    long valueBytes() {
        return 4L * values.length;
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        values[row] = ((FloatVector) from).values[fromRow];
    }

    @Override
    public void gather(int row, Vector from, int @Nullable [] fromRows, int count) {
        float[] source = ((FloatVector) from).values;
        if (fromRows == null) {
            System.arraycopy(source, 0, values, row, count);
        } else {
            for (int i = 0; i < count; i++) {
                values[row + i] = source[fromRows[i]];
            }
        }
        gatherNulls(row, from, fromRows, count);
    }
}
