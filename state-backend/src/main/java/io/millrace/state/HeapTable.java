package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.spi.Completion;
import io.millrace.spi.state.TableLayout;
import org.jspecify.annotations.Nullable;

/**
 * key → row in memory: a {@link HashIndex} over a {@link SlotStore} that keeps the hash, the key and the value columns of
 * each row. Everything is there at once, so a fetch never waits, and slots never move, so nothing needs pinning.
 */
final class HeapTable implements KeyedRows {

    private static final int FIRST_CAPACITY = 32;

    private final String name;
    private final KeyGroupRange groups;
    private final FetchBuffers buffers;
    private final LongVector hashes;
    private final KeyColumns keys;
    private final Vector[] values;
    private final SlotStore store;
    private final HashIndex index;

    /** What of a table checkpoints keep. */
    enum Keeping {
        /** Everything. */
        ROWS,
        /** The keys and their hashes; the values are links and counts, made anew. */
        KEYS,
        /** The key columns alone; the hashes too are made anew. */
        KEY_COLUMNS
    }

    /**
     * An empty table.
     *
     * @param name what it is, for messages
     * @param groups the key groups that may come; without meaning when the key has no columns
     */
    HeapTable(String name, TableLayout layout, Keeping keeping, KeyGroupRange groups, FetchBuffers buffers) {
        this.name = name;
        this.buffers = buffers;
        this.groups = layout.key().size() == 0 ? KeyGroupRange.ALL : groups;
        hashes = (LongVector) Vector.create(ScalarType.BIGINT.notNull(), FIRST_CAPACITY);
        keys = new KeyColumns(vectors(layout.key(), FIRST_CAPACITY));
        values = vectors(layout.value(), FIRST_CAPACITY);
        Vector[] columns = new Vector[1 + keys.count() + values.length];
        columns[0] = hashes;
        System.arraycopy(keys.columns(), 0, columns, 1, keys.count());
        System.arraycopy(values, 0, columns, 1 + keys.count(), values.length);
        KeptColumns kept = keeping == Keeping.KEY_COLUMNS ? KeptColumns.NONE : KeptColumns.NONE.and("hash", hashes);
        kept = kept.and("key", layout.key(), keys.columns());
        if (keeping == Keeping.ROWS) {
            kept = kept.and("value", layout.value(), values);
        }
        store = new SlotStore(name, columns, kept, FIRST_CAPACITY);
        index = new HashIndex(FIRST_CAPACITY);
    }

    static Vector[] vectors(Schema schema, int capacity) {
        Vector[] vectors = new Vector[schema.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = Vector.create(schema.type(i), capacity);
        }
        return vectors;
    }

    @Override
    @Nullable
    public Completion fetch(
            Vector[] probe, int @Nullable [] rows, int count, long[] probeHashes, Absent absent, int[] slots) {
        store.compactIfSparse();
        buffers.ensure(count);
        int missing = index.candidates(probeHashes, count, slots, buffers);
        if (!candidatesAreRight(probe, rows, count, missing, slots)) {
            missing = searchOneByOne(probe, rows, count, probeHashes, slots);
        }
        store.protect(slots, count);
        if (missing > 0 && absent == Absent.CREATE) {
            create(probe, rows, missing, probeHashes, slots);
        }
        return null;
    }

    private boolean candidatesAreRight(Vector[] probe, int @Nullable [] rows, int count, int missing, int[] slots) {
        if (missing == 0) {
            return keys.allEqual(slots, probe, rows, null, count, buffers.fresh);
        }
        int[] found = buffers.found;
        int n = 0;
        for (int i = 0; i < count; i++) {
            found[n] = i;
            n += ~slots[i] >>> 31;
        }
        return keys.allEqual(slots, probe, rows, found, n, buffers.fresh);
    }

    private int searchOneByOne(Vector[] probe, int @Nullable [] rows, int count, long[] probeHashes, int[] slots) {
        int missing = 0;
        for (int i = 0; i < count; i++) {
            int slot = find(probe, rows == null ? i : rows[i], probeHashes[i]);
            slots[i] = slot;
            if (slot < 0) {
                buffers.missing[missing++] = i;
            }
        }
        return missing;
    }

