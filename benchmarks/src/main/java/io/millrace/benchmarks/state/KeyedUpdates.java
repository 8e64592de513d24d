package io.millrace.benchmarks.state;

import io.millrace.columns.Batch;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Running sums by a whole number, as an aggregate without a window keeps them: 96 bytes a row, of them 8 the key. Each batch
 * is found, added to and marked. The same seed gives the same keys.
 */
final class KeyedUpdates {

    static final StateId ID = new StateId("sums", "accumulators", List.of());

    /** Value columns of eight bytes each. */
    private static final int SUMS = 11;

    /** Odd, so that multiplying by it and taking the remainder by a power of two is one to one. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final int keys;
    private final Table table;
    private final SplittableRandom random = new SplittableRandom(7);
    private final Vector[] batch = {Vector.create(DataType.parse("BIGINT NOT NULL"), Batch.MAX_ROWS)};
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final int[] slots = new int[Batch.MAX_ROWS];

    /**
     * @param keys how many there are; a power of two
     * @param state new, or restored from one that this class filled
     */
    KeyedUpdates(int keys, OperatorState state) {
        this.keys = keys;
        table = state.access().table(ID, layout()).open(TableState.TIMELESS);
    }

    static TableLayout layout() {
        DataType number = DataType.parse("BIGINT NOT NULL");
        List<Column> sums = new ArrayList<>();
        for (int i = 0; i < SUMS; i++) {
            sums.add(new Column("sum" + i, number));
        }
        return new TableLayout(Schema.of(new Column("key", number)), new Schema(sums));
    }

    /** Makes a row for each key. */
    void fill() {
        long[] values = ((LongVector) batch[0]).values();
        for (long from = 0; from < keys; from += Batch.MAX_ROWS) {
            int count = (int) Math.min(Batch.MAX_ROWS, keys - from);
            for (int i = 0; i < count; i++) {
                values[i] = from + i;
            }
            add(count);
        }
    }

    /** A batch of updates of the {@code touched} keys that come after {@code first} in an order that scatters them. */
    void update(long first, int touched) {
        long[] values = ((LongVector) batch[0]).values();
        for (int i = 0; i < Batch.MAX_ROWS; i++) {
            values[i] = (first + random.nextInt(touched)) * SPREAD & keys - 1;
        }
        add(Batch.MAX_ROWS);
    }

    private void add(int count) {
        KeyHash.hash(batch[0], null, count, hashes, true);
        if (table.fetch(batch, null, count, hashes, Table.Absent.CREATE, slots) != null) {
            throw new IllegalStateException("Rows of the heap are always there");
        }
        long[] added = ((LongVector) batch[0]).values();
        for (int column = 0; column < SUMS; column++) {
            long[] sums = ((LongVector) table.value(column)).values();
            for (int i = 0; i < count; i++) {
                sums[slots[i]] += added[i] + column;
            }
        }
        table.written(slots, count);
        table.unpin();
    }

    /** Of all keys and sums, whatever their order. */
    long checksum() {
        long sum = 0;
        Table.Scan scan = table.scan();
        for (int count = scan.next(slots); count > 0; count = scan.next(slots)) {
            long[] found = ((LongVector) table.key(0)).values();
            for (int i = 0; i < count; i++) {
                long row = found[slots[i]];
                for (int column = 0; column < SUMS; column++) {
                    row = row * SPREAD + ((LongVector) table.value(column)).values()[slots[i]];
                }
                sum += row * SPREAD;
            }
        }
        return sum;
    }

    /** Rows in the table. */
    long size() {
        return table.size();
    }
}
