package io.millrace.state;

import io.millrace.columns.Batch;
import io.millrace.columns.IntVector;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.spi.Completion;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TimerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timers in memory: a {@link HeapTable} of keys that counts the timers of each, a second one of (key slot, time) in which
 * each timer stands once, and a {@link TimerHeap} over the slots of the second.
 */
final class HeapTimers implements TimerState, HeapState {

    private static final Schema COUNT = Schema.of(new Column("timers", ScalarType.INT.notNull()));
    private static final Schema TIMER =
            Schema.of(new Column("key", ScalarType.INT.notNull()), new Column("time", ScalarType.BIGINT.notNull()));
    private static final Schema PLACE = Schema.of(new Column("place", ScalarType.INT.notNull()));

    private final TableLayout layout;
    private final HeapTable keys;
    private final IntVector counts;
    private final HeapTable timers;
    private final IntVector timerKeys;
    private final LongVector timerTimes;
    private final TimerHeap heap;

    /** The keys of a batch of timers: slots of {@link #keys} and times, by position. */
    private final Vector[] batch = HeapTable.vectors(TIMER, Batch.MAX_ROWS);

    private long[] timerHashes = new long[Batch.MAX_ROWS];
    private int[] timerSlots = new int[Batch.MAX_ROWS];
    private int[] keySlots = new int[Batch.MAX_ROWS];

    HeapTimers(String name, TableLayout layout, KeyGroupRange groups, FetchBuffers buffers) {
        if (layout.value().size() != 0) {
            throw new IllegalArgumentException("Timers keep nothing but their key, and not " + layout.value());
        }
        this.layout = layout;
        keys = new HeapTable(name, new TableLayout(layout.key(), COUNT), HeapTable.Keeping.KEYS, groups, buffers);
        counts = (IntVector) keys.value(0);
        timers = new HeapTable(
                name, new TableLayout(TIMER, PLACE), HeapTable.Keeping.KEY_COLUMNS, KeyGroupRange.ALL, buffers);
        timerKeys = (IntVector) timers.key(0);
        timerTimes = (LongVector) timers.key(1);
        heap = new TimerHeap((IntVector) timers.value(0));
    }

    @Override
    public void set(Vector[] of, int @Nullable [] rows, int count, long[] hashes, long[] times) {
        fetch(of, rows, count, hashes, times, Table.Absent.CREATE);
        for (int i = 0; i < count; i++) {
            if (!heap.contains(timerSlots[i])) {
                heap.add(timerSlots[i], times[i]);
                counts.values()[keySlots[i]]++;
            }
        }
    }

    @Override
    public void unset(Vector[] of, int @Nullable [] rows, int count, long[] hashes, long[] times) {
        fetch(of, rows, count, hashes, times, Table.Absent.SKIP);
        for (int i = 0; i < count; i++) {
            int slot = timerSlots[i];
            if (slot >= 0 && timers.store().isLive(slot)) {
                heap.remove(slot);
                end(slot, keySlots[i]);
            }
        }
    }

    private void fetch(
            Vector[] of, int @Nullable [] rows, int count, long[] hashes, long[] times, Table.Absent absent) {
        ensure(count);
        keys.fetch(of, rows, count, hashes, absent, keySlots);
        // A key that is not there has slot -1, and no timer has that.
        System.arraycopy(keySlots, 0, ((IntVector) batch[0]).values(), 0, count);
        System.arraycopy(times, 0, ((LongVector) batch[1]).values(), 0, count);
        for (int i = 0; i < count; i++) {
            timerHashes[i] = KeyHash.combine(hashes[i], KeyHash.ofLong(times[i]));
        }
        timers.fetch(batch, null, count, timerHashes, absent, timerSlots);
    }

    private void ensure(int count) {
        if (count > timerSlots.length) {
            timerHashes = new long[count];
            timerSlots = new int[count];
            keySlots = new int[count];
            batch[0].ensureCapacity(count);
            batch[1].ensureCapacity(count);
        }
    }

    private void end(int timer, int key) {
        timers.remove(timer);
        if (--counts.values()[key] == 0) {
            keys.remove(key);
        }
    }

    @Override
    public long earliest() {
        return heap.isEmpty() ? Long.MAX_VALUE : heap.earliest();
    }

    @Override
    public int expire(long bound, Vector[] into, long[] times) {
        ensure(times.length);
        int count = 0;
        while (count < times.length && !heap.isEmpty() && heap.earliest() <= bound) {
            times[count] = heap.earliest();
            int timer = heap.take();
            timerSlots[count] = timer;
            keySlots[count] = timerKeys.values()[timer];
            count++;
        }
        for (int i = 0; i < into.length; i++) {
            into[i].clear();
            into[i].gather(0, keys.key(i), keySlots, count);
        }
        for (int i = 0; i < count; i++) {
            end(timerSlots[i], keySlots[i]);
        }
        return count;
    }

    @Override
    public Completion completion() {
        throw HeapStateAccess.nothingToWaitFor();
    }

    @Override
    public long size() {
        return timers.size();
    }

    @Override
    public Kind kind() {
        return Kind.TIMERS;
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
        return List.of(
                new StatePart(StatePart.KEYS, 0, 0, keys.store()), new StatePart(StatePart.ROWS, 0, 0, timers.store()));
    }

    @Override
    public long rowCount() {
        return timers.size();
    }

    @Override
    public void rebuild() {
        keys.rebuild();
        SlotStore store = timers.store();
        long[] hashes = timers.hashes();
        for (int slot = store.nextLive(0); slot < store.top(); slot = store.nextLive(slot + 1)) {
            int key = timerKeys.values()[slot];
            long time = timerTimes.values()[slot];
            hashes[slot] = KeyHash.combine(keys.hashes()[key], KeyHash.ofLong(time));
            counts.values()[key]++;
            heap.add(slot, time);
        }
        timers.rebuild();
        requireUsed();
    }

    /** A key without timers would never be forgotten. */
    private void requireUsed() {
        SlotStore store = keys.store();
        for (int key = store.nextLive(0); key < store.top(); key = store.nextLive(key + 1)) {
            if (counts.values()[key] == 0) {
                throw new IllegalStateException(keys + " has a key at slot " + key + " without timers");
            }
        }
    }

    @Override
    public long sizeBytes() {
        return keys.sizeBytes() + timers.sizeBytes();
    }

    /** The timers, for those who look at single slots. */
    SlotStore timerStore() {
        return timers.store();
    }

    /** How many keys have timers. */
    long keyCount() {
        return keys.size();
    }

    @Override
    public String toString() {
        return timers.toString();
    }
}
