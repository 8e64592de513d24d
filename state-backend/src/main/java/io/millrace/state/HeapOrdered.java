package io.millrace.state;

import io.millrace.columns.IntVector;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.Completion;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * (key, order) → rows: {@link SortedLists}, and {@link OwnedRows} with the rows of all lists. Keys and trees are in memory, the rows may be
 * on disk. {@link OrderBuckets} remembers which lists have rows in which bucket of the order, so that dropping visits those lists only: each
 * is cut once, and what is cut off is removed a piece at a time.
 */
final class HeapOrdered implements OrderedState, HeapState {

    private static final int FIRST_CAPACITY = 32;

    /** How many rows a batch brings at once, so that it is not memory that limits it, and how many of one range. */
    private static final int MOST_BROUGHT = 16_384;

    private static final int MOST_BROUGHT_OF_ONE = 64;

    /** How many dropped rows are removed in one call, besides those that make up for rows that came: some ten microseconds. */
    static final int REMOVED_AT_ONCE = 1024;

    /** For each row that came: a list of one row takes a cut and a removal, and what is left over has to become less. */
    private static final int REMOVED_FOR_ADDED = 4;

    private final TableLayout layout;
    private long bucketWidth;
    private final SortedLists lists;
    private final OwnedRows rows;
    private final Vector[] values;

    /** The time of each row, by place; null where rows live for ever. */
    private final @Nullable LongVector dates;

    private final IntVector owners;

    /** The row before one in its list if it is of equal order, as a link: what a checkpoint knows about their order. */
    private final IntVector befores;

    /** The order of each row, by place. */
    private final LongVector orders;

    /** By id. */
    private final SlotTree tree;

    private OrderBuckets buckets;
    private final FetchBuffers buffers;

    /** Roots of trees whose rows are dropped but not removed. */
    private final IntStack doomed = new IntStack();

    private final int[] removed = new int[REMOVED_AT_ONCE];
    private long bound = Long.MIN_VALUE;

    /** Where the walk at hand ends, so that nothing behind is read for it. */
    private long walkEnd;

    /** Rows that came since room was taken back. */
    private int added;

    private boolean isRestored;
    private boolean pinned;

    /** @param tiering where rows go that do not fit memory; null when all have to */
    HeapOrdered(
            String name,
            TableLayout layout,
            long bucketWidth,
            KeyGroupRange groups,
            FetchBuffers buffers,
            @Nullable Tiering tiering) {
        this.layout = layout;
        this.bucketWidth = bucketWidth;
        this.buffers = buffers;
        values = HeapTable.vectors(layout.value(), FIRST_CAPACITY);
        dates = layout.hasWrittenAt() ? (LongVector) values[values.length - 1] : null;
        owners = (IntVector) Vector.create(ScalarType.INT.notNull(), FIRST_CAPACITY);
        befores = (IntVector) Vector.create(ScalarType.INT.notNull(), FIRST_CAPACITY);
        tree = new SlotTree(FIRST_CAPACITY);
        orders = tree.orders();
        lists = new SortedLists(name, layout.key(), dates != null, tree, groups, buffers);
        Vector[] links = tree.columns();
        Vector[] columns = Arrays.copyOf(values, values.length + 2 + links.length);
        columns[values.length] = owners;
        columns[values.length + 1] = befores;
        System.arraycopy(links, 0, columns, values.length + 2, links.length);
        KeptColumns kept = KeptColumns.NONE
                .and("list", owners)
                .and("previous", befores)
                .and("order", orders)
                .and("value", layout.value(), values);
        RowLinks rowLinks = new RowLinks(
                befores,
                tree.links(),
                Optional.of(orders),
                tree::useOrders,
                dates == null ? List.of(owners, befores) : List.of(owners, befores, dates),
                this::behind);
        rows = new OwnedRows(name, new SlotStore(name, columns, kept, FIRST_CAPACITY), rowLinks, tiering);
        buckets = new OrderBuckets(bucketWidth);
    }

    @Override
    @Nullable
    public Completion fetch(
            Vector[] keys, int @Nullable [] keyRows, int count, long[] hashes, Table.Absent absent, int[] fetched) {
        if (!pinned) {
            takeBackRoom();
        }
        pinned = true;
        Completion late = rows.pin();
        if (late != null) {
            return late;
        }
        lists.fetch(keys, keyRows, count, hashes, absent, fetched);
        return null;
    }

