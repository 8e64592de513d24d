package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableLayout;
import io.millrace.state.contract.OrderedDriver.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What {@link OrderedState} does, whoever implements it. */
public abstract class OrderedContract implements StateFixture {

    private static final TableLayout TEXTS =
            new TableLayout(RandomRows.schema(DataType.parse("BIGINT")), RandomRows.schema(DataType.parse("STRING")));
    private static final long WIDTH = 10;

    @Property(tries = 200)
    void listsAreSortedByOrderAndEqualsStayInTheOrderTheyCame(@ForAll long seed) {
        RandomRows rows = new RandomRows(seed);
        RandomGenerator random = rows.random();
        TableLayout layout = new TableLayout(rows.schema(), rows.schema());
        OrderedState state = access().ordered(ID, layout, 1 + random.nextInt(50));
        OrderedDriver driver = new OrderedDriver(this, state, layout);
        List<List<@Nullable Object>> pool = rows.rows(layout.key(), 1 + random.nextInt(10));
        Map<List<@Nullable Object>, List<Row>> model = new HashMap<>();
        long bound = -200;
        for (int round = 0; round < 16; round++) {
            List<List<@Nullable Object>> keys = new ArrayList<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                keys.add(pool.get(random.nextInt(pool.size())));
            }
            switch (random.nextInt(6)) {
                case 0 -> {
                    bound = Math.max(bound, random.nextLong(bound - 20, bound + 60));
                    state.dropBelow(bound);
                    drop(model, bound);
                }
                case 1 -> removeSome(state, driver, keys, random, model);
                case 2 -> clearSome(state, driver, keys, random, model);
                default -> add(driver, keys, rows.rows(layout.value(), keys.size()), random, bound, model);
            }
            state.unpin();
            compare(driver, pool, model, random, bound);
            state.unpin();
        }
    }

    private static void add(
            OrderedDriver driver,
            List<List<@Nullable Object>> keys,
            List<List<@Nullable Object>> values,
            RandomGenerator random,
            long bound,
            Map<List<@Nullable Object>, List<Row>> model) {
        long[] orders = new long[keys.size()];
        boolean rising = random.nextBoolean();
        for (int i = 0; i < orders.length; i++) {
            orders[i] = rising ? bound + 2 * i : bound + random.nextInt(100);
        }
        driver.add(keys, orders, values);
        for (int i = 0; i < orders.length; i++) {
            List<Row> list = model.computeIfAbsent(Keys.canonicalList(keys.get(i)), key -> new ArrayList<>());
            int place = list.size();
            while (place > 0 && list.get(place - 1).order() > orders[i]) {
                place--;
            }
            list.add(place, new Row(orders[i], values.get(i)));
        }
    }

    private static void drop(Map<List<@Nullable Object>, List<Row>> model, long bound) {
        model.values().forEach(list -> list.removeIf(row -> row.order() < bound));
        model.values().removeIf(List::isEmpty);
    }

    private static void removeSome(
            OrderedState state,
            OrderedDriver driver,
            List<List<@Nullable Object>> keys,
            RandomGenerator random,
            Map<List<@Nullable Object>, List<Row>> model) {
        int[] lists = driver.fetch(keys, Absent.SKIP);
        for (int i = 0; i < lists.length; i++) {
            for (int place = driver.rows(lists[i]).size() - 1; place >= 0; place--) {
                if (random.nextInt(3) == 0) {
                    state.remove(lists[i], driver.slotAt(lists[i], place));
                    List<@Nullable Object> key = Keys.canonicalList(keys.get(i));
                    Objects.requireNonNull(model.get(key)).remove(place);
                    model.computeIfPresent(key, (k, left) -> left.isEmpty() ? null : left);
                }
            }
        }
    }

    private static void clearSome(
            OrderedState state,
            OrderedDriver driver,
            List<List<@Nullable Object>> keys,
            RandomGenerator random,
            Map<List<@Nullable Object>, List<Row>> model) {
        int[] lists = driver.fetch(keys, Absent.SKIP);
        for (int i = 0; i < lists.length; i += 3) {
            if (lists[i] == OrderedState.NONE) {
                continue;
            }
            List<@Nullable Object> key = Keys.canonicalList(keys.get(i));
            List<Row> left = model.getOrDefault(key, new ArrayList<>());
            int most = random.nextInt(left.size() + 2);
            boolean isEmpty = most >= left.size();
            assertThat(state.lastOrder(lists[i]))
                    .isEqualTo(left.isEmpty() ? Long.MIN_VALUE : left.getLast().order());
            // What was dropped may still be there, before the others.
            assertThat(state.clear(lists[i], isEmpty ? Integer.MAX_VALUE : most))
                    .isEqualTo(isEmpty);
            left.subList(Math.max(0, left.size() - most), left.size()).clear();
            model.computeIfPresent(key, (k, rows) -> rows.isEmpty() ? null : rows);
        }
    }

    private static void compare(
            OrderedDriver driver,
            List<List<@Nullable Object>> pool,
            Map<List<@Nullable Object>, List<Row>> model,
            RandomGenerator random,
            long bound) {
        assertThat(driver.listsWithRows()).isEqualTo(model.keySet());
        int[] lists = driver.fetch(pool, Absent.SKIP);
        for (int i = 0; i < lists.length; i++) {
            List<Row> expected = model.getOrDefault(Keys.canonicalList(pool.get(i)), List.of());
            long from = bound + random.nextInt(-20, 100);
            long to = from + random.nextInt(60);
            requireRange(driver, lists[i], Long.MIN_VALUE, Long.MAX_VALUE, expected);
            requireRange(driver, lists[i], from, to, expected);
            List<Row> upTo = expected.stream().filter(row -> row.order() <= to).toList();
            int floor = driver.floor(lists[i], to);
            if (upTo.isEmpty()) {
                assertThat(floor).isEqualTo(OrderedState.NONE);
            } else {
                assertThat(driver.row(floor)).isEqualTo(upTo.getLast().values());
            }
        }
    }

    private static void requireRange(OrderedDriver driver, int list, long from, long to, List<Row> rows) {
        List<Row> range = rows.stream()
                .filter(row -> row.order() >= from && row.order() <= to)
                .toList();
        assertThat(driver.rows(list, from, to)).isEqualTo(range);
    }

    @Example
    void rowBelowWhatWasDroppedIsRefused() {
        OrderedState state = access().ordered(ID, TEXTS, WIDTH);
        OrderedDriver driver = new OrderedDriver(this, state, TEXTS);
        state.dropBelow(100);

        driver.add(List.of(List.of(1L)), new long[] {100}, List.of(List.of("in time")));
        assertThatThrownBy(() -> driver.add(List.of(List.of(1L)), new long[] {99}, List.of(List.of("late"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("99");
    }

    @Example
    void lowerBoundThanBeforeChangesNothing() {
        OrderedState state = access().ordered(ID, TEXTS, WIDTH);
        OrderedDriver driver = new OrderedDriver(this, state, TEXTS);
        driver.add(List.of(List.of(1L), List.of(1L)), new long[] {5, 15}, List.of(List.of("old"), List.of("new")));
        state.unpin();

        state.dropBelow(7);
        state.dropBelow(Long.MIN_VALUE);
        assertThat(state.droppedBelow()).isEqualTo(7);

        int list = driver.fetch(List.of(List.of(1L)), Absent.SKIP)[0];
        assertThat(driver.rows(list)).hasSize(1);
        assertThat(driver.floor(list, 14)).isEqualTo(OrderedState.NONE);
        assertThat(driver.row(driver.ceiling(list, 0))).isEqualTo(List.of("new"));
    }

    @Example
    void whenAListWasLastWrittenTheLatestOfItsRowsTells() {
        TableLayout layout = TEXTS.withWrittenAt();
        OrderedState state = access().ordered(ID, layout, OrderedState.NEVER_DROPPED);
        OrderedDriver driver = new OrderedDriver(this, state, layout);
        List<List<@Nullable Object>> keys = new ArrayList<>();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < 200; i++) {
            keys.add(List.of(i % 50));
            rows.add(List.of("row", 1_000 + i));
        }
        driver.add(keys, new long[200], rows);
        state.unpin();

        int[] lists = driver.fetch(keys.subList(0, 50), Absent.SKIP);
        for (int i = 0; i < 50; i++) {
            assertThat(state.writtenAt(lists[i])).isEqualTo(1_150 + i);
        }
        state.date(driver.slotAt(lists[7], 0), 9_000);
        assertThat(state.writtenAt(lists[7])).isEqualTo(9_000);
        state.clear(lists[8], 3);
        assertThat(state.writtenAt(lists[8])).isEqualTo(1_158);
        state.clear(lists[9], Integer.MAX_VALUE);
        state.unpin();

        lists = driver.fetch(keys.subList(0, 10), Absent.CREATE);
        assertThat(state.writtenAt(lists[7])).isEqualTo(9_000);
        assertThat(state.writtenAt(lists[9])).as("a list that began anew").isZero();
    }

    @Example
    void droppingWhileListsAreFetchedIsRefused() {
        OrderedState state = access().ordered(ID, TEXTS, WIDTH);
        new OrderedDriver(this, state, TEXTS).fetch(List.of(List.of(1L)), Absent.CREATE);

        assertThatThrownBy(() -> state.dropBelow(1)).isInstanceOf(IllegalStateException.class);
        state.unpin();
        state.dropBelow(1);
    }

    @Example
    void droppedRowsDoNotPileUpHoweverManyComeAtOnce() {
        OrderedState state = access().ordered(ID, TEXTS, WIDTH);
        OrderedDriver driver = new OrderedDriver(this, state, TEXTS);
        int rows = 4_000;
        for (long round = 0; round < 10; round++) {
            long[] orders = new long[rows];
            List<List<@Nullable Object>> keys = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                orders[i] = round * WIDTH;
                keys.add(List.of(round * rows + i));
            }
            driver.add(keys, orders, Collections.nCopies(rows, List.of("row")));
            state.unpin();
            state.dropBelow(round * WIDTH);

            assertThat(state.size()).as("in round %d", round).isLessThanOrEqualTo(2L * rows);
        }
    }

    @Example
    void droppedRowsGiveTheirRoomBackInTheEnd() {
        OrderedState state = access().ordered(ID, TEXTS, WIDTH);
        OrderedDriver driver = new OrderedDriver(this, state, TEXTS);
        int rows = 4_000;
        for (int from = 0; from < 5 * rows; from += rows) {
            long[] orders = new long[rows];
            for (int i = 0; i < rows; i++) {
                orders[i] = from + (i * 7919L) % rows;
            }
            driver.add(Collections.nCopies(rows, List.of(1L)), orders, Collections.nCopies(rows, List.of("row")));
            state.unpin();
        }

        state.dropBelow(5 * rows - WIDTH);
        for (int calls = 0; state.size() > WIDTH && calls < rows; calls++) {
            state.dropBelow(5 * rows - WIDTH);
        }

        assertThat(state.size()).isEqualTo(WIDTH);
    }

    @Example
    void manyRowsInFallingOrderAreSortedInReasonableTime() {
        OrderedState state = access().ordered(ID, TEXTS, 1_000_000);
        OrderedDriver driver = new OrderedDriver(this, state, TEXTS);
        int rows = 4_000;
        long order = 1_000_000;
        for (int batch = 0; batch < 25; batch++) {
            long[] orders = new long[rows];
            for (int i = 0; i < rows; i++) {
                orders[i] = --order;
            }
            driver.add(Collections.nCopies(rows, List.of(1L)), orders, Collections.nCopies(rows, List.of("")));
            state.unpin();
        }

        int list = driver.fetch(List.of(List.of(1L)), Absent.SKIP)[0];
        long expected = order;
        for (Row row : driver.rows(list)) {
            assertThat(row.order()).isEqualTo(expected++);
        }
        assertThat(expected).isEqualTo(1_000_000);
    }
}
