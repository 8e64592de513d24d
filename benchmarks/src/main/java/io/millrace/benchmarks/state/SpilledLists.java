package io.millrace.benchmarks.state;

import io.millrace.benchmarks.state.SpilledSums.Rates;
import io.millrace.columns.Batch;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.Completion;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/**
 * One side of a join with a row for each key, most of which are on disk: rows are appended once and looked up again and again. What
 * is in a row follows from its key, so each row that is found is checked.
 */
final class SpilledLists {

    private static final int VALUES = 11;

    /** Odd: keys that follow each other are nowhere near each other. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final ListState lists;
    private final Vector[] keys = {Vector.create(DataType.parse("BIGINT NOT NULL"), Batch.MAX_ROWS)};
    private final Vector[] values = new Vector[VALUES];
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final int[] found = new int[Batch.MAX_ROWS];
    private long wrong;

    SpilledLists(OperatorState state) {
        DataType bigint = DataType.parse("BIGINT NOT NULL");
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            columns.add(new Column("value" + i, bigint));
            values[i] = Vector.create(bigint, Batch.MAX_ROWS);
        }
        lists = state.access()
                .list(
                        new StateId("side", "rows", List.of()),
                        new TableLayout(Schema.of(new Column("key", bigint)), new Schema(columns)));
    }

    /** Appends a row for each key. */
    Rates fill(int count) throws InterruptedException {
        Meter meter = new Meter();
        for (int from = 0; from < count; from += Batch.MAX_ROWS) {
            int rows = Math.min(Batch.MAX_ROWS, count - from);
            for (int i = 0; i < rows; i++) {
                long key = (long) from + i;
                keys()[i] = key * SPREAD;
                for (int value = 0; value < VALUES; value++) {
                    ((LongVector) values[value]).values()[i] = key + value;
                }
            }
            meter.begin();
            fetch(rows, Table.Absent.CREATE);
            lists.append(found, rows, values, null);
            lists.unpin();
            meter.end();
        }
        return meter.rates(count);
    }

    /** Looks keys up as they come, for so long. */
    Rates probe(LongSupplier choice, long atLeastNanos) throws InterruptedException {
        Meter meter = new Meter();
        long[] chosen = new long[Batch.MAX_ROWS];
        long rows = 0;
        while (meter.nanos < atLeastNanos) {
            for (int i = 0; i < chosen.length; i++) {
                chosen[i] = choice.getAsLong();
                keys()[i] = chosen[i] * SPREAD;
            }
            meter.begin();
            fetch(chosen.length, Table.Absent.SKIP);
            for (Completion missing = lists.bring(found, chosen.length);
                    missing != null;
                    missing = lists.bring(found, chosen.length)) {
                await(missing);
            }
            long[] first = ((LongVector) lists.value(0)).values();
            long[] last = ((LongVector) lists.value(VALUES - 1)).values();
            for (int i = 0; i < chosen.length; i++) {
                int slot = lists.first(found[i]);
                boolean isRight = slot >= 0 && first[slot] == chosen[i] && last[slot] == chosen[i] + VALUES - 1;
                wrong += isRight ? 0 : 1;
            }
            lists.unpin();
            meter.end();
            rows += chosen.length;
        }
        return meter.rates(rows);
    }

    /** How many rows were not there, or not as they were appended. */
    long wrong() {
        return wrong;
    }

    long size() {
        return lists.size();
    }

    private long[] keys() {
        return ((LongVector) keys[0]).values();
    }

    private void fetch(int count, Table.Absent absent) throws InterruptedException {
        KeyHash.hash(keys[0], null, count, hashes, true);
        for (Completion missing = lists.fetch(keys, null, count, hashes, absent, found);
                missing != null;
                missing = lists.fetch(keys, null, count, hashes, absent, found)) {
            await(missing);
        }
    }

    private static void await(Completion missing) throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        missing.whenDone(there::countDown);
        there.await();
    }

    /** The time that batches take. */
    private static final class Meter {

        private final long cpu = SpilledSums.cpuNanos();
        private long begun;
        private long nanos;
        private long longest;

        void begin() {
            begun = System.nanoTime();
        }

        void end() {
            long took = System.nanoTime() - begun;
            nanos += took;
            longest = Math.max(longest, took);
        }

        Rates rates(long rows) {
            return new Rates(rows, rows / (nanos / 1e9), (SpilledSums.cpuNanos() - cpu) / (double) rows, longest);
        }
    }
}
