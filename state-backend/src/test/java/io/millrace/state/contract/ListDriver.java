package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Uses lists as an operator does, but says rows as lists of Java objects. */
public final class ListDriver {

    private final StateFixture fixture;
    private final ListState state;
    private final TableLayout layout;

    public ListDriver(StateFixture fixture, ListState state, TableLayout layout) {
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

    /** Fetches the lists of these keys and appends one row to each. */
    public void append(
            List<? extends List<? extends @Nullable Object>> keys,
            List<? extends List<? extends @Nullable Object>> rows) {
        int[] lists = fetch(keys, Table.Absent.CREATE);
        Keys batch = Keys.of(layout.value(), rows);
        state.append(lists, lists.length, batch.vectors(), batch.rows());
    }

    /** How many rows a list has. */
    public int count(int list) {
        int count = 0;
        for (int slot = first(list); slot != ListState.NONE; slot = next(slot)) {
            count++;
        }
        return count;
    }

    /** The slot of a row by its place in the list, from 0; the rows walked on the way may have left. */
    public int slotAt(int list, int place) {
        int slot = first(list);
        for (int i = 0; i < place; i++) {
            slot = next(slot);
        }
        return slot;
    }

    /** The slot of the first row. */
    public int first(int list) {
        return list == ListState.NONE ? ListState.NONE : there(() -> state.first(list));
    }

    private int next(int slot) {
        return there(() -> state.next(slot));
    }

    private int there(IntSupplier slot) {
        int found = slot.getAsInt();
        while (found == ListState.WAITING) {
            fixture.await(state.completion());
            found = slot.getAsInt();
        }
        return found;
    }

    /** Sets the value columns of a row. */
    public void write(int slot, List<? extends @Nullable Object> values) {
        for (int i = 0; i < values.size(); i++) {
            BoxedValues.set(state.value(i), slot, values.get(i));
        }
        state.written(slot);
    }

    /** The rows of a list. */
    public List<List<@Nullable Object>> rows(int list) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Vector[] vectors = new Vector[layout.value().size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = state.value(i);
        }
        for (int slot = first(list); slot != ListState.NONE; slot = next(slot)) {
            rows.add(Keys.read(vectors, slot));
        }
        return rows;
    }

    /** All lists that have rows, as a scan shows them, by canonical key. */
    public Map<List<@Nullable Object>, List<List<@Nullable Object>>> contents() {
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> contents = new HashMap<>();
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
                List<List<@Nullable Object>> rows = rows(lists[i]);
                if (!rows.isEmpty()) {
                    assertThat(contents.put(Keys.canonicalList(Keys.read(keys, lists[i])), rows))
                            .as("a list that the scan shows twice")
                            .isNull();
                }
            }
        }
        return contents;
    }
}
