package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyGroups;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Vector;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableState;
import io.millrace.spi.state.TimerState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One operator with state of every kind, in some tasks. Keys go to the task of their group. */
final class Tasks implements StateFixture {

    static final long BUCKET_WIDTH = 7;

    private static final StateId TABLE = new StateId("node", "table", List.of());
    private static final StateId ONE_ROW = new StateId("node", "table", List.of("without", "key"));
    private static final StateId LIST = new StateId("node", "list", List.of("element"));
    private static final StateId ORDERED = new StateId("node", "ordered", List.of());
    private static final StateId BROADCAST = new StateId("node", "broadcast", List.of());
    private static final StateId TIMERS = new StateId("node", "timers", List.of());
    private static final StateId SPLITS = new StateId("node", "splits", List.of());

    private final Layouts layouts;
    private final List<OperatorState> states;

    Tasks(Layouts layouts, List<OperatorState> states) {
        this.layouts = layouts;
        this.states = states;
    }

    static Tasks open(StateBackend backend, Layouts layouts, int parallelism) {
        List<OperatorState> states = new ArrayList<>();
        for (int task = 0; task < parallelism; task++) {
            states.add(backend.open("operator", KeyGroups.range(task, parallelism)));
        }
        return new Tasks(layouts, states);
    }

    static Tasks restore(
            StateBackend backend,
            Layouts layouts,
            int parallelism,
            List<OperatorSnapshot> snapshots,
            MemoryStorage storage)
            throws IOException {
        List<OperatorState> states = new ArrayList<>();
        for (int task = 0; task < parallelism; task++) {
            states.add(backend.restore(
                    "operator", KeyGroups.range(task, parallelism), task, parallelism, snapshots, storage));
        }
        return new Tasks(layouts, states);
    }

    @Override
    public StateAccess access(KeyGroupRange groups) {
        throw new IllegalStateException("Tasks have their states already");
    }

    List<OperatorState> states() {
        return states;
    }

    void close() {
        states.forEach(OperatorState::close);
    }

    TableState table(int task) {
        return states.get(task).access().table(TABLE, layouts.table());
    }

    TableState oneRow(int task) {
        return states.get(task).access().table(ONE_ROW, layouts.oneRow());
    }

    ListState list(int task) {
        return states.get(task).access().list(LIST, layouts.list());
    }

    OrderedState ordered(int task) {
        return states.get(task).access().ordered(ORDERED, layouts.ordered(), BUCKET_WIDTH);
    }

    ListState broadcast(int task) {
        return states.get(task).access().broadcast(BROADCAST, layouts.list()).rows();
    }

    TimerState timers(int task) {
        return states.get(task).access().timers(TIMERS, layouts.timers());
    }

    List<byte[]> splits(int task) {
        return states.get(task).access().splitList(SPLITS).items();
    }

