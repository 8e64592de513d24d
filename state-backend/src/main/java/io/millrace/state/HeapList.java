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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * key → rows: a {@link HeapTable} with the ends of each list, and {@link OwnedRows} with the rows of all lists, chained in both
 * directions. A link is the row's id plus one, so that zero, which is what a fresh row holds, is none. Keys and chains are in memory, the
 * rows may be on disk.
 *
 * <p>A checkpoint keeps of each row which list it is in and which row is before it: then adding one touches no other.
 */
final class HeapList implements ListState, HeapState {

    private static final Schema ENDS =
            Schema.of(new Column("first", ScalarType.INT.notNull()), new Column("last", ScalarType.INT.notNull()));

    private static final int FIRST_CAPACITY = 32;

    /** How many rows a batch brings at once, so that it is not memory that limits it, and how many of one list. */
    private static final int MOST_BROUGHT = 16_384;

    private static final int MOST_BROUGHT_OF_ONE = 64;

    /** Rows that are removed at once, column by column. */
    private static final int REMOVED_AT_ONCE = 1024;

    private final Kind kind;
    private final TableLayout layout;
    private final HeapTable lists;
    private final OwnedRows rows;
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
     * @param tiering where rows go that do not fit memory; null when all have to
     */
    HeapList(
            String name,
            Kind kind,
            TableLayout layout,
            KeyGroupRange groups,
            FetchBuffers buffers,
            @Nullable Tiering tiering) {
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
        RowLinks rowLinks = new RowLinks(
                previouses,
                List.of(nexts),
                Optional.empty(),
                _ -> {},
                List.of(owners, previouses),
                id -> nexts.values()[id] - 1);
        rows = new OwnedRows(name, new SlotStore(name, columns, kept, FIRST_CAPACITY), rowLinks, tiering);
    }

    @Override
    @Nullable
    public Completion fetch(
            Vector[] keys, int @Nullable [] keyRows, int count, long[] hashes, Table.Absent absent, int[] fetched) {
        Completion late = rows.pin();
        if (late != null) {
            return late;
        }
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
        TieredRows tier = rows.tier();
        for (int i = 0; i < count; i++) {
            int list = fetched[i];
            int slot = slots[i];
            int link = (tier == null ? slot : tier.id(slot)) + 1;
            int before = last[list];
            if (before == 0) {
                first[list] = link;
            } else {
                next[before - 1] = link;
            }
            owner[slot] = list;
            previous[slot] = before;
            last[list] = link;
        }
    }

    @Override
    @Nullable
    public Completion bring(int[] fetched, int count) {
        if (rows.isAllHot()) {
            return null;
        }
        Completion late = rows.late();
        if (late != null) {
            return late;
        }
        int most = Math.clamp(MOST_BROUGHT / Math.max(1, count), 1, MOST_BROUGHT_OF_ONE);
        int[] next = nexts.values();
        for (int i = 0; i < count; i++) {
            int link = fetched[i] < 0 ? 0 : firsts.values()[fetched[i]];
            for (int n = 0; n < most && link != 0; n++) {
                rows.want(link - 1);
                link = next[link - 1];
            }
        }
        return rows.readWanted();
    }

    @Override
    public boolean isEmpty(int list) {
        return firsts.values()[list] == 0;
    }

    @Override
    public int first(int list) {
        int link = firsts.values()[list];
        return link == 0 ? NONE : rows.walkTo(link - 1, OwnedRows.NONE);
    }

    @Override
    public int next(int slot) {
        int link = nexts.values()[rows.id(slot)];
        return link == 0 ? NONE : rows.walkTo(link - 1, slot);
    }

    @Override
    public Completion completion() {
        return rows.completion();
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
        rows.hot().requireLive(slot);
        int id = rows.id(slot);
        int next = nexts.values()[id];
        int previous = previouses.values()[slot];
        removed[0] = id;
        rows.remove(removed, 1);
        if (previous == 0) {
            firsts.values()[list] = next;
        } else {
            nexts.values()[previous - 1] = next;
        }
        if (next == 0) {
            lasts.values()[list] = previous;
        } else {
            rows.setPrevious(next - 1, previous);
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
        rows.unpin();
    }

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public Table.Scan scan() {
        return new ListScan(lists.store(), this);
    }

    @Override
    public Table.Scan scanRows() {
        return new RowScan(rows);
    }

    @Override
    public int list(int slot) {
        return owners.values()[slot];
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
        SlotStore ids = rows.ids();
        int[] owner = rows.byId(owners).values();
        int[] next = nexts.values();
        int[] previous = rows.byId(previouses).values();
        for (int id = ids.nextLive(0); id < ids.top(); id = ids.nextLive(id + 1)) {
            int before = previous[id] - 1;
            int[] links = before < 0 ? firsts.values() : next;
            int place = before < 0 ? owner[id] : before;
            if (before >= 0) {
                ids.requireLive(before);
            }
            if (links[place] != 0) {
                throw new IllegalStateException("Two rows of " + rows + " follow the one at slot " + before);
            }
            links[place] = id + 1;
        }
        for (int id = ids.nextLive(0); id < ids.top(); id = ids.nextLive(id + 1)) {
            if (next[id] == 0) {
                lasts.values()[owner[id]] = id + 1;
            }
        }
        rows.linked();
        SlotStore ends = lists.store();
        for (int list = ends.nextLive(0); list < ends.top(); list = ends.nextLive(list + 1)) {
            if (firsts.values()[list] == 0) {
                suspects.push(list);
            }
        }
    }

    @Override
    public void close() {
        rows.close();
    }

    @Override
    public long sizeBytes() {
        return lists.sizeBytes() + rows.sizeBytes();
    }

    @Override
    public long coldBytes() {
        return rows.coldBytes();
    }

    /** The ends of the lists, for those who look at single slots. */
    SlotStore listStore() {
        return lists.store();
    }

    /** The rows of all lists, for those who look at single slots. */
    SlotStore rowStore() {
        return rows.hot();
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
