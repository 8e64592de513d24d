package io.millrace.state;

import io.millrace.columns.IntVector;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.spi.Completion;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * (key, order) → rows in memory: a {@link HeapTable} with the root of each list's {@link SlotTree}, and a {@link
 * SlotStore} with the rows of all lists. {@link OrderBuckets} remembers which lists have rows in which bucket of the
 * order, so that dropping visits those lists only: each is cut once, and what is cut off is removed a piece at a time.
 */
final class HeapOrdered implements OrderedState, HeapState {

    private static final Schema TREE =
            Schema.of(new Column("root", ScalarType.INT.notNull()), new Column("last", ScalarType.INT.notNull()));

    private static final int FIRST_CAPACITY = 32;

    /** How many dropped rows are removed in one call, besides those that make up for rows that came: some ten microseconds. */
    static final int REMOVED_AT_ONCE = 1024;

    /** For each row that came: a list of one row takes a cut and a removal, and what is left over has to become less. */
    private static final int REMOVED_FOR_ADDED = 4;

    private final TableLayout layout;
    private long bucketWidth;
    private final HeapTable lists;
    private final IntVector roots;
    private final IntVector lasts;
    private final SlotStore rows;
    private final Vector[] values;
    private final IntVector owners;

    /** The row before one in its list if it is of equal order, as a link: what a checkpoint knows about their order. */
    private final IntVector befores;

    private final SlotTree tree;
    private OrderBuckets buckets;
    private final FetchBuffers buffers;

    /** Lists that were or became empty since they were fetched. */
    private final IntStack suspects = new IntStack();

    /** Roots of trees whose rows are dropped but not removed. */
    private final IntStack doomed = new IntStack();

    private final int[] removed = new int[REMOVED_AT_ONCE];
    private long bound = Long.MIN_VALUE;

    /** Rows that came since room was taken back. */
    private int added;

    private boolean isRestored;
    private boolean pinned;

    HeapOrdered(String name, TableLayout layout, long bucketWidth, KeyGroupRange groups, FetchBuffers buffers) {
        this.layout = layout;
        this.bucketWidth = bucketWidth;
        this.buffers = buffers;
        lists = new HeapTable(name, new TableLayout(layout.key(), TREE), HeapTable.Keeping.KEYS, groups, buffers);
        roots = (IntVector) lists.value(0);
        lasts = (IntVector) lists.value(1);
        values = HeapTable.vectors(layout.value(), FIRST_CAPACITY);
        owners = (IntVector) Vector.create(ScalarType.INT.notNull(), FIRST_CAPACITY);
        befores = (IntVector) Vector.create(ScalarType.INT.notNull(), FIRST_CAPACITY);
        tree = new SlotTree(FIRST_CAPACITY);
        Vector[] links = tree.columns();
        Vector[] columns = Arrays.copyOf(values, values.length + 2 + links.length);
        columns[values.length] = owners;
        columns[values.length + 1] = befores;
        System.arraycopy(links, 0, columns, values.length + 2, links.length);
        KeptColumns kept = KeptColumns.NONE
                .and("list", owners)
                .and("previous", befores)
                .and("order", tree.orders())
                .and("value", layout.value(), values);
        rows = new SlotStore(name, columns, kept, FIRST_CAPACITY);
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
        rows.compactIfSparse();
        long before = lists.size();
        lists.fetch(keys, keyRows, count, hashes, absent, fetched);
        if (lists.size() > before) {
            for (int i = 0; i < count; i++) {
                if (roots.values()[fetched[i]] == 0) {
                    suspects.push(fetched[i]);
                }
            }
        }
        return null;
    }

    @Override
    public void add(int[] fetched, int count, long[] orders, Vector[] from, int @Nullable [] fromRows) {
        for (int i = 0; i < count; i++) {
            if (orders[i] < bound) {
                throw new IllegalArgumentException(
                        "A row of order " + orders[i] + " came to " + rows + ", which dropped all below " + bound);
            }
        }
        buffers.ensure(count);
        int[] slots = buffers.added;
        rows.add(from, fromRows, count, slots, buffers.fresh);
        added += count;
        for (int i = 0; i < count; i++) {
            add(fetched[i], slots[i], orders[i]);
        }
    }

    private void add(int list, int slot, long order) {
        int last = last(list);
        int root = tree.insert(root(list), last, slot, order);
        setRoot(list, root);
        if (last == NONE || order >= tree.order(last)) {
            lasts.values()[list] = slot + 1;
        }
        owners.values()[slot] = list;
        int before = tree.previous(slot);
        int after = tree.next(slot);
        befores.values()[slot] = before != NONE && tree.order(before) == order ? before + 1 : 0;
        // Whoever is next to it in the same bucket has brought the list there already.
        if (bucketWidth != NEVER_DROPPED
                && !(before != NONE && buckets.isSame(tree.order(before), order))
                && !(after != NONE && buckets.isSame(tree.order(after), order))) {
            buckets.add(order, list);
        }
    }

