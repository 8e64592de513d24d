package io.millrace.engine.operators.topn;

import io.millrace.columns.Vector;
import io.millrace.spi.state.OrderedState;
import java.util.Arrays;

/** Copies of kept rows, and the number of each. */
final class RowBlock {

    private static final int FIRST_CAPACITY = 1024;

    private final Vector[] columns;
    private final Vector[] sortColumns;
    private long[] numbers = new long[FIRST_CAPACITY];
    private int count;

    RowBlock(TopNSpec spec) {
        columns = Arrays.stream(spec.keptColumns())
                .mapToObj(column -> Vector.create(spec.schema().type(column), FIRST_CAPACITY))
                .toArray(Vector[]::new);
        sortColumns =
                Arrays.stream(spec.sortColumns()).mapToObj(i -> columns[i]).toArray(Vector[]::new);
    }

    /** The kept columns, in the order of the state's values. */
    Vector[] columns() {
        return columns;
    }

    /** Those of them that rows are sorted by. */
    Vector[] sortColumns() {
        return sortColumns;
    }

    long number(int row) {
        return numbers[row];
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
    void add(OrderedState from, int[] slots, long[] numbersOfSlots, int added) {
        int sum = count + added;
        if (sum > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(sum, 2 * numbers.length));
        }
        System.arraycopy(numbersOfSlots, 0, numbers, count, added);
        for (int i = 0; i < columns.length; i++) {
            columns[i].ensureCapacity(sum);
            columns[i].gather(count, from.value(i), slots, added);
        }
        count = sum;
    }
}
