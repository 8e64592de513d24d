package io.millrace.columns;

import io.millrace.model.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** TIMESTAMP and TIMESTAMP_LTZ beyond 6 digits. */
public final class NanosVector extends Vector {

    private long[] millis;
    private int[] nanos;

    NanosVector(DataType type, int capacity) {
        super(type, capacity);
        millis = new long[capacity];
        nanos = new int[capacity];
    }

    /** Milliseconds since 1970-01-01T00:00. */
    public long[] millis() {
        return millis;
    }

    /** Nanoseconds within the millisecond, 0 to 999,999. */
    public int[] nanos() {
        return nanos;
    }

    @Override
    void grow(int capacity) {
        millis = Arrays.copyOf(millis, capacity);
        nanos = Arrays.copyOf(nanos, capacity);
    }

    @Override
    Vector sharing() {
        NanosVector view = new NanosVector(type(), 0);
        view.millis = millis;
        view.nanos = nanos;
        return view;
    }

    @Override
    void renewValues() {
        millis = new long[millis.length];
        nanos = new int[nanos.length];
    }

    @Override
    long valueBytes() {
        return 12L * nanos.length;
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        NanosVector source = (NanosVector) from;
        millis[row] = source.millis[fromRow];
        nanos[row] = source.nanos[fromRow];
    }

    @Override
    public void gather(int row, Vector from, int @Nullable [] fromRows, int count) {
        NanosVector source = (NanosVector) from;
        if (fromRows == null) {
            System.arraycopy(source.millis, 0, millis, row, count);
            System.arraycopy(source.nanos, 0, nanos, row, count);
        } else {
            for (int i = 0; i < count; i++) {
                millis[row + i] = source.millis[fromRows[i]];
                nanos[row + i] = source.nanos[fromRows[i]];
            }
        }
        gatherNulls(row, from, fromRows, count);
    }
}
