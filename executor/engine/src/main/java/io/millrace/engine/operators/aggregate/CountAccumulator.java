package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.state.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COUNT(*) and COUNT(x). */
final class CountAccumulator extends Accumulator {

    CountAccumulator(int firstColumn) {
        super(firstColumn);
    }

    @Override
    List<DataType> tableColumns() {
        return List.of(ScalarType.BIGINT.notNull());
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
        long[] counts = counts(table);
        if (signs == null) {
            for (int i = 0; i < count; i++) {
                counts[slots[i]]++;
            }
        } else {
            for (int i = 0; i < count; i++) {
                counts[slots[i]] += signs[i];
            }
        }
    }

    @Override
    Running running() {
        return Running.EXACT;
    }

    @Override
    void addBefore(Table table, int[] slots, int count, boolean[] begins) {
        long[] counts = counts(table);
        for (int i = 1; i < count; i++) {
            counts[slots[i]] += begins[i] ? 0 : counts[slots[i - 1]];
        }
    }

    @Override
    void merge(Table table, Batch batch, int column, int @Nullable [] rows, int count, int[] slots) {
        long[] counts = counts(table);
        long[] partial = ((LongVector) batch.column(column)).values();
        for (int i = 0; i < count; i++) {
            counts[slots[i]] += partial[rows == null ? i : rows[i]];
        }
    }

    @Override
    void combine(Table table, int[] slots, Table from, int[] fromSlots, int count) {
        long[] counts = counts(table);
        long[] added = counts(from);
        for (int i = 0; i < count; i++) {
            counts[slots[i]] += added[fromSlots[i]];
        }
    }

    @Override
    void writePartial(Table table, int[] slots, int count, Batch out, int column) {
        write(table, slots, count, out.column(column));
    }

    @Override
    void writeResult(Table table, int[] slots, int count, Vector out, ResultFailures failures) {
        write(table, slots, count, out);
    }

    /** How many rows the groups count; for operators that keep a hidden COUNT(*). */
    long[] counts(Table table) {
        return ((LongVector) table.value(firstColumn)).values();
    }

    private void write(Table table, int[] slots, int count, Vector out) {
        long[] counts = counts(table);
        long[] values = ((LongVector) out).values();
        for (int i = 0; i < count; i++) {
            values[i] = counts[slots[i]];
        }
    }
}
