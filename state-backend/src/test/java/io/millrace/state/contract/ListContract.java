package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.Vector;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What {@link ListState} does, whoever implements it. */
public abstract class ListContract implements StateFixture {

    private static final TableLayout TEXTS =
            new TableLayout(RandomRows.schema(DataType.parse("BIGINT")), RandomRows.schema(DataType.parse("STRING")));

    @Property(tries = 200)
    void listsKeepTheRowsOfEachKeyInTheOrderTheyCame(@ForAll long seed) {
        RandomRows rows = new RandomRows(seed);
        RandomGenerator random = rows.random();
        TableLayout layout = new TableLayout(rows.schema(), rows.schema());
        ListState state = access().list(ID, layout);
        ListDriver driver = new ListDriver(this, state, layout);
        List<List<@Nullable Object>> pool = rows.rows(layout.key(), 1 + random.nextInt(30));
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> model = new HashMap<>();
        for (int round = 0; round < 12; round++) {
            List<List<@Nullable Object>> keys = new ArrayList<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                keys.add(pool.get(random.nextInt(pool.size())));
            }
            switch (random.nextInt(5)) {
                case 0 -> clear(state, driver, keys, model);
                case 1 -> removeSome(state, driver, keys, random, model);
                case 2 -> rewriteSome(driver, keys, rows, layout, model);
                default -> append(driver, keys, rows.rows(layout.value(), keys.size()), model);
            }
            state.unpin();
            assertThat(driver.contents()).isEqualTo(model);
            assertThat(state.size())
                    .isEqualTo(model.values().stream().mapToInt(List::size).sum());
            state.unpin();
        }
    }

    private static void append(
            ListDriver driver,
            List<List<@Nullable Object>> keys,
            List<List<@Nullable Object>> values,
            Map<List<@Nullable Object>, List<List<@Nullable Object>>> model) {
        driver.append(keys, values);
        for (int i = 0; i < keys.size(); i++) {
            model.computeIfAbsent(Keys.canonicalList(keys.get(i)), key -> new ArrayList<>())
                    .add(values.get(i));
        }
    }

    private static void clear(
            ListState state,
            ListDriver driver,
            List<List<@Nullable Object>> keys,
            Map<List<@Nullable Object>, List<List<@Nullable Object>>> model) {
        int[] lists = driver.fetch(keys, Absent.CREATE);
        state.clear(lists, lists.length);
        keys.forEach(key -> model.remove(Keys.canonicalList(key)));
    }

    private static void removeSome(
            ListState state,
            ListDriver driver,
            List<List<@Nullable Object>> keys,
            RandomGenerator random,
            Map<List<@Nullable Object>, List<List<@Nullable Object>>> model) {
        int[] lists = driver.fetch(keys, Absent.SKIP);
        for (int i = 0; i < lists.length; i++) {
            for (int place = driver.count(lists[i]) - 1; place >= 0; place--) {
                if (random.nextInt(3) == 0) {
                    state.remove(lists[i], driver.slotAt(lists[i], place));
                    List<@Nullable Object> key = Keys.canonicalList(keys.get(i));
                    Objects.requireNonNull(model.get(key)).remove(place);
                    model.computeIfPresent(key, (k, left) -> left.isEmpty() ? null : left);
                }
            }
        }
    }

    private static void rewriteSome(
            ListDriver driver,
            List<List<@Nullable Object>> keys,
            RandomRows rows,
            TableLayout layout,
            Map<List<@Nullable Object>, List<List<@Nullable Object>>> model) {
        int[] lists = driver.fetch(keys, Absent.SKIP);
        for (int i = 0; i < lists.length; i++) {
            int count = driver.count(lists[i]);
            List<List<@Nullable Object>> values = rows.rows(layout.value(), count);
            for (int place = 0; place < count; place++) {
                driver.write(driver.slotAt(lists[i], place), values.get(place));
                Objects.requireNonNull(model.get(Keys.canonicalList(keys.get(i))))
                        .set(place, values.get(place));
            }
        }
    }

    @Example
    void keyWithoutRowsHasNoRowsWhetherSkippedOrMade() {
        ListState state = access().list(ID, TEXTS);
        ListDriver driver = new ListDriver(this, state, TEXTS);

        assertThat(driver.rows(driver.fetch(List.of(List.of(1L)), Absent.SKIP)[0]))
                .isEmpty();
        assertThat(driver.rows(driver.fetch(List.of(List.of(1L)), Absent.CREATE)[0]))
                .isEmpty();
        state.unpin();
        assertThat(driver.contents()).isEmpty();
    }

    @Example
    void clearedListTakesNewRowsBeforeItIsLetGo() {
        ListState state = access().list(ID, TEXTS);
        ListDriver driver = new ListDriver(this, state, TEXTS);
        driver.append(List.of(List.of(1L), List.of(1L)), List.of(List.of("a"), List.of("b")));
        int[] lists = driver.fetch(List.of(List.of(1L)), Absent.SKIP);

        state.clear(lists, 1);
        Keys row = Keys.of(TEXTS.value(), List.of(List.of("c")));
        state.append(lists, 1, row.vectors(), row.rows());
        state.unpin();

        assertThat(driver.contents()).isEqualTo(Map.of(List.of(1L), List.of(List.of("c"))));
    }

    @Example
    void longListIsClearedWhole() {
        ListState state = access().list(ID, TEXTS);
        ListDriver driver = new ListDriver(this, state, TEXTS);
        int rows = 5_000;
        driver.append(Collections.nCopies(rows, List.of(1L)), Collections.nCopies(rows, List.of("row")));
        driver.append(List.of(List.of(2L)), List.of(List.of("other")));
        assertThat(state.size()).isEqualTo(rows + 1);

        state.clear(driver.fetch(List.of(List.of(1L)), Absent.SKIP), 1);
        state.unpin();

        assertThat(state.size()).isEqualTo(1);
        assertThat(driver.contents()).isEqualTo(Map.of(List.of(2L), List.of(List.of("other"))));
    }

    @Example
    void whatIsBroughtIsThereUntilAWalkWaits() {
        ListState state = access().list(ID, TEXTS);
        ListDriver driver = new ListDriver(this, state, TEXTS);
        for (long key = 0; key < 300; key++) {
            driver.append(List.of(List.of(key), List.of(key)), List.of(List.of("a" + key), List.of("b" + key)));
            state.unpin();
        }
        List<List<Long>> keys = LongStream.range(-1, 300).mapToObj(List::of).toList();
        int[] lists = driver.fetch(keys, Absent.SKIP);

        Completion missing = state.bring(lists, lists.length);
        while (missing != null) {
            await(missing);
            missing = state.bring(lists, lists.length);
        }

        for (int i = 1; i < lists.length; i++) {
            assertThat(state.isEmpty(lists[i])).isFalse();
            int slot = state.first(lists[i]);
            assertThat(slot).isNotNegative();
            assertThat(Keys.read(new Vector[] {state.value(0)}, slot)).isEqualTo(List.of("a" + (i - 1)));
        }
    }

    @Example
    void rowIsRemovedOnce() {
        ListState state = access().list(ID, TEXTS);
        ListDriver driver = new ListDriver(this, state, TEXTS);
        driver.append(List.of(List.of(1L), List.of(1L)), List.of(List.of("a"), List.of("b")));
        int list = driver.fetch(List.of(List.of(1L)), Absent.SKIP)[0];
        int slot = driver.first(list);
        state.remove(list, slot);

        assertThatThrownBy(() -> state.remove(list, slot)).isInstanceOf(IllegalStateException.class);
        assertThat(driver.rows(list)).isEqualTo(List.of(List.of("b")));
    }
}