    void setSplits(int task, List<String> items) {
        states.get(task)
                .access()
                .splitList(SPLITS)
                .replace(items.stream()
                        .map(item -> item.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    TableDriver driver(Table table) {
        return new TableDriver(this, table, layouts.table(), -1);
    }

    TableDriver oneRowDriver(Table table) {
        return new TableDriver(this, table, layouts.oneRow(), -1);
    }

    ListDriver driver(ListState list) {
        return new ListDriver(this, list, layouts.list());
    }

    OrderedDriver driver(OrderedState ordered) {
        return new OrderedDriver(this, ordered, layouts.ordered());
    }

    /** Hands each task the positions whose keys are its. */
    void forEachTask(List<List<@Nullable Object>> keys, BiConsumer<Integer, List<Integer>> use) {
        long[] hashes = Keys.of(layouts.key(), keys).hashes();
        Map<Integer, List<Integer>> byTask = new TreeMap<>();
        for (int i = 0; i < hashes.length; i++) {
            int owner = KeyGroups.owner(KeyHash.keyGroup(hashes[i]), states.size());
            byTask.computeIfAbsent(owner, t -> new ArrayList<>()).add(i);
        }
        byTask.forEach(use);
    }

    /** What all tasks hold together. Timers go off for it, so these tasks are of no use then. */
    StateModel contents() {
        StateModel all = new StateModel();
        for (int task = 0; task < states.size(); task++) {
            addTable(task, all);
            addLists(task, all);
            addOrdered(task, all);
            addTimers(task, all);
            for (byte[] item : splits(task)) {
                all.splits().computeIfAbsent(0, t -> new ArrayList<>()).add(new String(item, StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    private void addTable(int task, StateModel all) {
        TableState table = table(task);
        for (long bucket = table.first(); bucket != Long.MAX_VALUE; bucket = table.next(bucket)) {
            Map<List<@Nullable Object>, List<@Nullable Object>> rows =
                    all.tables().computeIfAbsent(bucket, b -> new HashMap<>());
            driver(Objects.requireNonNull(table.find(bucket))).contents().forEach((key, values) -> assertThat(
                            rows.put(key, values))
                    .as("a key of two tasks")
                    .isNull());
            requireFound(Objects.requireNonNull(table.find(bucket)), rows, task);
        }
        Table one = oneRow(task).find(TableState.TIMELESS);
        if (one != null) {
            oneRowDriver(one).contents().values().forEach(values -> {
                assertThat(all.oneRow()).as("the one row, in two tasks").isEmpty();
                all.oneRow().addAll(values);
            });
        }
    }

    /** A scan knows rows that a fetch might not find. */
    private void requireFound(Table table, Map<List<@Nullable Object>, List<@Nullable Object>> rows, int task) {
        List<List<@Nullable Object>> keys = new ArrayList<>(rows.keySet());
        forEachTask(keys, (owner, positions) -> {
            if (owner == task) {
                int[] slots =
                        driver(table).fetch(positions.stream().map(keys::get).toList(), Absent.SKIP);
                for (int i = 0; i < slots.length; i++) {
                    assertThat(driver(table).read(slots[i])).isEqualTo(rows.get(keys.get(positions.get(i))));
                }
                table.unpin();
            }
        });
    }

    private void addLists(int task, StateModel all) {
        driver(list(task)).contents().forEach((key, rows) -> assertThat(
                        all.lists().put(key, rows))
                .as("a list of two tasks")
                .isNull());
        assertThat(list(task).size())
                .isEqualTo(driver(list(task)).contents().values().stream()
                        .mapToLong(List::size)
                        .sum());
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> rows =
                driver(broadcast(task)).contents();
        if (task > 0) {
            assertThat(rows).as("what every task has").isEqualTo(all.broadcast());
        }
        all.broadcast().putAll(rows);
        list(task).unpin();
        broadcast(task).unpin();
    }

    private void addOrdered(int task, StateModel all) {
        OrderedDriver driver = driver(ordered(task));
        List<List<@Nullable Object>> keys = new ArrayList<>(driver.listsWithRows());
        int[] lists = driver.fetch(keys, Absent.SKIP);
        for (int i = 0; i < lists.length; i++) {
            List<StateModel.Row> rows = driver.rows(lists[i]).stream()
                    .map(row -> new StateModel.Row(row.order(), row.values()))
                    .toList();
            int last = driver.floor(lists[i], Long.MAX_VALUE);
            assertThat(driver.row(last)).isEqualTo(rows.getLast().values());
            assertThat(all.ordered().put(keys.get(i), new ArrayList<>(rows)))
                    .as("a list of two tasks")
                    .isNull();
        }
        ordered(task).unpin();
    }

    private void addTimers(int task, StateModel all) {
        TimerState timers = timers(task);
        long expected = timers.size();
        long before = all.timers().size();
        Vector[] keys = new Vector[layouts.timers().key().size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Vector.create(layouts.timers().key().type(i), 100);
        }
        long[] times = new long[100];
        long earliest = Long.MIN_VALUE;
        for (int count = timers.expire(Long.MAX_VALUE, keys, times);
                count > 0;
                count = timers.expire(Long.MAX_VALUE, keys, times)) {
            for (int i = 0; i < count; i++) {
                assertThat(times[i]).isGreaterThanOrEqualTo(earliest);
                earliest = times[i];
                assertThat(all.timers().add(new StateModel.Timer(times[i], Keys.canonicalList(Keys.read(keys, i)))))
                        .as("a timer that goes off twice")
                        .isTrue();
            }
        }
        assertThat(all.timers().size() - before).isEqualTo(expected);
    }

    static <T> List<T> at(List<T> all, List<Integer> positions) {
        return positions.stream().map(all::get).toList();
    }

    static int[] distinct(int[] slots) {
        return Arrays.stream(slots).filter(slot -> slot >= 0).distinct().toArray();
    }
}
