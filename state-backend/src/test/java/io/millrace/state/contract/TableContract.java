package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.KeyGroups;
import io.millrace.columns.LongVector;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What a {@link Table} does, whoever implements it. */
public abstract class TableContract implements StateFixture {

    private static final TableLayout COUNTS = layout("BIGINT", "BIGINT NOT NULL");

    /** True hashes, and hashes of which few bits are left in the tag, the place, or both. */
    private static final List<Long> HASH_BITS =
            List.of(-1L, -1L, 0xFFFF_FFFFL, 0xFFFF_FFFF_0000_0000L, 0xC000_0000_0000_0003L, 0L);

    private static TableLayout layout(String key, String value) {
        return new TableLayout(RandomRows.schema(DataType.parse(key)), RandomRows.schema(DataType.parse(value)));
    }

    private TableDriver driver(TableLayout layout) {
        return new TableDriver(this, access().table(ID, layout).open(TableState.TIMELESS), layout, -1);
    }

    private static List<List<@Nullable Object>> keys(@Nullable Object... keys) {
        List<List<@Nullable Object>> list = new ArrayList<>();
        for (Object key : keys) {
            list.add(Collections.singletonList(key));
        }
        return list;
    }

    @Property(tries = 300)
    void tableOfAnyColumnsBehavesAsAMap(@ForAll long seed) {
        RandomRows rows = new RandomRows(seed);
        RandomGenerator random = rows.random();
        TableLayout layout = new TableLayout(anyColumns(rows), anyColumns(rows));
        Table table = access().table(ID, layout).open(7);
        TableDriver driver = new TableDriver(this, table, layout, HASH_BITS.get(random.nextInt(HASH_BITS.size())));
        List<List<@Nullable Object>> pool = rows.rows(layout.key(), 1 + random.nextInt(200));
        Map<List<@Nullable Object>, List<@Nullable Object>> model = new HashMap<>();
        for (int round = 0; round < 12; round++) {
            List<List<@Nullable Object>> batch = new ArrayList<>();
            for (int i = random.nextInt(100); i >= 0; i--) {
                batch.add(pool.get(random.nextInt(pool.size())));
            }
            switch (random.nextInt(4)) {
                case 0 -> find(driver, batch, model);
                case 1 -> remove(table, driver, batch, model);
                default -> write(driver, batch, rows.rows(layout.value(), batch.size()), model);
            }
            table.unpin();
            assertThat(driver.contents()).isEqualTo(model);
        }
    }

    /** Mostly one to three columns, now and then none. */
    private static Schema anyColumns(RandomRows rows) {
        DataType[] types = new DataType
                [rows.random().nextInt(8) == 0 ? 0 : 1 + rows.random().nextInt(3)];
        for (int i = 0; i < types.length; i++) {
            types[i] = rows.type();
        }
        return RandomRows.schema(types);
    }

    private static void find(
            TableDriver driver,
            List<List<@Nullable Object>> batch,
            Map<List<@Nullable Object>, List<@Nullable Object>> model) {
        int[] slots = driver.fetch(batch, Absent.SKIP);
        for (int i = 0; i < slots.length; i++) {
            List<@Nullable Object> key = Keys.canonicalList(batch.get(i));
            if (slots[i] < 0) {
                assertThat(slots[i]).isEqualTo(-1);
                assertThat(model).doesNotContainKey(key);
            } else {
                assertThat(Keys.canonicalList(driver.readKey(slots[i]))).isEqualTo(key);
                assertThat(driver.read(slots[i])).isEqualTo(model.get(key));
            }
        }
    }

    private static void write(
            TableDriver driver,
            List<List<@Nullable Object>> batch,
            List<List<@Nullable Object>> values,
            Map<List<@Nullable Object>, List<@Nullable Object>> model) {
        int[] slots = driver.fetch(batch, Absent.CREATE);
        for (int i = 0; i < slots.length; i++) {
            List<@Nullable Object> key = Keys.canonicalList(batch.get(i));
            List<@Nullable Object> before = model.put(key, values.get(i));
            if (before == null) {
                driver.requireClean(slots[i]);
            } else {
                assertThat(driver.read(slots[i])).isEqualTo(before);
            }
            driver.write(slots[i], values.get(i));
        }
    }

    private static void remove(
            Table table,
            TableDriver driver,
            List<List<@Nullable Object>> batch,
            Map<List<@Nullable Object>, List<@Nullable Object>> model) {
        Set<Integer> slots = new HashSet<>();
        int[] found = driver.fetch(batch, Absent.SKIP);
        for (int i = 0; i < found.length; i++) {
            if (found[i] >= 0) {
                slots.add(found[i]);
                model.remove(Keys.canonicalList(batch.get(i)));
            }
        }
        table.remove(slots.stream().mapToInt(slot -> slot).toArray(), slots.size());
    }

    @Example
    void equalKeysOfOneFetchGetOneSlot() {
        int[] slots = driver(COUNTS).fetch(keys(5L, 6L, 5L, null, 6L, null), Absent.CREATE);

        assertThat(slots[2]).isEqualTo(slots[0]);
        assertThat(slots[4]).isEqualTo(slots[1]);
        assertThat(slots[5]).isEqualTo(slots[3]);
        assertThat(Arrays.stream(slots).distinct()).hasSize(3);
    }

    @Example
    void absentKeysAreSkippedAndPresentOnesFoundInOneFetch() {
        TableDriver driver = driver(COUNTS);
        int[] made = driver.fetch(keys(1L, 2L), Absent.CREATE);

        assertThat(driver.fetch(keys(9L, 2L, 8L, 1L, 9L), Absent.SKIP)).containsExactly(-1, made[1], -1, made[0], -1);
    }

