package io.millrace.engine.operators.topn;

import io.millrace.columns.Batch;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.ttl.OrderedTtl;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.state.OrderedState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of a batch on their way into the state: its columns, and runs of rows that are added at once. */
final class NewRows {

    private final OrderedState state;
    private final @Nullable OrderedTtl ttl;
    private final int[] kept;
    private final int[] sortColumns;

    /** What is added: the columns, and what {@link BatchPartitions#note} says of a partition's first row. */
    private final Vector[] values;

    private final LongVector times;
    private final Vector[] columns;
    private final Vector[] sorted;
    private final int[] lists = new int[Batch.MAX_ROWS];
    private final int[] rowNumbers = new int[Batch.MAX_ROWS];
    private final long[] numbers = new long[Batch.MAX_ROWS];
    private int count;

    NewRows(OrderedState state, @Nullable OrderedTtl ttl, TopNSpec spec) {
        this.state = state;
        this.ttl = ttl;
        kept = spec.keptColumns();
        sortColumns = spec.sortColumns();
        columns = new Vector[kept.length];
        sorted = new Vector[sortColumns.length];
        values = new Vector[kept.length + (ttl == null ? 1 : 2)];
        LongVector lasts = longs();
        Arrays.fill(lasts.values(), Long.MAX_VALUE);
        times = ttl == null ? lasts : longs();
        values[kept.length] = lasts;
        values[values.length - 1] = times;
    }

    private static LongVector longs() {
        return (LongVector) Vector.create(ScalarType.BIGINT.notNull(), Batch.MAX_ROWS);
    }

    void begin(Rows rows) {
        for (int i = 0; i < kept.length; i++) {
            columns[i] = rows.batch().column(kept[i]);
            values[i] = columns[i];
        }
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = columns[sortColumns[i]];
        }
        if (ttl != null) {
            Arrays.fill(times.values(), ttl.now());
        }
        count = 0;
    }

    /** The kept columns of the batch, in the order of the state's values. */
    Vector[] columns() {
        return columns;
    }

    /** Those of them that rows are sorted by. */
    Vector[] sortColumns() {
        return sorted;
    }

    /** Has a row added with the next run. */
    void take(int list, int row, long number) {
        lists[count] = list;
        rowNumbers[count] = row;
        numbers[count++] = number;
    }

    /** Adds what was taken. */
    void add() {
        if (count > 0) {
            state.add(lists, count, numbers, values, rowNumbers);
            count = 0;
        }
    }
}
