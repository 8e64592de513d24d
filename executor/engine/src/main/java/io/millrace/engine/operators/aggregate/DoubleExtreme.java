package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.ByteVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.state.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MIN and MAX of FLOAT and DOUBLE. NaN is above all numbers, as in the order of keys. */
final class DoubleExtreme extends Accumulator {

    private final boolean max;
    private final double[] values = new double[Batch.MAX_ROWS];

    DoubleExtreme(int firstColumn, boolean max) {
        super(firstColumn);
        this.max = max;
    }

    @Override
    List<DataType> tableColumns() {
        return List.of(ScalarType.DOUBLE.notNull(), ScalarType.BOOLEAN.notNull());
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
        Arguments.doubles(Extremes.required(argument, signs), rows, count, values);
        double[] best = ((DoubleVector) table.value(firstColumn)).values();
        byte[] seen = ((ByteVector) table.value(firstColumn + 1)).values();
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            double value = values[i];
            if (seen[slot] == 0
                    || (max ? Double.compare(value, best[slot]) > 0 : Double.compare(value, best[slot]) < 0)) {
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
        int order = Double.compare(Arguments.doubleOf(argument, row), Arguments.doubleOf(argument, than));
        return max ? order > 0 : order < 0;
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
        double[] best = ((DoubleVector) table.value(firstColumn)).values();
        byte[] seen = ((ByteVector) table.value(firstColumn + 1)).values();
        for (int i = 0; i < count; i++) {
            if (seen[slots[i]] == 0) {
                out.setNull(i);
            } else {
                Arguments.writeDouble(out, i, best[slots[i]]);
            }
        }
    }
}
