package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.ByteVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.state.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MIN and MAX of what fits a long: integers, dates and times, compact decimals and timestamps, booleans. */
final class LongExtreme extends Accumulator {

    private final boolean max;
    private final long[] values = new long[Batch.MAX_ROWS];

    LongExtreme(int firstColumn, boolean max) {
        super(firstColumn);
        this.max = max;
    }

    /** The extreme of each group that has one. */
    long[] values(Table table) {
        return ((LongVector) table.value(firstColumn)).values();
    }

    @Override
    List<DataType> tableColumns() {
        return List.of(ScalarType.BIGINT.notNull(), ScalarType.BOOLEAN.notNull());
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
        Arguments.longs(Extremes.required(argument, signs), rows, count, values);
        long[] best = ((LongVector) table.value(firstColumn)).values();
        byte[] seen = ((ByteVector) table.value(firstColumn + 1)).values();
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            long value = values[i];
            if (seen[slot] == 0 || (max ? value > best[slot] : value < best[slot])) {
                best[slot] = value;
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
        long value = Arguments.longOf(argument, row);
        long other = Arguments.longOf(argument, than);
        return max ? value > other : value < other;
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
        long[] best = ((LongVector) table.value(firstColumn)).values();
        byte[] seen = ((ByteVector) table.value(firstColumn + 1)).values();
        for (int i = 0; i < count; i++) {
            if (seen[slots[i]] == 0) {
                out.setNull(i);
            } else {
                Arguments.writeLong(out, i, best[slots[i]]);
            }
        }
    }
}
