package io.millrace.state;

import io.millrace.columns.IntVector;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lists of {@link HeapOrdered}, and which rows each has in what order: a {@link HeapTable} with the ends of each list's {@link
 * SlotTree}, and where lists live for a time, when each was last written. All of it is by id and in memory, and made anew after a restart.
 */
final class SortedLists {

    static final int NONE = SlotTree.NONE;

    private static final List<Column> ENDS =
            List.of(new Column("root", ScalarType.INT.notNull()), new Column("last", ScalarType.INT.notNull()));

    private static final Column DATE = new Column("date", ScalarType.BIGINT.notNull());

    private final HeapTable table;
    private final SlotTree tree;

    // The ids of a list's ends, plus one.
    private final IntVector roots;
    private final IntVector lasts;

    /** Null where lists live for ever. */
    private final @Nullable LongVector dates;

    /** Lists that were or became empty since they were fetched. */
    private final IntStack suspects = new IntStack();

    SortedLists(String name, Schema key, boolean haveDates, SlotTree tree, KeyGroupRange groups, FetchBuffers buffers) {
        this.tree = tree;
        List<Column> values = new ArrayList<>(ENDS);
        if (haveDates) {
            values.add(DATE);
        }
        table = new HeapTable(name, new TableLayout(key, new Schema(values)), HeapTable.Keeping.KEYS, groups, buffers);
        roots = (IntVector) table.value(0);
        lasts = (IntVector) table.value(1);
        dates = haveDates ? (LongVector) table.value(2) : null;
    }

    /** Finds lists, as {@link Table#fetch}; all are there. */
    void fetch(Vector[] keys, int @Nullable [] keyRows, int count, long[] hashes, Table.Absent absent, int[] fetched) {
        long before = table.size();
        table.fetch(keys, keyRows, count, hashes, absent, fetched);
        if (table.size() > before) {
            for (int i = 0; i < count; i++) {
                if (roots.values()[fetched[i]] == 0) {
                    suspects.push(fetched[i]);
                }
            }
        }
    }

    int root(int list) {
        return roots.values()[list] - 1;
    }

    /** The last row of a list. */
    int last(int list) {
        return lasts.values()[list] - 1;
    }

    /** Links a row in its list; says which one is before it. */
    int add(int list, int id, long order) {
        int last = last(list);
        setRoot(list, tree.insert(root(list), last, id, order));
        if (last == NONE || order >= tree.order(last)) {
            lasts.values()[list] = id + 1;
        }
        return tree.previous(id);
    }

    /** Takes a row out of its list; says which one was behind it. */
    int remove(int list, int id) {
        int next = tree.next(id);
        if (next == NONE) {
            lasts.values()[list] = tree.previous(id) + 1;
        }
        setRoot(list, tree.remove(root(list), id));
        return next;
    }

    /**
     * Takes the last rows out of a list.
     *
     * @param most how many at most
     * @param ids receives which
     * @return how many
     */
    int removeLast(int list, int most, int[] ids) {
        int count = 0;
        for (int id = last(list); id != NONE && count < most; id = last(list)) {
            ids[count++] = id;
            remove(list, id);
        }
        return count;
    }

    /** Takes what is below a bound out of a list that may be gone; the root of that, or {@link #NONE}. */
    int cut(int list, long bound) {
        if (!table.store().isLive(list)) {
            return NONE;
        }
        int root = tree.split(root(list), bound);
        if (tree.below() == NONE) {
            return NONE;
        }
        setRoot(list, root);
        if (root == NONE) {
            table.remove(list);
        }
        return tree.below();
    }

    private void setRoot(int list, int root) {
        roots.values()[list] = root + 1;
        if (root == NONE) {
            lasts.values()[list] = 0;
            suspects.push(list);
        }
    }

    /** When a list was last written. */
    long date(int list) {
        return required()[list];
    }

    /** A row of a list was written. */
    void date(int list, long micros) {
        long[] all = required();
        all[list] = Math.max(all[list], micros);
    }

    private long[] required() {
        if (dates == null) {
            throw new IllegalStateException(table + " has no times at which it was written");
        }
        return dates.values();
    }

    /** Lists without rows go, when nobody has them. */
    void removeEmpty() {
        while (!suspects.isEmpty()) {
            int list = suspects.pop();
            if (table.store().isLive(list) && root(list) == NONE) {
                table.remove(list);
            }
        }
    }

    /** All lists without rows are to be looked at, after rows were restored. */
    void suspectEmpty() {
        SlotStore all = table.store();
        for (int list = all.nextLive(0); list < all.top(); list = all.nextLive(list + 1)) {
            if (root(list) == NONE) {
                suspects.push(list);
            }
        }
    }

    HeapTable table() {
        return table;
    }
}
