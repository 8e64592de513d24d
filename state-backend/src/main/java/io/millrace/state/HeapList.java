package io.millrace.state;

import io.millrace.columns.IntVector;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.spi.Completion;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * key → rows in memory: a {@link HeapTable} with the ends of each list, and a {@link SlotStore} with the rows of all
 * lists, chained in both directions. A link is the slot plus one, so that zero, which is what a fresh slot holds, is none.
 *
 * <p>A checkpoint keeps of each row which list it is in and which row is before it: then adding one touches no other.
 */
final class HeapList implements ListState, HeapState {

    private static final Schema ENDS =
            Schema.of(new Column("first", ScalarType.INT.notNull()), new Column("last", ScalarType.INT.notNull()));

    private static final int FIRST_CAPACITY = 32;

    /** Rows that are removed at once, column by column. */
    private static final int REMOVED_AT_ONCE = 1024;

    private final Kind kind;
    private final TableLayout layout;
    private final HeapTable lists;
    private final SlotStore rows;
    private final Vector[] values;
    private final IntVector firsts;
    private final IntVector lasts;
    private final IntVector owners;
    private final IntVector nexts;
    private final IntVector previouses;
    private final FetchBuffers buffers;

    /** Lists that were or became empty since they were fetched. */
    private final IntStack suspects = new IntStack();

    private final int[] removed = new int[REMOVED_AT_ONCE];

    /**
     * Empty lists.
     *
     * @param kind LIST, or BROADCAST for rows that every task has
     */
    HeapList(String name, Kind kind, TableLayout layout, KeyGroupRange groups, FetchBuffers buffers) {
        this.kind = kind;
        this.layout = layout;
        this.buffers = buffers;
        lists = new HeapTable(name, new TableLayout(layout.key(), ENDS), HeapTable.Keeping.KEYS, groups, buffers);
        firsts = (IntVector) lists.value(0);
        lasts = (IntVector) lists.value(1);
        values = HeapTable.vectors(layout.value(), FIRST_CAPACITY);
        owners = (IntVector) Vector.create(ScalarType.INT.notNull(), FIRST_CAPACITY);
        nexts = (IntVector) Vector.create(ScalarType.INT.notNull(), FIRST_CAPACITY);
        previouses = (IntVector) Vector.create(ScalarType.INT.notNull(), FIRST_CAPACITY);
        Vector[] columns = Arrays.copyOf(values, values.length + 3);
        columns[values.length] = owners;
        columns[values.length + 1] = nexts;
        columns[values.length + 2] = previouses;
        KeptColumns kept =
                KeptColumns.NONE.and("list", owners).and("previous", previouses).and("value", layout.value(), values);
        rows = new SlotStore(name, columns, kept, FIRST_CAPACITY);
    }

    @Override
    @Nullable
    public Completion fetch(
            Vector[] keys, int @Nullable [] keyRows, int count, long[] hashes, Table.Absent absent, int[] fetched) {
        rows.compactIfSparse();
        long before = lists.size();
        lists.fetch(keys, keyRows, count, hashes, absent, fetched);
        if (lists.size() > before) {
            int[] first = firsts.values();
            for (int i = 0; i < count; i++) {
                if (first[fetched[i]] == 0) {
                    suspects.push(fetched[i]);
                }
            }
        }
        return null;
    }

    @Override
    public void append(int[] fetched, int count, Vector[] from, int @Nullable [] fromRows) {
        buffers.ensure(count);
        int[] slots = buffers.added;
        rows.add(from, fromRows, count, slots, buffers.fresh);
        int[] first = firsts.values();
        int[] last = lasts.values();
        int[] owner = owners.values();
        int[] next = nexts.values();
        int[] previous = previouses.values();
        for (int i = 0; i < count; i++) {
            int list = fetched[i];
            int link = slots[i] + 1;
            int before = last[list];
            if (before == 0) {
                first[list] = link;
            } else {
                next[before - 1] = link;
            }
            owner[link - 1] = list;
            previous[link - 1] = before;
            last[list] = link;
        }
    }

