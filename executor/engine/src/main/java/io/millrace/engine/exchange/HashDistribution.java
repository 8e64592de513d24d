package io.millrace.engine.exchange;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.KeyGroups;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import java.util.List;

/**
 * To the task that owns the key group of each row. Rows are not copied: each reader gets a selection over the same batch.
 * Row numbers are dealt out in one pass, a counting sort whose buckets are the readers' selection buffers.
 */
public final class HashDistribution extends Distribution {

    private final int[] keyColumns;
    private final RowsPool rowsPool;
    private final DerivedBatches mended;
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final Rows[] parts;
    private final int[] counts;
    private final int[][] buffers;

    /**
     * @param keyColumns positions of the key columns, in the order the hash combines them
     * @param rowsPool the writing task's pool of selections
     * @param mendedPool makes the pool for batches whose update pairs had to be mended
     */
    public HashDistribution(
            List<? extends ChannelWriter> channels,
            List<Integer> keyColumns,
            RowsPool rowsPool,
            java.util.function.Function<io.millrace.model.type.Schema, BatchPool> mendedPool) {
        super(channels);
        this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
        this.rowsPool = rowsPool;
        mended = new DerivedBatches(mendedPool);
        parts = new Rows[channels.size()];
        counts = new int[channels.size()];
        buffers = new int[channels.size()][];
    }

    @Override
    void emit(Rows rows) {
        if (channels.length == 1) {
            channels[0].put(rows);
            return;
        }
        Batch batch = rows.batch();
        int[] selection = rows.selection();
        int count = rows.count();
        for (int i = 0; i < keyColumns.length; i++) {
            KeyHash.hash(batch.column(keyColumns[i]), selection, count, hashes, i == 0);
        }
        for (int part = 0; part < parts.length; part++) {
            batch.retain();
            parts[part] = rowsPool.take(batch);
            buffers[part] = parts[part].selectionBuffer();
            counts[part] = 0;
        }
        int readers = channels.length;
        for (int i = 0; i < count; i++) {
            int owner = KeyGroups.owner(KeyHash.keyGroup(hashes[i]), readers);
            buffers[owner][counts[owner]++] = selection == null ? i : selection[i];
        }
        for (int part = 0; part < readers; part++) {
            Rows dealt = parts[part];
            dealt.select(counts[part]);
            if (counts[part] == 0) {
                dealt.release();
            } else {
                channels[part].put(ChangePairs.splits(dealt) ? mended.mend(dealt, rowsPool) : dealt);
            }
        }
        rows.release();
    }
}