    private int find(Vector[] probe, int row, long hash) {
        long place = index.firstMatch(hash);
        while (place >= 0) {
            int slot = index.slotAt(place);
            if (keys.equal(slot, probe, row)) {
                return slot;
            }
            place = index.nextMatch(place, hash);
        }
        return -1;
    }

    /**
     * Makes rows for the missing positions; a key that stands at several gets one. Keys of slots that were never used
     * before lie side by side and are copied last, a column at a time; until then such a slot's key is a row of the batch.
     */
    private void create(Vector[] probe, int @Nullable [] rows, int missing, long[] probeHashes, int[] slots) {
        int[] fresh = buffers.fresh;
        int freshFrom = store.top();
        for (int i = 0; i < missing; i++) {
            int position = buffers.missing[i];
            int row = rows == null ? position : rows[position];
            long hash = probeHashes[position];
            while (index.isFull(hash)) {
                index.grow(hash, hashes.values());
            }
            long place = index.firstMatch(hash);
            int slot = -1;
            while (place >= 0) {
                int candidate = index.slotAt(place);
                boolean same = candidate < freshFrom
                        ? keys.equal(candidate, probe, row)
                        : KeyColumns.equal(probe, fresh[candidate - freshFrom], row);
                if (same) {
                    slot = candidate;
                    break;
                }
                place = index.nextMatch(place, hash);
            }
            if (slot < 0) {
                slot = begin(hash, probe, row);
                index.put(~place, hash, slot);
                if (slot >= freshFrom) {
                    fresh[slot - freshFrom] = row;
                }
            }
            slots[position] = slot;
        }
        keys.gather(freshFrom, probe, fresh, store.top() - freshFrom);
    }

    private int begin(long hash, Vector[] probe, int row) {
        requireGroup(hash);
        int slot;
        if (store.reusable() > 0) {
            slot = store.reuse();
            keys.copy(slot, probe, row);
        } else {
            slot = store.extend();
        }
        hashes.values()[slot] = hash;
        return slot;
    }

    /** Refuses a key that another task keeps. */
    void requireGroup(long hash) {
        if (!groups.contains(KeyHash.keyGroup(hash))) {
            throw new IllegalStateException("A key of group " + KeyHash.keyGroup(hash) + " came to " + name
                    + ", whose task keeps the groups " + groups);
        }
    }

    /** The hash of each key, by slot. */
    LongVector hashVector() {
        return hashes;
    }

    /** The key columns by slot. */
    KeyColumns keys() {
        return keys;
    }

    /** Where keys are found by their hashes. */
    HashIndex index() {
        return index;
    }

    @Override
    public void written(int[] slots, int count) {
        store.mark(slots, count);
    }

    @Override
    public void unpin() {}

    @Override
    public void remove(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            store.requireLive(slots[i]);
            index.remove(hashes.values(), slots[i]);
        }
        store.remove(slots, count);
    }

    /** Removes one row. */
    void remove(int slot) {
        store.requireLive(slot);
        index.remove(hashes.values(), slot);
        store.remove(slot);
    }

    /** The hash of each key, by slot. */
    long[] hashes() {
        return hashes.values();
    }

    /** Makes the index anew, after rows were restored. */
    @Override
    public void rebuild() {
        index.rebuild(hashes.values(), store);
    }

    /** About how many bytes it takes up. Any thread. */
    @Override
    public long sizeBytes() {
        return store.sizeBytes() + index.sizeBytes();
    }

    /** Removes all rows and keeps the arrays. */
    @Override
    public void clear() {
        index.clear();
        store.clear();
    }

    @Override
    public Vector key(int column) {
        return keys.columns()[column];
    }

    @Override
    public Vector value(int column) {
        return values[column];
    }

    @Override
    public long size() {
        return store.size();
    }

    @Override
    public StoredRows rows() {
        return store;
    }

    @Override
    public void close() {}

    /** The rows, for those who look at single slots. */
    SlotStore store() {
        return store;
    }

    @Override
    public Scan scan() {
        return new SlotScan(store);
    }

    @Override
    public String toString() {
        return store.toString();
    }
}
