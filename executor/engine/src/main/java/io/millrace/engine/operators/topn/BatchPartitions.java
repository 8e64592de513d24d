package io.millrace.engine.operators.topn;

import io.millrace.columns.Batch;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.ttl.OrderedTtl;
import io.millrace.spi.Completion;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The partitions of a batch: the list of each, its rows in their order, and what its first row tells. */
final class BatchPartitions {

    private final OrderedState state;
    private final @Nullable OrderedTtl ttl;
    private final TopNSpec spec;
    private final Vector[] keys;
    private final long[] hashes = new long[Batch.MAX_ROWS];
    private final int[] listOf = new int[Batch.MAX_ROWS];

    /** By list: where it may stand in {@link #lists}. Never cleared, since what stands there tells whether it is so. */
    private int[] placeOf = new int[1024];

    /** The lists, each once, in the order of their first rows; the first {@link #count} count. */
    final int[] lists = new int[Batch.MAX_ROWS];

    /** By partition: the number behind whose rows nothing comes out; {@link Long#MAX_VALUE} for none. */
    final long[] lasts = new long[Batch.MAX_ROWS];

    /** By partition: whether it has had rows before. */
    final boolean[] isKnown = new boolean[Batch.MAX_ROWS];

    /** Where the rows of each partition begin in {@link #rowNumbers}; those of the last one end at its count. */
    final int[] begins = new int[Batch.MAX_ROWS + 1];

    /** Row numbers in the batch, by partition, in their order. */
    final int[] rowNumbers = new int[Batch.MAX_ROWS];

    /** The number of each of these in the ranking. */
    final long[] numbers = new long[Batch.MAX_ROWS];

    /** The hash of the key of each of these. */
    final long[] rowHashes = new long[Batch.MAX_ROWS];

    int count;

    private final int[] partitionOf = new int[Batch.MAX_ROWS];
    private final long[] numberOf = new long[Batch.MAX_ROWS];
    private boolean isHashed;
    private boolean isFetched;
    private int looked;

    BatchPartitions(OrderedState state, @Nullable OrderedTtl ttl, TopNSpec spec) {
        this.state = state;
        this.ttl = ttl;
        this.spec = spec;
        keys = new Vector[spec.partition().length];
    }

    /** The key columns of the batch in hand. */
    Vector[] keys() {
        return keys;
    }

    /** Other rows have come. */
    void begin() {
        isHashed = false;
        isFetched = false;
        looked = 0;
    }

    /**
     * Finds the partitions and pins them, without those whose time is over.
     *
     * @return what to wait for before this is called again with the same rows; null when all is found
     */
    @Nullable
    Completion find(Rows rows) {
        if (!isHashed) {
            hash(rows);
        }
        if (!isFetched) {
            Completion missing = state.fetch(keys, rows.selection(), rows.count(), hashes, Table.Absent.CREATE, listOf);
            if (missing != null) {
                return missing;
            }
            isFetched = true;
            group(rows);
        }
        for (; looked < count; looked++) {
            Completion missing = look(looked);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private void hash(Rows rows) {
        if (keys.length == 0) {
            Arrays.fill(hashes, 0, rows.count(), KeyHash.EMPTY_KEY);
        }
        for (int i = 0; i < keys.length; i++) {
            keys[i] = rows.batch().column(spec.partition()[i]);
            KeyHash.hash(keys[i], rows.selection(), rows.count(), hashes, i == 0);
        }
        spec.ranking().number(rows, numberOf);
        isHashed = true;
    }

    /** Finds the lists, and puts the rows of each together. */
    private void group(Rows rows) {
        count = 0;
        Arrays.fill(begins, 0, rows.count() + 1, 0);
        for (int i = 0; i < rows.count(); i++) {
            int list = listOf[i];
            if (list >= placeOf.length) {
                placeOf = Arrays.copyOf(placeOf, Math.max(list + 1, 2 * placeOf.length));
            }
            int place = placeOf[list];
            if (place >= count || lists[place] != list) {
                place = count++;
                placeOf[list] = place;
                lists[place] = list;
            }
            partitionOf[i] = place;
            begins[place + 1]++;
        }
        for (int i = 0; i < count; i++) {
            begins[i + 1] += begins[i];
        }
        for (int i = rows.count() - 1; i >= 0; i--) {
            // Filled from the end, an end becomes a beginning.
            int at = --begins[partitionOf[i] + 1];
            rowNumbers[at] = rows.row(i);
            numbers[at] = numberOf[i];
            rowHashes[at] = hashes[i];
        }
        System.arraycopy(begins, 1, begins, 0, count);
        begins[count] = rows.count();
    }

    private @Nullable Completion look(int partition) {
        int list = lists[partition];
        if (ttl != null && ttl.isOver(list)) {
            state.clear(list, Integer.MAX_VALUE);
        }
        int first = state.ceiling(list, Long.MIN_VALUE);
        if (first == OrderedState.WAITING) {
            return state.completion();
        }
        isKnown[partition] = first != OrderedState.NONE;
        lasts[partition] = first == OrderedState.NONE ? Long.MAX_VALUE : last()[first];
        if (first != OrderedState.NONE && ttl != null) {
            ttl.date(first);
        }
        return null;
    }

    /**
     * Notes in the first row of a partition what has changed for it.
     *
     * @param number of the last row that comes out, {@link Long#MAX_VALUE} if there are fewer
     * @return what to wait for before this is called again; null when it is noted
     */
    @Nullable
    Completion note(int partition, long number) {
        int first = state.ceiling(lists[partition], Long.MIN_VALUE);
        if (first == OrderedState.WAITING) {
            return state.completion();
        }
        if (first != OrderedState.NONE) {
            last()[first] = number;
            if (ttl != null) {
                ttl.date(first);
            }
            state.written(first);
        }
        return null;
    }

    private long[] last() {
        return ((LongVector) state.value(spec.lastColumn())).values();
    }
}
