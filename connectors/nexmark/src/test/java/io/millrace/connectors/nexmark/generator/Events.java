package io.millrace.connectors.nexmark.generator;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes events for tests. */
final class Events {

    static final long BASE_MICROS = 1_767_225_600_000_000L;

    private Events() {}

    static World world(long seed) {
        return new World(seed, new Timeline(BASE_MICROS, 100_000));
    }

    /** All columns of the rows of some events. */
    static List<List<@Nullable Object>> rows(World world, NexmarkStream stream, long from, long end) {
        return rows(world, stream, from, end, Batch.MAX_ROWS, allColumns(stream));
    }

    static List<List<@Nullable Object>> rows(
            World world, NexmarkStream stream, long from, long end, int batchRows, int... projection) {
        NexmarkGenerator generator = new NexmarkGenerator(world, stream, projection);
        Schema all = stream.schema();
        BatchPool pool = new BatchPool(
                new Schema(Arrays.stream(projection).mapToObj(all::column).toList()));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long next = from;
        while (next < end) {
            Batch batch = pool.take();
            next = generator.fill(batch, next, end, batchRows);
            rows.addAll(BoxedValues.rows(batch));
            batch.release();
        }
        return rows;
    }

    /** The values of one column of BIGINT or TIMESTAMP. */
    static long[] longs(World world, NexmarkStream stream, String column, long from, long end) {
        return column(world, stream, column, from, end).stream()
                .map(Long.class::cast)
                .mapToLong(Long::longValue)
                .toArray();
    }

    static List<String> texts(World world, NexmarkStream stream, String column, long from, long end) {
        return column(world, stream, column, from, end).stream()
                .map(String.class::cast)
                .toList();
    }

    private static List<@Nullable Object> column(
            World world, NexmarkStream stream, String column, long from, long end) {
        int position = stream.schema().indexOf(column).orElseThrow();
        return rows(world, stream, from, end, Batch.MAX_ROWS, position).stream()
                .map(List::getFirst)
                .toList();
    }

    static int[] allColumns(NexmarkStream stream) {
        return IntStream.range(0, stream.schema().size()).toArray();
    }
}
