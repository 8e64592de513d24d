package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.testing.RandomRows;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What the buckets of a {@link TableState} do, whoever implements them. */
public abstract class BucketContract implements StateFixture {

    @Property(tries = 100)
    void bucketsAreTablesOfTheirOwnInOrder(@ForAll long seed) {
        RandomRows rows = new RandomRows(seed);
        RandomGenerator random = rows.random();
        TableLayout layout = new TableLayout(rows.schema(), rows.schema());
        TableState state = access().table(ID, layout);
        List<List<@Nullable Object>> pool = rows.rows(layout.key(), 50);
        NavigableMap<Long, Map<List<@Nullable Object>, List<@Nullable Object>>> model = new TreeMap<>();
        for (int round = 0; round < 40; round++) {
            long bucket = random.nextInt(-3, 4);
            if (random.nextInt(3) == 0) {
                state.drop(bucket);
                model.remove(bucket);
            } else {
                write(state.open(bucket), layout, rows, pool, model.computeIfAbsent(bucket, b -> new HashMap<>()));
            }
            requireBuckets(state, model);
        }
        model.forEach((bucket, expected) -> {
            Table table = Objects.requireNonNull(state.find(bucket));
            assertThat(new TableDriver(this, table, layout, -1).contents()).isEqualTo(expected);
        });
    }

    private void write(
            Table table,
            TableLayout layout,
            RandomRows rows,
            List<List<@Nullable Object>> pool,
            Map<List<@Nullable Object>, List<@Nullable Object>> model) {
        TableDriver driver = new TableDriver(this, table, layout, -1);
        List<List<@Nullable Object>> batch = new ArrayList<>();
        for (int i = rows.random().nextInt(60); i >= 0; i--) {
            batch.add(pool.get(rows.random().nextInt(pool.size())));
        }
        int[] slots = driver.fetch(batch, Table.Absent.CREATE);
        List<List<@Nullable Object>> values = rows.rows(layout.value(), batch.size());
        for (int i = 0; i < slots.length; i++) {
            if (model.put(Keys.canonicalList(batch.get(i)), values.get(i)) == null) {
                driver.requireClean(slots[i]);
            }
            driver.write(slots[i], values.get(i));
        }
        table.unpin();
    }

    private static void requireBuckets(TableState state, NavigableMap<Long, ?> model) {
        List<Long> buckets = new ArrayList<>();
        for (long bucket = state.first(); bucket != Long.MAX_VALUE; bucket = state.next(bucket)) {
            buckets.add(bucket);
        }
        assertThat(buckets).containsExactlyElementsOf(model.keySet());
        for (long bucket = -4; bucket <= 4; bucket++) {
            assertThat(state.find(bucket) != null).isEqualTo(model.containsKey(bucket));
            assertThat(state.next(bucket))
                    .isEqualTo(Objects.requireNonNullElse(model.higherKey(bucket), Long.MAX_VALUE));
        }
    }

    @Example
    void droppedBucketComesBackEmpty() {
        TableLayout layout = new TableLayout(new RandomRows(1).schema(), new RandomRows(2).schema());
        TableState state = access().table(ID, layout);
        List<List<@Nullable Object>> keys = new RandomRows(3).rows(layout.key(), 20);
        new TableDriver(this, state.open(5), layout, -1).fetch(keys, Table.Absent.CREATE);

        state.drop(5);
        state.drop(5);

        assertThat(state.find(5)).isNull();
        assertThat(state.open(5).size()).isZero();
        assertThat(new TableDriver(this, state.open(5), layout, -1).fetch(keys, Table.Absent.SKIP))
                .containsOnly(-1);
    }

    @Example
    void oneBucketOpenedTwiceIsOneTable() {
        TableLayout layout = new TableLayout(new RandomRows(1).schema(), new RandomRows(2).schema());
        TableState state = access().table(ID, layout);

        assertThat(state.open(-9)).isSameAs(state.open(-9)).isSameAs(state.find(-9));
    }

    @Example
    void bucketThatStandsForTheEndIsRefused() {
        TableLayout layout = new TableLayout(new RandomRows(1).schema(), new RandomRows(2).schema());
        TableState state = access().table(ID, layout);

        assertThatThrownBy(() -> state.open(Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }
}
