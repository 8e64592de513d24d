package io.millrace.engine.operators.deduplicate;

import io.millrace.columns.Batch;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.ttl.TableTtl;
import io.millrace.spi.Completion;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The keys of a batch in a table: the slot of each row, and each slot once. */
final class BatchKeys {

    private final Table table;
    private final @Nullable TableTtl ttl;
    private final int[] columns;
    private final Vector[] keys;
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private boolean areHashed;

    /** The slot of each row, by position. */
    final int[] slots = new int[Batch.MAX_ROWS];

    /** The slots of the batch, each once, in the order of their first rows; the first {@link #distinctCount} count. */
    final int[] distinct = new int[Batch.MAX_ROWS];

    /** Which of {@link #distinct} is the slot of a row, by the row's position. */
    final int[] distinctOf = new int[Batch.MAX_ROWS];

    int distinctCount;

    /** By slot: where it may stand in {@link #distinct}. Never cleared, since what stands there tells whether it is so. */
    private int[] placeOf = new int[1024];

    BatchKeys(Table table, @Nullable TableTtl ttl, int[] columns) {
        this.table = table;
        this.ttl = ttl;
        this.columns = columns;
        keys = new Vector[columns.length];
    }

    /** Other rows have come. */
    void begin() {
        areHashed = false;
    }

    /**
     * Finds the slots of the rows' keys; fresh ones for keys that are new or whose time is over.
     *
     * @return what to wait for before this is called again with the same rows; null when all is found
     */
    @Nullable
    Completion find(Rows rows) {
        if (!areHashed) {
            hash(rows);
        }
        Completion missing = fetch(rows);
        if (missing != null || ttl == null) {
            return missing;
        }
        findDistinct(rows.count());
        return ttl.removeOver(distinct, distinctCount) ? fetch(rows) : null;
    }

    /** Fills {@link #distinct} and {@link #distinctOf} for the rows found. */
    void findDistinct(int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (slot >= placeOf.length) {
                placeOf = Arrays.copyOf(placeOf, Math.max(slot + 1, 2 * placeOf.length));
            }
            int place = placeOf[slot];
            if (place >= found || distinct[place] != slot) {
                place = found++;
                placeOf[slot] = place;
                distinct[place] = slot;
            }
            distinctOf[i] = place;
        }
        distinctCount = found;
    }

    private void hash(Rows rows) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] = rows.batch().column(columns[i]);
            KeyHash.hash(keys[i], rows.selection(), rows.count(), hashes, i == 0);
        }
        areHashed = true;
    }

    private @Nullable Completion fetch(Rows rows) {
        return table.fetch(keys, rows.selection(), rows.count(), hashes, Table.Absent.CREATE, slots);
    }
}
