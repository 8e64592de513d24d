package io.millrace.engine.operators.ttl;

import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.Completion;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Rows of whole numbers. A fetch is waited for once, and what was read for it stays in memory until {@link #unpin}, as of a table on disk. */
final class SlowTable implements Table {

    private static final int MOST_ROWS = 16;

    private final LongVector[] keys;
    private final LongVector value = vector();
    private final BitSet live = new BitSet();
    private boolean late;
    private boolean pinned;

    SlowTable(int keyColumns) {
        keys = new LongVector[keyColumns];
        Arrays.setAll(keys, _ -> vector());
    }

    private static LongVector vector() {
        return (LongVector) Vector.create(ScalarType.BIGINT.notNull(), MOST_ROWS);
    }

    /** A row of a value and its key. */
    SlowTable row(long valueOfRow, long... key) {
        int slot = live.length();
        live.set(slot);
        value.values()[slot] = valueOfRow;
        for (int i = 0; i < key.length; i++) {
            keys[i].values()[slot] = key[i];
        }
        return this;
    }

    /** What is in the last key column of the rows there are. */
    LongStream lastKeys() {
        return live.stream().mapToLong(slot -> keys[keys.length - 1].values()[slot]);
    }

    boolean isPinned() {
        return pinned;
    }

    @Override
    public @Nullable Completion fetch(
            Vector[] probe, int @Nullable [] rows, int count, long[] hashes, Absent absent, int[] slots) {
        pinned = true;
        late = !late;
        if (late) {
            return new Completion();
        }
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            slots[i] = live.stream()
                    .filter(slot -> hasKey(slot, probe, row))
                    .findFirst()
                    .orElse(-1);
        }
        return null;
    }

    private boolean hasKey(int slot, Vector[] probe, int row) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].values()[slot] != ((LongVector) probe[i]).values()[row]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void written(int[] slots, int count) {}

    @Override
    public void unpin() {
        pinned = false;
    }

    @Override
    public void remove(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            if (!live.get(slots[i])) {
                throw new IllegalStateException("There is no row at slot " + slots[i]);
            }
            live.clear(slots[i]);
        }
    }

    @Override
    public Vector key(int column) {
        return keys[column];
    }

    @Override
    public Vector value(int column) {
        return value;
    }

    @Override
    public long size() {
        return live.cardinality();
    }

    @Override
    public Scan scan() {
        return new Scan() {

            private int next;

            @Override
            public int next(int[] slots) {
                int count = 0;
                for (int slot = live.nextSetBit(next); slot >= 0; slot = live.nextSetBit(slot + 1)) {
                    slots[count++] = slot;
                    next = slot + 1;
                }
                return count;
            }

            @Override
            public Completion completion() {
                throw new IllegalStateException("A scan waits for nothing here");
            }
        };
    }
}
