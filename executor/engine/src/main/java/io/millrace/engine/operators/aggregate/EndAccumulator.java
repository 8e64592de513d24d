package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.ByteVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.state.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * FIRST_VALUE and LAST_VALUE of rows that are never taken back: the value itself, in the order in which rows came. In windows that are
 * put together of slices a slice comes before a later one, whatever came first.
 */
final class EndAccumulator extends Accumulator {

    private final boolean last;
    private final DataType type;

    EndAccumulator(int firstColumn, boolean last, DataType argument) {
        super(firstColumn);
        this.last = last;
        type = argument.withNullable(false);
    }

    /** The value, and whether there is one. */
    @Override
    List<DataType> tableColumns() {
        return List.of(type, ScalarType.BOOLEAN.notNull());
    }

    @Override
    Running running() {
        return Running.ANEW;
    }

    @Override
    int partialColumns() {
        throw wholeOnly();
    }

    @Override
    void update(
            Table table,
            @Nullable Vector argument,
            int @Nullable [] rows,
            int count,
            int[] slots,
            int @Nullable [] signs) {
        if (argument == null || signs != null) {
            throw new IllegalArgumentException(
                    "Broken plan: FIRST_VALUE and LAST_VALUE need an argument and an append-only input, since a row taken"
                            + " back may have been the one");
        }
        for (int i = 0; i < count; i++) {
            take(table, slots[i], argument, rows == null ? i : rows[i], last);
        }
    }

    @Override
    void combine(Table table, int[] slots, Table from, int[] fromSlots, int count) {
        combine(table, slots, from, fromSlots, count, last);
    }

    @Override
    void combineEarlier(Table table, int[] slots, Table from, int[] fromSlots, int count) {
        combine(table, slots, from, fromSlots, count, !last);
    }

    private void combine(Table table, int[] slots, Table from, int[] fromSlots, int count, boolean replaces) {
        Vector values = from.value(firstColumn);
        byte[] seen = seen(from);
        for (int i = 0; i < count; i++) {
            if (seen[fromSlots[i]] != 0) {
                take(table, slots[i], values, fromSlots[i], replaces);
            }
        }
    }

    private void take(Table table, int slot, Vector values, int row, boolean replaces) {
        byte[] seen = seen(table);
        if (replaces || seen[slot] == 0) {
            table.value(firstColumn).copy(slot, values, row);
            seen[slot] = 1;
        }
    }

    @Override
    void merge(Table table, Batch batch, int column, int @Nullable [] rows, int count, int[] slots) {
        throw wholeOnly();
    }

    @Override
    void writePartial(Table table, int[] slots, int count, Batch out, int column) {
        throw wholeOnly();
    }

    private static IllegalStateException wholeOnly() {
        return new IllegalStateException("Broken plan: parts of a group say nothing of their order");
    }

    @Override
    void writeResult(Table table, int[] slots, int count, Vector out, ResultFailures failures) {
        byte[] seen = seen(table);
        Vector values = table.value(firstColumn);
        for (int i = 0; i < count; i++) {
            if (seen[slots[i]] == 0) {
                out.setNull(i);
            } else {
                out.copy(i, values, slots[i]);
            }
        }
    }

    private byte[] seen(Table table) {
        return ((ByteVector) table.value(firstColumn + 1)).values();
    }
}
