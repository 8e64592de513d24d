package io.millrace.benchmarks.state;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.columns.Batch;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.Completion;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/**
 * Sums by key in a table whose rows may be on disk. Each update adds its own number to the first sum, and that and the column's to the
 * others: so an update that is lost, doubled or another key's is seen. Waits where a task would be parked.
 */
final class SpilledSums {

    private static final int SUMS = 11;

    /** The key and the sums. */
    static final int ROW_BYTES = 8 * (1 + SUMS);

    /** Odd, so that it has an inverse: keys that follow each other are nowhere near each other. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /**
     * How fast updates were.
     *
     * @param cpuNanos of the whole process, per row; choosing keys included
     * @param longestNanos from the beginning of a batch to its end, waiting included
     */
    record Rates(long rows, double perSecond, double cpuNanos, long longestNanos) {}

    private final Table table;
    private final Vector[] batch = {Vector.create(DataType.parse("BIGINT NOT NULL"), Batch.MAX_ROWS)};
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final int[] slots = new int[Batch.MAX_ROWS];
    private long number;
    private long cpu;
    private long nanos;
    private long longest;

    SpilledSums(OperatorState state) {
        DataType bigint = DataType.parse("BIGINT NOT NULL");
        List<Column> sums = new ArrayList<>();
        for (int i = 0; i < SUMS; i++) {
            sums.add(new Column("sum" + i, bigint));
        }
        table = state.access()
                .table(
                        new StateId("sums", "accumulators", List.of()),
                        new TableLayout(Schema.of(new Column("key", bigint)), new Schema(sums)))
                .open(TableState.TIMELESS);
    }

    /** A row for each key. */
    Rates fill(int keys) throws InterruptedException {
        begin();
        for (int from = 0; from < keys; from += Batch.MAX_ROWS) {
            int count = Math.min(Batch.MAX_ROWS, keys - from);
            for (int i = 0; i < count; i++) {
                keys()[i] = (from + i) * SPREAD;
            }
            add(count);
        }
        return rates(keys);
    }

    /** Updates of keys as they come, for so long; the time that choosing them takes does not count. */
    Rates update(LongSupplier choice, int keys, long atLeastNanos) throws InterruptedException {
        begin();
        long rows = 0;
        while (nanos < atLeastNanos) {
            for (int i = 0; i < Batch.MAX_ROWS; i++) {
                keys()[i] = choice.getAsLong() * SPREAD;
            }
            add(Batch.MAX_ROWS);
            rows += Batch.MAX_ROWS;
        }
        return rates(rows);
    }

    private long[] keys() {
        return ((LongVector) batch[0]).values();
    }

    private void begin() {
        cpu = cpuNanos();
        nanos = 0;
        longest = 0;
    }

    private Rates rates(long rows) {
        return new Rates(rows, rows / (nanos / 1e9), (cpuNanos() - cpu) / (double) rows, longest);
    }

    static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private void add(int count) throws InterruptedException {
        long before = System.nanoTime();
        KeyHash.hash(batch[0], null, count, hashes, true);
        Completion missing = table.fetch(batch, null, count, hashes, Table.Absent.CREATE, slots);
        while (missing != null) {
            await(missing);
            missing = table.fetch(batch, null, count, hashes, Table.Absent.CREATE, slots);
        }
        for (int column = 0; column < SUMS; column++) {
            long[] sums = ((LongVector) table.value(column)).values();
            for (int i = 0; i < count; i++) {
                sums[slots[i]] += number + i + column;
            }
        }
        number += count;
        table.written(slots, count);
        table.unpin();
        long took = System.nanoTime() - before;
        nanos += took;
        longest = Math.max(longest, took);
    }

    private static void await(Completion missing) throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        missing.whenDone(there::countDown);
        there.await();
    }

    /**
     * Goes through all rows.
     *
     * @param expected the first sum of each key
     * @return how many keys have another one, or none, or other sums that do not fit it
     */
    long compare(long[] expected) throws InterruptedException {
        long inverse = inverse();
        long right = 0;
        Table.Scan scan = table.scan();
        for (int count = next(scan); count > 0; count = next(scan)) {
            long[] found = ((LongVector) table.key(0)).values();
            long[] first = ((LongVector) table.value(0)).values();
            long[] second = ((LongVector) table.value(1)).values();
            long[] last = ((LongVector) table.value(SUMS - 1)).values();
            for (int i = 0; i < count; i++) {
                int slot = slots[i];
                long key = found[slot] * inverse;
                long times = second[slot] - first[slot];
                boolean isRight = key >= 0
                        && key < expected.length
                        && first[slot] == expected[(int) key]
                        && last[slot] == first[slot] + times * (SUMS - 1);
                right += isRight ? 1 : 0;
            }
        }
        return Math.max(expected.length, table.size()) - right;
    }

    private int next(Table.Scan scan) throws InterruptedException {
        int count = scan.next(slots);
        while (count == Table.Scan.WAITING) {
            await(scan.completion());
            count = scan.next(slots);
        }
        return count;
    }

    /** Modulo 2^64, by Newton's way: each step doubles how many of its bits are right. */
    private static long inverse() {
        long inverse = SPREAD;
        for (int step = 0; step < 6; step++) {
            inverse *= 2 - SPREAD * inverse;
        }
        return inverse;
    }
}
