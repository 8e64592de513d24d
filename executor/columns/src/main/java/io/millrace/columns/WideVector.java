package io.millrace.columns;

import io.millrace.model.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** DECIMAL beyond 18 digits: the unscaled value in two halves, two's complement. */
public final class WideVector extends Vector {

    private long[] high;
    private long[] low;

    WideVector(DataType type, int capacity) {
        super(type, capacity);
        high = new long[capacity];
        low = new long[capacity];
    }

    /** The upper 64 bits, which carry the sign. */
    public long[] high() {
        return high;
    }

    /** The lower 64 bits. */
    public long[] low() {
        return low;
    }

    @Override
    void grow(int capacity) {
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
    }

    @Override
    Vector sharing() {
        WideVector view = new WideVector(type(), 0);
        view.high = high;
        view.low = low;
        return view;
    }

    @Override
    void renewValues() {
        high = new long[high.length];
        low = new long[low.length];
    }

    @Override
    long valueBytes() {
        return 16L * low.length;
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        WideVector source = (WideVector) from;
        high[row] = source.high[fromRow];
        low[row] = source.low[fromRow];
    }

    @Override
    public void gather(int row, Vector from, int @Nullable [] fromRows, int count) {
        WideVector source = (WideVector) from;
        if (fromRows == null) {
            System.arraycopy(source.high, 0, high, row, count);
            System.arraycopy(source.low, 0, low, row, count);
        } else {
            for (int i = 0; i < count; i++) {
                high[row + i] = source.high[fromRows[i]];
                low[row + i] = source.low[fromRows[i]];
            }
        }
        gatherNulls(row, from, fromRows, count);
    }
}
