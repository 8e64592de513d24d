package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.state.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LISTAGG, ARRAY_AGG, and FIRST_VALUE, LAST_VALUE, MIN and MAX of rows that may be taken back: of a group the number of values and their
 * bytes, so that it is known how large a result is before it is made. The values are in {@link GatheredValues}.
 */
final class GatheredAccumulator extends Accumulator {

    /** What the values come to. */
    enum Result {
        LISTAGG,
        ARRAY_AGG,
        FIRST_VALUE,
        LAST_VALUE,
        MIN,
        MAX;

        /** Whether a NULL is a value like others. */
        boolean takesNulls() {
            return this == ARRAY_AGG;
        }

        /** Whether values are kept by their size, and not as they came. */
        boolean isExtreme() {
            return this == MIN || this == MAX;
        }

        /** Whether the result is made of all values. */
        boolean isOfAll() {
            return this == LISTAGG || this == ARRAY_AGG;
        }
    }

    /** A result is as large as a text may be that people send around; larger ones would fill batches, and disks. */
    static final long MOST_BYTES = 1 << 20;

    private final Result result;
    private final int separatorBytes;
    private @Nullable GatheredValues values;

    /** @param separatorBytes between two values of a text */
    GatheredAccumulator(int firstColumn, Result result, int separatorBytes) {
        super(firstColumn);
        this.result = result;
        this.separatorBytes = separatorBytes;
    }

    Result result() {
        return result;
    }

    /** Where the values are; without them there are no results, as for who only looks at accumulators. */
    void readFrom(GatheredValues of) {
        values = of;
    }

    @Override
    List<DataType> tableColumns() {
        return List.of(ScalarType.BIGINT.notNull(), ScalarType.BIGINT.notNull());
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
        if (argument == null) {
            throw new IllegalArgumentException(result + " needs an argument");
        }
        long[] counts = longs(table, 0);
        long[] bytes = longs(table, 1);
        for (int i = 0; i < count; i++) {
            int sign = signs == null ? 1 : signs[i];
            counts[slots[i]] += sign;
            bytes[slots[i]] += sign * ValueSize.of(argument, rows == null ? i : rows[i]);
        }
    }

    @Override
    void combine(Table table, int[] slots, Table from, int[] fromSlots, int count) {
        for (int column = 0; column < 2; column++) {
            long[] sums = longs(table, column);
            long[] added = longs(from, column);
            for (int i = 0; i < count; i++) {
                sums[slots[i]] += added[fromSlots[i]];
            }
        }
    }

    /** How large a group's result is at most, in bytes: of one of the values no more is known than how large all are. */
    long resultBytes(Table table, int slot) {
        long separators = result == Result.LISTAGG ? Math.max(0, longs(table, 0)[slot] - 1) * separatorBytes : 0;
        return longs(table, 1)[slot] + separators;
    }

    /** Whether a group has a result that can be made. */
    boolean fits(Table table, int slot) {
        return !result.isOfAll() || resultBytes(table, slot) <= MOST_BYTES;
    }

    @Override
    void writeResult(Table table, int[] slots, int count, Vector out, ResultFailures failures) {
        GatheredValues of = values;
        for (int i = 0; i < count; i++) {
            if (of == null) {
                out.setNull(i);
            } else if (!fits(table, slots[i])) {
                failures.failed(
                        i,
                        "The result of %s has %,d bytes, each value counted as 8 at least, and at most %,d are possible. Aggregate fewer or shorter values: with a filter, a window, or by more keys."
                                .formatted(result, resultBytes(table, slots[i]), MOST_BYTES));
            } else {
                of.write(i, out);
            }
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

    private long[] longs(Table table, int column) {
        return ((LongVector) table.value(firstColumn + column)).values();
    }
}
