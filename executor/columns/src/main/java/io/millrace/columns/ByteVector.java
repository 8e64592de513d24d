package io.millrace.columns;

import io.millrace.model.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** BOOLEAN (0 or 1) and TINYINT. */
public final class ByteVector extends Vector {

    private byte[] values;

    ByteVector(DataType type, int capacity) {
        super(type, capacity);
        values = new byte[capacity];
    }

    /** The values by row. */
    public byte[] values() {
        return values;
    }

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    Vector sharing() {
        ByteVector view = new ByteVector(type(), 0);
        view.values = values;
        return view;
    }

    @Override
    void renewValues() {
        values = new byte[values.length];
    }

    @Override
    long valueBytes() {
        return values.length;
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        values[row] = ((ByteVector) from).values[fromRow];
    }

    @Override
    public void gather(int row, Vector from, int @Nullable [] fromRows, int count) {
        byte[] source = ((ByteVector) from).values;
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
