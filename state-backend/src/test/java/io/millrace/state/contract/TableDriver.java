package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.type.DataType;
import io.millrace.spi.Completion;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Uses a table as an operator does, but says rows as lists of Java objects. */
public final class TableDriver {

    private final StateFixture fixture;
    private final Table table;
    private final TableLayout layout;
    private final long hashBits;

    /**
     * Drives a table.
     *
     * @param hashBits which bits of the hashes to keep, to make keys collide
     */
    public TableDriver(StateFixture fixture, Table table, TableLayout layout, long hashBits) {
        this.fixture = fixture;
        this.table = table;
        this.layout = layout;
        this.hashBits = hashBits;
    }

    /** Fetches, and waits where it has to. */
    public int[] fetch(List<? extends List<? extends @Nullable Object>> keys, Table.Absent absent) {
        Keys batch = Keys.of(layout.key(), keys).withPoorHashes(hashBits);
        int[] slots = new int[batch.count()];
        Completion completion =
                table.fetch(batch.vectors(), batch.rows(), batch.count(), batch.hashes(), absent, slots);
        while (completion != null) {
            fixture.await(completion);
            completion = table.fetch(batch.vectors(), batch.rows(), batch.count(), batch.hashes(), absent, slots);
        }
        return slots;
    }

    /** Sets the value columns of a slot. */
    public void write(int slot, List<? extends @Nullable Object> values) {
        for (int i = 0; i < values.size(); i++) {
            BoxedValues.set(table.value(i), slot, values.get(i));
        }
        table.written(new int[] {slot}, 1);
    }

    /** The value columns of a slot. */
    public List<@Nullable Object> read(int slot) {
        return Keys.read(columns(layout.value().size(), false), slot);
    }

    /** The key columns of a slot. */
    public List<@Nullable Object> readKey(int slot) {
        return Keys.read(columns(layout.key().size(), true), slot);
    }

    private Vector[] columns(int count, boolean ofKey) {
        Vector[] vectors = new Vector[count];
        for (int i = 0; i < count; i++) {
            vectors[i] = ofKey ? table.key(i) : table.value(i);
        }
        return vectors;
    }

    /** Fails unless every value column of a slot is zero or empty, and not NULL. */
    public void requireClean(int slot) {
        assertThat(read(slot))
                .isEqualTo(zeros(layout.value().columns().stream()
                        .map(column -> column.type())
                        .toList()));
    }

    /** What fresh columns of these types hold. */
    static List<@Nullable Object> zeros(List<DataType> types) {
        List<@Nullable Object> zeros = new ArrayList<>();
        for (DataType type : types) {
            zeros.add(BoxedValues.get(Vector.create(type, 1), 0));
        }
        return zeros;
    }

    /** All rows as a scan shows them, by canonical key. */
    public Map<List<@Nullable Object>, List<@Nullable Object>> contents() {
        Map<List<@Nullable Object>, List<@Nullable Object>> rows = new HashMap<>();
        Table.Scan scan = table.scan();
        int[] slots = new int[7];
        while (true) {
            int count = scan.next(slots);
            if (count == Table.Scan.WAITING) {
                fixture.await(scan.completion());
                continue;
            }
            if (count == 0) {
                break;
            }
            for (int i = 0; i < count; i++) {
                assertThat(rows.put(Keys.canonicalList(readKey(slots[i])), read(slots[i])))
                        .as("a key that the scan shows twice")
                        .isNull();
            }
        }
        assertThat(table.size()).isEqualTo(rows.size());
        return rows;
    }
}
