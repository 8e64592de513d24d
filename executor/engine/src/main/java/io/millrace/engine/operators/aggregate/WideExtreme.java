package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.ByteVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.state.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MIN and MAX of DECIMAL beyond 18 digits. */
final class WideExtreme extends Accumulator {

    private final boolean max;
    private final DataType type;

    WideExtreme(int firstColumn, boolean max, DataType argument) {
        super(firstColumn);
        this.max = max;
        type = argument.withNullable(false);
    }

    @Override
    List<DataType> tableColumns() {
        return List.of(type, ScalarType.BOOLEAN.notNull());
    }

    @Override
    int partialColumns() {
        return 1;
    }

    @Override
    void update(
            Table table,
            @Nullable Vector argument,
            int @Nullable [] rows,
            int count,
            int[] slots,
            int @Nullable [] signs) {
        WideVector values = (WideVector) Extremes.required(argument, signs);
        WideVector best = (WideVector) table.value(firstColumn);
        byte[] seen = ((ByteVector) table.value(firstColumn + 1)).values();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            int slot = slots[i];
            if (seen[slot] == 0 || isBetter(values, row, best, slot)) {
                best.copy(slot, values, row);
                seen[slot] = 1;
            }
        }
    }

    @Override
    Running running() {
        return Running.BEST;
    }

    @Override
    boolean isBetter(Vector argument, int row, int than) {
        WideVector values = (WideVector) argument;
        return isBetter(values, row, values, than);
    }

    @Override
    void merge(Table table, Batch batch, int column, int @Nullable [] rows, int count, int[] slots) {
        Extremes.mergeNonNull(this, table, batch.column(column), rows, count, slots);
    }

    @Override
    void combine(Table table, int[] slots, Table from, int[] fromSlots, int count) {
        Extremes.combine(this, table, slots, from, fromSlots, count);
    }

    @Override
    void writePartial(Table table, int[] slots, int count, Batch out, int column) {
        write(table, slots, count, out.column(column));
    }

    @Override
    void writeResult(Table table, int[] slots, int count, Vector out, ResultFailures failures) {
        write(table, slots, count, out);
    }

    private void write(Table table, int[] slots, int count, Vector out) {
        Vector best = table.value(firstColumn);
        byte[] seen = ((ByteVector) table.value(firstColumn + 1)).values();
        for (int i = 0; i < count; i++) {
            if (seen[slots[i]] == 0) {
                out.setNull(i);
            } else {
                out.copy(i, best, slots[i]);
            }
        }
    }

    private boolean isBetter(WideVector values, int row, WideVector best, int slot) {
        int order = Long.compare(values.high()[row], best.high()[slot]);
        if (order == 0) {
            order = Long.compareUnsigned(values.low()[row], best.low()[slot]);
        }
        return max ? order > 0 : order < 0;
    }
}