    @Override
    public void add(int[] fetched, int count, long[] of, Vector[] from, int @Nullable [] fromRows) {
        for (int i = 0; i < count; i++) {
            if (of[i] < bound) {
                throw new IllegalArgumentException(
                        "A row of order " + of[i] + " came to " + rows + ", which dropped all below " + bound);
            }
        }
        buffers.ensure(count);
        int[] slots = buffers.added;
        rows.add(from, fromRows, count, slots, buffers.fresh);
        added += count;
        for (int i = 0; i < count; i++) {
            int id = rows.id(slots[i]);
            int before = add(fetched[i], id, of[i]);
            orders.values()[slots[i]] = of[i];
            owners.values()[slots[i]] = fetched[i];
            befores.values()[slots[i]] = before != NONE && tree.order(before) == of[i] ? before + 1 : 0;
        }
        if (dates != null) {
            long[] date = dates.values();
            for (int i = 0; i < count; i++) {
                lists.date(fetched[i], date[slots[i]]);
            }
        }
    }

    /** Links a row in its list; says which one is before it. */
    private int add(int list, int id, long order) {
        int before = lists.add(list, id, order);
        int after = tree.next(id);
        // Whoever is next to it in the same bucket has brought the list there already.
        if (bucketWidth != NEVER_DROPPED
                && !(before != NONE && buckets.isSame(tree.order(before), order))
                && !(after != NONE && buckets.isSame(tree.order(after), order))) {
            buckets.add(order, list);
        }
        return before;
    }

    @Override
    @Nullable
    public Completion bring(int[] fetched, int count, long[] from, long[] to) {
        if (rows.isAllHot()) {
            return null;
        }
        Completion late = rows.late();
        if (late != null) {
            return late;
        }
        int most = Math.clamp(MOST_BROUGHT / Math.max(1, count), 1, MOST_BROUGHT_OF_ONE);
        for (int i = 0; i < count; i++) {
            int id = fetched[i] < 0 ? NONE : tree.ceiling(lists.root(fetched[i]), Math.max(from[i], bound));
            for (int n = 0; n < most && id != NONE && tree.order(id) <= to[i]; n++) {
                rows.want(id);
                id = tree.next(id);
            }
        }
        return rows.readWanted();
    }

    @Override
    public int ceiling(int list, long from, long to) {
        return walkTo(tree.ceiling(lists.root(list), Math.max(from, bound)), OwnedRows.NONE, to);
    }

    @Override
    public int floor(int list, long to) {
        int id = tree.floor(lists.root(list), to);
        return walkTo(id != NONE && tree.order(id) < bound ? NONE : id, OwnedRows.NONE, to);
    }

    @Override
    public int next(int slot, long to) {
        return walkTo(tree.next(rows.id(slot)), slot, to);
    }

    private int walkTo(int id, int asked, long to) {
        if (id == NONE || tree.order(id) > to) {
            return NONE;
        }
        walkEnd = to;
        return rows.walkTo(id, asked);
    }

    /** The row behind one in the walk at hand. */
    private int behind(int id) {
        int next = tree.next(id);
        return next == NONE || tree.order(next) > walkEnd ? NONE : next;
    }

    @Override
    public Completion completion() {
        return rows.completion();
    }

    @Override
    public long order(int slot) {
        return orders.values()[slot];
    }

    @Override
    public long lastOrder(int list) {
        int last = lists.last(list);
        return last == NONE || tree.order(last) < bound ? Long.MIN_VALUE : tree.order(last);
    }

    @Override
    public long writtenAt(int list) {
        return lists.date(list);
    }

    @Override
    public void date(int slot, long micros) {
        lists.date(owners.values()[slot], micros);
        if (dates != null) {
            dates.values()[slot] = micros;
        }
        rows.mark(slot);
    }

    @Override
    public void remove(int list, int slot) {
        rows.hot().requireLive(slot);
        if (owners.values()[slot] != list) {
            throw new IllegalStateException("The row at slot " + slot + " is not in list " + list);
        }
        int id = rows.id(slot);
        int next = lists.remove(list, id);
        if (next != NONE && tree.order(next) == tree.order(id)) {
            rows.setPrevious(next, befores.values()[slot]);
        }
        removed[0] = id;
        rows.remove(removed, 1);
    }

    @Override
    public boolean clear(int list, int most) {
        int left = most;
        while (left > 0 && lists.root(list) != NONE) {
            int gone = lists.removeLast(list, Math.min(left, REMOVED_AT_ONCE), removed);
            rows.remove(removed, gone);
            left -= gone;
        }
        return lists.root(list) == NONE;
    }

    @Override
    public void dropBelow(long below) {
        if (pinned) {
            throw new IllegalStateException("Rows of " + rows + " are dropped while lists are fetched");
        }
        if (bucketWidth == NEVER_DROPPED) {
            throw new IllegalStateException(
                    "Rows of " + rows + " are to be dropped below " + below + ", which nobody prepared");
        }
        bound = Math.max(bound, below);
        takeBackRoom();
    }