    @Example
    void nullIsAKeyOfItsOwnBesideZero() {
        TableDriver driver = driver(COUNTS);
        int[] slots = driver.fetch(keys(null, 0L), Absent.CREATE);

        assertThat(slots[0]).isNotEqualTo(slots[1]);
        assertThat(driver.fetch(keys(0L, null), Absent.SKIP)).containsExactly(slots[1], slots[0]);
        assertThat(driver.readKey(slots[0])).containsExactly((Object) null);
    }

    @Example
    void zeroHasNoSignAndThereIsOneNaN() {
        TableDriver driver = driver(layout("DOUBLE", "BIGINT NOT NULL"));
        double otherNaN = Double.longBitsToDouble(0xFFF8_0000_0000_0001L);
        int[] slots = driver.fetch(keys(0.0, -0.0, Double.NaN, otherNaN), Absent.CREATE);

        assertThat(slots[1]).isEqualTo(slots[0]);
        assertThat(slots[3]).isEqualTo(slots[2]);
        assertThat(slots[2]).isNotEqualTo(slots[0]);
    }

    @Example
    void keyWithoutColumnsHasOneRow() {
        TableLayout layout = new TableLayout(Schema.of(), COUNTS.value());
        Table table = access(KeyGroups.range(3, 4)).table(ID, layout).open(TableState.TIMELESS);
        TableDriver driver = new TableDriver(this, table, layout, -1);

        int[] slots = driver.fetch(List.of(List.of(), List.of(), List.of()), Absent.CREATE);

        assertThat(Arrays.stream(slots).distinct()).hasSize(1);
        assertThat(table.size()).isEqualTo(1);
    }

    @Example
    void rowsMadeAndGrownPastEverySizeAreAllFound() {
        Table table = access().table(ID, COUNTS).open(TableState.TIMELESS);
        TableDriver driver = new TableDriver(this, table, COUNTS, -1);
        int batches = 50;
        int rows = 2_000;
        for (long from = 0; from < batches * rows; from += rows) {
            int[] slots = driver.fetch(longs(from, rows), Absent.CREATE);
            long[] values = ((LongVector) table.value(0)).values();
            for (int i = 0; i < rows; i++) {
                values[slots[i]] = from + i;
            }
            table.written(slots, rows);
            table.unpin();
        }

        assertThat(table.size()).isEqualTo(batches * rows);
        for (long from = 0; from < batches * rows; from += rows) {
            int[] slots = driver.fetch(longs(from, rows), Absent.SKIP);
            for (int i = 0; i < rows; i++) {
                assertThat(slots[i]).isNotNegative();
                assertThat(((LongVector) table.value(0)).values()[slots[i]]).isEqualTo(from + i);
            }
            table.unpin();
        }
    }

    private static List<List<Long>> longs(long from, int count) {
        List<List<Long>> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(List.of(from + i));
        }
        return keys;
    }

    @Example
    void slotOfARemovedRowStartsCleanForTheNextKey() {
        TableLayout layout = layout("STRING", "ROW<a STRING, b ARRAY<INT>> NOT NULL");
        Table table = access().table(ID, layout).open(TableState.TIMELESS);
        TableDriver driver = new TableDriver(this, table, layout, -1);
        int[] slots = driver.fetch(keys("old", "stays"), Absent.CREATE);
        List<@Nullable Object> fields = new ArrayList<>();
        fields.add(null);
        fields.add(List.of(1, 2));
        driver.write(slots[0], List.of(fields));
        driver.write(slots[1], List.of(List.of("x", List.of(3))));
        table.remove(slots, 1);
        table.unpin();

        int[] next = driver.fetch(keys("new", "newer"), Absent.CREATE);

        driver.requireClean(next[0]);
        driver.requireClean(next[1]);
        assertThat(driver.fetch(keys("old"), Absent.SKIP)).containsExactly(-1);
        assertThat(driver.read(driver.fetch(keys("stays"), Absent.SKIP)[0])).containsExactly(List.of("x", List.of(3)));
    }

    @Example
    void removingARowThatIsNotThereFails() {
        Table table = access().table(ID, COUNTS).open(TableState.TIMELESS);
        int[] slots = new TableDriver(this, table, COUNTS, -1).fetch(keys(1L, 2L), Absent.CREATE);

        assertThatThrownBy(() -> table.remove(new int[] {slots[0], slots[0]}, 2))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> table.remove(new int[] {-1}, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Example
    void rowsRemovedDuringAScanAreNotSeenAnyMore() {
        Table table = access().table(ID, COUNTS).open(TableState.TIMELESS);
        int[] all = new TableDriver(this, table, COUNTS, -1).fetch(longs(0, 10), Absent.CREATE);
        Table.Scan scan = table.scan();
        int[] seen = new int[4];
        assertThat(scan.next(seen)).isEqualTo(4);
        Set<Integer> rest = new HashSet<>(Arrays.stream(all).boxed().toList());
        Arrays.stream(seen).forEach(rest::remove);

        table.remove(rest.stream().mapToInt(slot -> slot).toArray(), rest.size());

        assertThat(scan.next(seen)).isZero();
        assertThat(table.size()).isEqualTo(4);
    }

    @Example
    void keyOfAnotherTasksGroupIsRefused() {
        Table table = access(KeyGroups.range(0, 1024)).table(ID, COUNTS).open(TableState.TIMELESS);
        TableDriver driver = new TableDriver(this, table, COUNTS, -1);

        assertThatThrownBy(() -> driver.fetch(longs(0, 100), Absent.CREATE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("group");
    }
}