    @Override
    public int first(int list) {
        int slot = firsts.values()[list] - 1;
        rows.protect(slot);
        return slot;
    }

    @Override
    public int next(int slot) {
        int next = nexts.values()[slot] - 1;
        rows.protect(next);
        return next;
    }

    @Override
    public Completion completion() {
        throw HeapStateAccess.nothingToWaitFor();
    }

    @Override
    public void clear(int[] fetched, int count) {
        for (int i = 0; i < count; i++) {
            clear(fetched[i]);
        }
    }

    private void clear(int list) {
        int link = firsts.values()[list];
        int[] next = nexts.values();
        while (link != 0) {
            int n = 0;
            while (link != 0 && n < REMOVED_AT_ONCE) {
                removed[n++] = link - 1;
                link = next[link - 1];
            }
            rows.remove(removed, n);
        }
        firsts.values()[list] = 0;
        lasts.values()[list] = 0;
        suspects.push(list);
    }

    @Override
    public void remove(int list, int slot) {
        int next = nexts.values()[slot];
        int previous = previouses.values()[slot];
        rows.remove(slot);
        if (previous == 0) {
            firsts.values()[list] = next;
        } else {
            nexts.values()[previous - 1] = next;
        }
        if (next == 0) {
            lasts.values()[list] = previous;
        } else {
            rows.protect(next - 1);
            previouses.values()[next - 1] = previous;
            rows.mark(next - 1);
        }
        if (previous == 0 && next == 0) {
            suspects.push(list);
        }
    }

    @Override
    public Vector key(int column) {
        return lists.key(column);
    }

    @Override
    public Vector value(int column) {
        return values[column];
    }

    @Override
    public void written(int slot) {
        rows.mark(slot);
    }

    @Override
    public void unpin() {
        while (!suspects.isEmpty()) {
            int list = suspects.pop();
            if (lists.store().isLive(list) && firsts.values()[list] == 0) {
                lists.remove(list);
            }
        }
    }

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public Table.Scan scan() {
        return lists.scan();
    }

    @Override
    public Kind kind() {
        return kind;
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
        return List.of(new StatePart(StatePart.KEYS, 0, 0, lists.store()), new StatePart(StatePart.ROWS, 0, 0, rows));
    }

    @Override
    public long rowCount() {
        return rows.size();
    }

    @Override
    public void rebuild() {
        lists.rebuild();
        int[] owner = owners.values();
        int[] next = nexts.values();
        int[] previous = previouses.values();
        for (int slot = rows.nextLive(0); slot < rows.top(); slot = rows.nextLive(slot + 1)) {
            int before = previous[slot] - 1;
            int[] links = before < 0 ? firsts.values() : next;
            int place = before < 0 ? owner[slot] : before;
            if (before >= 0) {
                rows.requireLive(before);
            }
            if (links[place] != 0) {
                throw new IllegalStateException("Two rows of " + rows + " follow the one at slot " + before);
            }
            links[place] = slot + 1;
        }
        for (int slot = rows.nextLive(0); slot < rows.top(); slot = rows.nextLive(slot + 1)) {
            if (next[slot] == 0) {
                lasts.values()[owner[slot]] = slot + 1;
            }
        }
        SlotStore ends = lists.store();
        for (int list = ends.nextLive(0); list < ends.top(); list = ends.nextLive(list + 1)) {
            if (firsts.values()[list] == 0) {
                suspects.push(list);
            }
        }
    }

    @Override
    public long sizeBytes() {
        return lists.sizeBytes() + rows.sizeBytes();
    }

    /** The ends of the lists, for those who look at single slots. */
    SlotStore listStore() {
        return lists.store();
    }

    /** The rows of all lists, for those who look at single slots. */
    SlotStore rowStore() {
        return rows;
    }

    /** How many lists there are. */
    long listCount() {
        return lists.size();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