    @Override
    public int ceiling(int list, long from) {
        int slot = tree.ceiling(root(list), Math.max(from, bound));
        rows.protect(slot);
        return slot;
    }

    @Override
    public int floor(int list, long to) {
        int slot = tree.floor(root(list), to);
        if (slot == NONE || tree.order(slot) < bound) {
            return NONE;
        }
        rows.protect(slot);
        return slot;
    }

    @Override
    public int next(int slot) {
        int next = tree.next(slot);
        rows.protect(next);
        return next;
    }

    @Override
    public Completion completion() {
        throw HeapStateAccess.nothingToWaitFor();
    }

    @Override
    public long order(int slot) {
        return tree.order(slot);
    }

    @Override
    public void remove(int list, int slot) {
        rows.requireLive(slot);
        if (owners.values()[slot] != list) {
            throw new IllegalStateException("The row at slot " + slot + " is not in list " + list);
        }
        int next = tree.next(slot);
        if (next == NONE) {
            lasts.values()[list] = tree.previous(slot) + 1;
        } else if (tree.order(next) == tree.order(slot)) {
            rows.protect(next);
            befores.values()[next] = befores.values()[slot];
            rows.mark(next);
        }
        setRoot(list, tree.remove(root(list), slot));
        rows.remove(slot);
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
                cut(list);
                budget--;
            }
        }
    }

    private void cut(int list) {
        if (!lists.store().isLive(list)) {
            return;
        }
        int root = tree.split(root(list), bound);
        if (tree.below() == NONE) {
            return;
        }
        doomed.push(tree.below());
        setRoot(list, root);
        if (root == NONE) {
            lists.remove(list);
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

    private int root(int list) {
        return roots.values()[list] - 1;
    }

    private int last(int list) {
        return lasts.values()[list] - 1;
    }

    private void setRoot(int list, int root) {
        roots.values()[list] = root + 1;
        if (root == NONE) {
            lasts.values()[list] = 0;
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
        pinned = false;
        while (!suspects.isEmpty()) {
            int list = suspects.pop();
            if (lists.store().isLive(list) && root(list) == NONE) {
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
        pinned = true;
        return lists.scan();
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
        return List.of(
                new StatePart(StatePart.KEYS, 0, 0, lists.store()), new StatePart(StatePart.ROWS, 0, bound, rows));
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
        SlotStore ends = lists.store();
        for (int list = ends.nextLive(0); list < ends.top(); list = ends.nextLive(list + 1)) {
            int before = NONE;
            for (int slot = tree.ceiling(root(list), Long.MIN_VALUE); slot != NONE; slot = tree.next(slot)) {
                if (before == NONE || !buckets.isSame(tree.order(before), tree.order(slot))) {
                    buckets.add(tree.order(slot), list);
                }
                before = slot;
            }
        }
    }

    @Override
    public void rebuild() {
        lists.rebuild();
        // Rows of equal order are added one after the other, as the first of them leads to the others.
        int[] following = new int[rows.top()];
        int[] before = befores.values().clone();
        for (int slot = rows.nextLive(0); slot < rows.top(); slot = rows.nextLive(slot + 1)) {
            if (before[slot] != 0) {
                rows.requireLive(before[slot] - 1);
                if (following[before[slot] - 1] != 0) {
                    throw new IllegalStateException(
                            "Two rows of " + rows + " follow the one at slot " + (before[slot] - 1));
                }
                following[before[slot] - 1] = slot + 1;
            }
        }
        for (int slot = rows.nextLive(0); slot < rows.top(); slot = rows.nextLive(slot + 1)) {
            if (before[slot] == 0) {
                for (int link = slot + 1; link != 0; link = following[link - 1]) {
                    add(owners.values()[link - 1], link - 1, tree.order(link - 1));
                }
            }
        }
        SlotStore ends = lists.store();
        for (int list = ends.nextLive(0); list < ends.top(); list = ends.nextLive(list + 1)) {
            if (root(list) == NONE) {
                suspects.push(list);
            }
        }
    }

    @Override
    public long sizeBytes() {
        return lists.sizeBytes() + rows.sizeBytes();
    }

    /** The roots of the lists, for those who look at single slots. */
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

    /** How many entries there are in the buckets of the order. */
    int bucketEntries() {
        return buckets.size();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
