package io.millrace.columns;

import io.millrace.model.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** SMALLINT. */
public final class ShortVector extends Vector {

    private short[] values;

    ShortVector(DataType type, int capacity) {
        super(type, capacity);
        values = new short[capacity];
    }

    /** The values by row. */
    public short[] values() {
        return values;
    }

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    Vector sharing() {
        ShortVector view = new ShortVector(type(), 0);
        view.values = values;
        return view;
    }

    @Override
    void renewValues() {
        values = new short[values.length];
    }

    @Override
    long valueBytes() {
        return 2L * values.length;
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        values[row] = ((ShortVector) from).values[fromRow];
    }

    @Override
    public void gather(int row, Vector from, int @Nullable [] fromRows, int count) {
        short[] source = ((ShortVector) from).values;
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
