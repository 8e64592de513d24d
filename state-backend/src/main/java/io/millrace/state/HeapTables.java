package io.millrace.state;

import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One table per bucket, sorted by bucket in plain arrays: there are few at a time. A dropped table is emptied
 * and becomes that of a later bucket, with its arrays at the size the stream needs.
 */
final class HeapTables implements TableState, HeapState {

    /** Buckets mostly go one by one, each followed by a new one. */
    private static final int MAX_SPARE = 2;

    private final TableLayout layout;
    private final Supplier<KeyedRows> maker;
    private final ArrayDeque<KeyedRows> spare = new ArrayDeque<>(MAX_SPARE);
    private long[] buckets = new long[4];
    private @Nullable KeyedRows[] tables = new KeyedRows[4];
    private int count;

    HeapTables(TableLayout layout, Supplier<KeyedRows> maker) {
        this.layout = layout;
        this.maker = maker;
    }

    @Override
    public Table open(long bucket) {
        if (bucket == Long.MAX_VALUE) {
            throw new IllegalArgumentException("There is no bucket " + bucket + ": it stands for the end");
        }
        int place = Arrays.binarySearch(buckets, 0, count, bucket);
        if (place < 0) {
            place = ~place;
            insert(place, bucket);
        }
        return at(place);
    }

    private void insert(int place, long bucket) {
        if (count == buckets.length) {
            buckets = Arrays.copyOf(buckets, 2 * count);
            tables = Arrays.copyOf(tables, 2 * count);
        }
        System.arraycopy(buckets, place, buckets, place + 1, count - place);
        System.arraycopy(tables, place, tables, place + 1, count - place);
        KeyedRows used = spare.pollLast();
        buckets[place] = bucket;
        tables[place] = used == null ? maker.get() : used;
        count++;
    }

    private KeyedRows at(int place) {
        KeyedRows table = tables[place];
        if (table == null) {
            throw new IllegalStateException("No table at place " + place + " of " + count);
        }
        return table;
    }

    @Override
    @Nullable
    public Table find(long bucket) {
        int place = Arrays.binarySearch(buckets, 0, count, bucket);
        return place < 0 ? null : at(place);
    }

    @Override
    public void drop(long bucket) {
        int place = Arrays.binarySearch(buckets, 0, count, bucket);
        if (place < 0) {
            return;
        }
        KeyedRows table = at(place);
        count--;
        System.arraycopy(buckets, place + 1, buckets, place, count - place);
        System.arraycopy(tables, place + 1, tables, place, count - place);
        tables[count] = null;
        if (spare.size() < MAX_SPARE) {
            table.clear();
            spare.addLast(table);
        } else {
            table.close();
        }
    }

    @Override
    public void close() {
        for (int place = 0; place < count; place++) {
            at(place).close();
        }
        spare.forEach(KeyedRows::close);
    }

    @Override
    public Kind kind() {
        return Kind.TABLE;
    }

    @Override
    public TableLayout layout() {
        return layout;
    }

    @Override
    public long bucketWidth() {
        return 0;
    }

    @Override
    public List<StatePart> parts() {
        List<StatePart> parts = new ArrayList<>(count);
        for (int place = 0; place < count; place++) {
            parts.add(new StatePart(StatePart.KEYS, buckets[place], 0, at(place).rows()));
        }
        return parts;
    }

    @Override
    public long rowCount() {
        long sum = 0;
        for (int place = 0; place < count; place++) {
            sum += at(place).size();
        }
        return sum;
    }

    @Override
    public void rebuild() {
        for (int place = 0; place < count; place++) {
            at(place).rebuild();
        }
    }

    @Override
    public long sizeBytes() {
        long sum = 0;
        // Another thread may see tables come and go, and it does not matter.
        for (KeyedRows table : tables) {
            sum += table == null ? 0 : table.sizeBytes();
        }
        return sum;
    }

    @Override
    public long coldBytes() {
        long sum = 0;
        for (KeyedRows table : tables) {
            sum += table == null ? 0 : table.coldBytes();
        }
        return sum;
    }

    @Override
    public long first() {
        return count == 0 ? Long.MAX_VALUE : buckets[0];
    }

    @Override
    public long next(long bucket) {
        int place = Arrays.binarySearch(buckets, 0, count, bucket);
        int next = place < 0 ? ~place : place + 1;
        return next == count ? Long.MAX_VALUE : buckets[next];
    }
}
