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

    /** The slots of a list. */
    public List<Integer> slots(int list) {
        List<Integer> slots = new ArrayList<>();
        if (list != ListState.NONE) {
            for (int slot = state.first(list); slot != ListState.NONE; slot = next(slot)) {
                slots.add(slot);
            }
        }
        return slots;
    }

    private int next(int slot) {
        int next = state.next(slot);
        while (next == ListState.WAITING) {
            fixture.await(state.completion());
            next = state.next(slot);
        }
        return next;
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
        for (int slot : slots(list)) {
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
