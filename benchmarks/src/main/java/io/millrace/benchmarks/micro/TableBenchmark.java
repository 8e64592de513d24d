package io.millrace.benchmarks.micro;

import io.millrace.columns.Batch;
import io.millrace.columns.BytesVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.state.HeapStateBackend;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What finding the rows of a batch of keys costs, for hot keys, for many keys and for new ones. Hashing is not included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TableBenchmark {

    private static final int BATCHES = 256;

    /** The key columns. */
    public enum Shape {
        LONG("BIGINT NOT NULL"),
        INT_LONG("INT NOT NULL", "BIGINT NOT NULL"),
        STRING("STRING NOT NULL"),
        STRING_LONG("STRING", "BIGINT");

        private final Schema schema;

        Shape(String... types) {
            List<Column> columns = new ArrayList<>();
            for (String type : types) {
                columns.add(new Column("k" + columns.size(), DataType.parse(type)));
            }
            schema = new Schema(columns);
        }

        private void set(Vector[] vectors, int row, long key) {
            for (Vector vector : vectors) {
                switch (vector) {
                    case LongVector longs -> longs.values()[row] = key;
                    case IntVector ints -> ints.values()[row] = (int) key / 7;
                    case BytesVector bytes -> {
                        byte[] text = ("channel-" + key).getBytes(StandardCharsets.UTF_8);
                        bytes.append(row, text, 0, text.length);
                    }
                    default -> throw new IllegalStateException("No key is of type " + vector.type());
                }
            }
        }
    }

    @Param({"LONG", "INT_LONG", "STRING"})
    private Shape shape;

    @Param({"1000", "100000", "1000000"})
    private int keys;

    private final Vector[][] batches = new Vector[BATCHES][];
    private final long[][] hashes = new long[BATCHES][Batch.MAX_ROWS];
    private final int[] slots = new int[Batch.MAX_ROWS];
    private TableState state;
    private Table table;
    private int next;

    @Setup
    public void fill() {
        Schema value = Schema.of(new Column("sum", DataType.parse("BIGINT NOT NULL")));
        state = new HeapStateBackend()
                .access("benchmark", KeyGroupRange.ALL)
                .table(new StateId("node", "role", List.of()), new TableLayout(shape.schema, value));
        table = state.open(TableState.TIMELESS);
        for (int from = 0; from < keys; from += Batch.MAX_ROWS) {
            int count = Math.min(Batch.MAX_ROWS, keys - from);
            Vector[] vectors = vectors();
            for (int i = 0; i < count; i++) {
                shape.set(vectors, i, from + i);
            }
            long[] hash = new long[count];
            hash(vectors, hash, count);
            table.fetch(vectors, null, count, hash, Table.Absent.CREATE, slots);
        }
        SplittableRandom random = new SplittableRandom(7);
        for (int b = 0; b < BATCHES; b++) {
            batches[b] = vectors();
            for (int i = 0; i < Batch.MAX_ROWS; i++) {
                shape.set(batches[b], i, random.nextInt(keys));
            }
            hash(batches[b], hashes[b], Batch.MAX_ROWS);
        }
    }

    private Vector[] vectors() {
        Vector[] vectors = new Vector[shape.schema.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = Vector.create(shape.schema.type(i), Batch.MAX_ROWS);
        }
        return vectors;
    }

    private static void hash(Vector[] vectors, long[] hashes, int count) {
        for (int c = 0; c < vectors.length; c++) {
            KeyHash.hash(vectors[c], null, count, hashes, c == 0);
        }
    }

    /** Slots of keys that are there. */
    @Benchmark
    @OperationsPerInvocation(Batch.MAX_ROWS)
    public int[] find() {
        int b = next++ & BATCHES - 1;
        table.fetch(batches[b], null, Batch.MAX_ROWS, hashes[b], Table.Absent.CREATE, slots);
        table.unpin();
        return slots;
    }

    /** A running sum by key: find, add, tell. */
    @Benchmark
    @OperationsPerInvocation(Batch.MAX_ROWS)
    public int[] sum() {
        int b = next++ & BATCHES - 1;
        table.fetch(batches[b], null, Batch.MAX_ROWS, hashes[b], Table.Absent.CREATE, slots);
        long[] sums = ((LongVector) table.value(0)).values();
        for (int i = 0; i < Batch.MAX_ROWS; i++) {
            sums[slots[i]] += i;
        }
        table.written(slots, Batch.MAX_ROWS);
        table.unpin();
        return slots;
    }

    /** As {@link #sum}, but into a new bucket for each million rows, so that most keys of many are new. */
    @Benchmark
    @OperationsPerInvocation(Batch.MAX_ROWS * BATCHES)
    public long window() {
        Table bucket = state.open(next++);
        for (int b = 0; b < BATCHES; b++) {
            bucket.fetch(batches[b], null, Batch.MAX_ROWS, hashes[b], Table.Absent.CREATE, slots);
            long[] sums = ((LongVector) bucket.value(0)).values();
            for (int i = 0; i < Batch.MAX_ROWS; i++) {
                sums[slots[i]] += i;
            }
            bucket.written(slots, Batch.MAX_ROWS);
            bucket.unpin();
        }
        long size = bucket.size();
        state.drop(next - 1);
        return size;
    }
}
