package io.millrace.engine.operators.over;

import io.millrace.columns.Vector;
import io.millrace.model.type.Schema;
import io.millrace.spi.state.OrderedState;
import java.util.Arrays;

/** Copies of kept rows, some partitions after the others, each in the order of time. */
final class HeldRows {

    private static final int FIRST_CAPACITY = 1024;

    private final Vector[] columns;
    private long[] times = new long[FIRST_CAPACITY];
    private int count;

    HeldRows(Schema schema) {
        columns = schema.columns().stream()
                .map(column -> Vector.create(column.type(), FIRST_CAPACITY))
                .toArray(Vector[]::new);
    }

    Vector column(int index) {
        return columns[index];
    }

    long time(int row) {
        return times[row];
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
        for (Vector column : columns) {
            column.clear();
        }
    }

    /** Copies rows behind those that are here. */
    void add(OrderedState from, int[] slots, long[] timesOfSlots, int added) {
        int sum = count + added;
        if (sum > times.length) {
            times = Arrays.copyOf(times, Math.max(sum, 2 * times.length));
        }
        System.arraycopy(timesOfSlots, 0, times, count, added);
        for (int i = 0; i < columns.length; i++) {
            columns[i].ensureCapacity(sum);
            columns[i].gather(count, from.value(i), slots, added);
        }
        count = sum;
    }
}