    @Override
    public long droppedBelow() {
        return bound;
    }

    /** Removes some of the rows that were dropped. */
    private void takeBackRoom() {
        int budget = REMOVED_AT_ONCE + REMOVED_FOR_ADDED * added;
        added = 0;
        while (budget > 0) {
            if (!doomed.isEmpty()) {
                budget -= removeDoomed();
            } else {
                int list = buckets.takeBelow(bound);
                if (list == NONE) {
                    return;
                }
                int root = lists.cut(list, bound);
                if (root != NONE) {
                    doomed.push(root);
                }
                budget--;
            }
        }
    }

    private int removeDoomed() {
        int n = 0;
        while (!doomed.isEmpty() && n < REMOVED_AT_ONCE) {
            int slot = doomed.pop();
            removed[n++] = slot;
            if (tree.left(slot) != NONE) {
                doomed.push(tree.left(slot));
            }
            if (tree.right(slot) != NONE) {
                doomed.push(tree.right(slot));
            }
        }
        rows.remove(removed, n);
        return n;
    }

    @Override
    public Vector key(int column) {
        return lists.table().key(column);
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
        pinned = false;
        lists.removeEmpty();
        rows.unpin();
    }

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public Table.Scan scan() {
        pinned = true;
        return lists.table().scan();
    }

    @Override
    public Kind kind() {
        return Kind.ORDERED;
    }

    @Override
    public TableLayout layout() {
        return layout;
    }

    @Override
    public long bucketWidth() {
        return bucketWidth;
    }

    @Override
    public List<StatePart> parts() {
        return List.of(new StatePart(StatePart.KEYS, 0, 0, listStore()), new StatePart(StatePart.ROWS, 0, bound, rows));
    }

    @Override
    public long rowCount() {
        return rows.size();
    }

    /** What one task had dropped. Others may have kept more, so what they left is what can be said of all. */
    void restoreBound(long below) {
        bound = isRestored ? Math.min(bound, below) : below;
        isRestored = true;
    }

    /** Takes rows back by buckets of another width from now on, as a later version may want them. */
    void rewiden(long width) {
        buckets = new OrderBuckets(width);
        bucketWidth = width;
        if (width == NEVER_DROPPED) {
            return;
        }
        SlotStore ends = listStore();
        for (int list = ends.nextLive(0); list < ends.top(); list = ends.nextLive(list + 1)) {
            int before = NONE;
            for (int id = tree.ceiling(lists.root(list), Long.MIN_VALUE); id != NONE; id = tree.next(id)) {
                if (before == NONE || !buckets.isSame(tree.order(before), tree.order(id))) {
                    buckets.add(tree.order(id), list);
                }
                before = id;
            }
        }
    }

    @Override
    public void rebuild() {
        lists.table().rebuild();
        SlotStore ids = rows.ids();
        int[] owner = rows.byId(owners).values();
        int[] before = rows.byId(befores).values();
        // Rows of equal order are added one after the other, as the first of them leads to the others.
        int[] following = new int[ids.top()];
        for (int id = ids.nextLive(0); id < ids.top(); id = ids.nextLive(id + 1)) {
            if (before[id] != 0) {
                ids.requireLive(before[id] - 1);
                if (following[before[id] - 1] != 0) {
                    throw new IllegalStateException(
                            "Two rows of " + rows + " follow the one at slot " + (before[id] - 1));
                }
                following[before[id] - 1] = id + 1;
            }
        }
        for (int id = ids.nextLive(0); id < ids.top(); id = ids.nextLive(id + 1)) {
            if (before[id] == 0) {
                for (int link = id + 1; link != 0; link = following[link - 1]) {
                    add(owner[link - 1], link - 1, tree.order(link - 1));
                }
            }
        }
        if (dates != null) {
            long[] date = rows.byId(dates).values();
            for (int id = ids.nextLive(0); id < ids.top(); id = ids.nextLive(id + 1)) {
                lists.date(owner[id], date[id]);
            }
        }
        rows.linked();
        lists.suspectEmpty();
    }

    @Override
    public void close() {
        rows.close();
    }

    @Override
    public long sizeBytes() {
        return lists.table().sizeBytes() + rows.sizeBytes();
    }

    @Override
    public long coldBytes() {
        return rows.coldBytes();
    }

    /** The ends of the lists, for those who look at single slots. */
    SlotStore listStore() {
        return lists.table().store();
    }

    /** The rows of all lists, for those who look at single slots. */
    SlotStore rowStore() {
        return rows.hot();
    }

    /** How many lists there are. */
    long listCount() {
        return lists.table().size();
    }

    /** How many entries there are in the buckets of the order. */
    int bucketEntries() {
        return buckets.size();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
