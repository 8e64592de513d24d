package io.millrace.state.contract;

import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Uses ordered state as an operator does, but says rows as lists of Java objects. */
public final class OrderedDriver {

    private final StateFixture fixture;
    private final OrderedState state;
    private final TableLayout layout;

    public OrderedDriver(StateFixture fixture, OrderedState state, TableLayout layout) {
        this.fixture = fixture;
        this.state = state;
        this.layout = layout;
    }

    /** Fetches, and waits where it has to. */
    public int[] fetch(List<? extends List<? extends @Nullable Object>> keys, Table.Absent absent) {
        Keys batch = Keys.of(layout.key(), keys);
        int[] lists = new int[batch.count()];
        Completion completion =
                state.fetch(batch.vectors(), batch.rows(), batch.count(), batch.hashes(), absent, lists);
        while (completion != null) {
            fixture.await(completion);
            completion = state.fetch(batch.vectors(), batch.rows(), batch.count(), batch.hashes(), absent, lists);
        }
        return lists;
    }

    /** Fetches the lists of these keys and adds one row to each. */
    public void add(
            List<? extends List<? extends @Nullable Object>> keys,
            long[] orders,
            List<? extends List<? extends @Nullable Object>> rows) {
        int[] lists = fetch(keys, Table.Absent.CREATE);
        Keys batch = Keys.of(layout.value(), rows);
        state.add(lists, lists.length, orders, batch.vectors(), batch.rows());
    }

    /** A row and its order. */
    public record Row(long order, List<@Nullable Object> values) {}

    /** The rows of a list between two orders, both included. */
    public List<Row> rows(int list, long from, long to) {
        List<Row> rows = new ArrayList<>();
        int slot = list == OrderedState.NONE ? OrderedState.NONE : there(() -> state.ceiling(list, from, to));
        while (slot != OrderedState.NONE) {
            rows.add(new Row(state.order(slot), row(slot)));
            int last = slot;
            slot = there(() -> state.next(last, to));
        }
        return rows;
    }

    /** All rows of a list. */
    public List<Row> rows(int list) {
        return rows(list, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** The slot of a row by its place in the list, from 0; the rows walked on the way may have left. */
    public int slotAt(int list, int place) {
        int slot = ceiling(list, Long.MIN_VALUE);
        for (int i = 0; i < place; i++) {
            slot = next(slot);
        }
        return slot;
    }

    private int next(int slot) {
        return there(() -> state.next(slot));
    }

    /** The first row from this order on. */
    public int ceiling(int list, long from) {
        return list == OrderedState.NONE ? OrderedState.NONE : there(() -> state.ceiling(list, from));
    }

    /** The last row up to this order. */
    public int floor(int list, long to) {
        return list == OrderedState.NONE ? OrderedState.NONE : there(() -> state.floor(list, to));
    }

    private int there(IntSupplier slot) {
        int found = slot.getAsInt();
        while (found == OrderedState.WAITING) {
            fixture.await(state.completion());
            found = slot.getAsInt();
        }
        return found;
    }

    /** The order of a row. */
    public long order(int slot) {
        return state.order(slot);
    }

    /** The value columns of a row. */
    public List<@Nullable Object> row(int slot) {
        Vector[] vectors = new Vector[layout.value().size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = state.value(i);
        }
        return Keys.read(vectors, slot);
    }

    /** The canonical keys of all lists with rows, as a scan shows them. */
    public Set<List<@Nullable Object>> listsWithRows() {
        Set<List<@Nullable Object>> found = new HashSet<>();
        Vector[] keys = new Vector[layout.key().size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = state.key(i);
        }
        Table.Scan scan = state.scan();
        int[] lists = new int[5];
        int count;
        while ((count = scan.next(lists)) != 0) {
            if (count == Table.Scan.WAITING) {
                fixture.await(scan.completion());
                continue;
            }
            for (int i = 0; i < count; i++) {
                if (ceiling(lists[i], Long.MIN_VALUE) != OrderedState.NONE) {
                    found.add(Keys.canonicalList(Keys.read(keys, lists[i])));
                }
            }
        }
        return found;
    }
}
