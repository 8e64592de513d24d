package io.millrace.state.contract;

import io.millrace.columns.Vector;
import io.millrace.columns.testing.RandomRows;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableState;
import io.millrace.spi.state.TimerState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Tasks that do random things to their state, and a model to which the same is done. */
final class RunningTasks {

    private final RandomRows rows;
    private final RandomGenerator random;
    private final Layouts layouts;
    private final List<List<@Nullable Object>> pool;
    private final int most;
    private Tasks tasks;
    private StateModel model = new StateModel();
    private long bound;

    /**
     * @param pool the keys
     * @param most how many keys one thing is done to at most
     */
    RunningTasks(RandomRows rows, Layouts layouts, List<List<@Nullable Object>> pool, int most, Tasks tasks) {
        this.rows = rows;
        random = rows.random();
        this.layouts = layouts;
        this.pool = pool;
        this.most = most;
        this.tasks = tasks;
    }

    Tasks tasks() {
        return tasks;
    }

    StateModel model() {
        return model;
    }

    /** The tasks were lost, and others were restored. */
    void goOnWith(Tasks restored, StateModel from) {
        tasks = restored;
        model = from;
        // Which task keeps which items is not said.
        model.splits().clear();
        for (int task = 0; task < tasks.states().size(); task++) {
            List<String> items = new ArrayList<>();
            for (byte[] item : tasks.splits(task)) {
                items.add(new String(item, StandardCharsets.UTF_8));
            }
            model.splits().put(task, items);
        }
    }

    /** One thing to a state of one kind. */
    void step() {
        List<List<@Nullable Object>> keys = new ArrayList<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            keys.add(pool.get(random.nextInt(pool.size())));
        }
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> writeTable(keys);
            case 3 -> removeFromTable(keys);
            case 4 -> dropTable();
            case 5 -> writeOneRow();
            case 6 -> appendToLists(keys);
            case 7 -> removeFromLists(keys);
            case 8 -> addOrdered(toFew(keys));
            case 9 -> removeOrdered(toFew(keys).stream().distinct().toList());
            case 10 -> setTimers(keys);
            case 11 -> expireTimers();
            case 12 -> appendBroadcast(keys);
            default -> replaceSplits();
        }
    }

    /** Few keys instead, so that their lists have many rows of equal order. */
    private List<List<@Nullable Object>> toFew(List<List<@Nullable Object>> keys) {
        List<List<@Nullable Object>> few = pool.subList(0, Math.min(pool.size(), 20));
        return keys.stream()
                .map(key -> few.get(Math.floorMod(key.hashCode(), few.size())))
                .toList();
    }

    private void writeTable(List<List<@Nullable Object>> keys) {
        long bucket = random.nextInt(3);
        List<List<@Nullable Object>> values = rows.rows(layouts.value(), keys.size());
        Map<List<@Nullable Object>, List<@Nullable Object>> expected =
                model.tables().computeIfAbsent(bucket, b -> new HashMap<>());
        for (int task = 0; task < tasks.states().size(); task++) {
            tasks.table(task).open(bucket);
        }
        tasks.forEachTask(keys, (task, positions) -> {
            Table table = tasks.table(task).open(bucket);
            TableDriver driver = tasks.driver(table);
            int[] slots = driver.fetch(Tasks.at(keys, positions), Absent.CREATE);
            for (int i = 0; i < slots.length; i++) {
                int position = positions.get(i);
                driver.write(slots[i], values.get(position));
                expected.put(Keys.canonicalList(keys.get(position)), values.get(position));
            }
            table.unpin();
        });
    }

    private void removeFromTable(List<List<@Nullable Object>> keys) {
        long bucket = random.nextInt(3);
        Map<List<@Nullable Object>, List<@Nullable Object>> expected =
                model.tables().get(bucket);
        if (expected == null) {
            return;
        }
        tasks.forEachTask(keys, (task, positions) -> {
            Table table = Objects.requireNonNull(tasks.table(task).find(bucket));
            int[] slots = Tasks.distinct(tasks.driver(table).fetch(Tasks.at(keys, positions), Absent.SKIP));
            table.remove(slots, slots.length);
            table.unpin();
        });
        keys.forEach(key -> expected.remove(Keys.canonicalList(key)));
    }

    private void dropTable() {
        long bucket = random.nextInt(3);
        model.tables().remove(bucket);
        for (int task = 0; task < tasks.states().size(); task++) {
            tasks.table(task).drop(bucket);
        }
    }

    private void writeOneRow() {
        List<@Nullable Object> values = rows.rows(layouts.value(), 1).getFirst();
        Table table = tasks.oneRow(0).open(TableState.TIMELESS);
        TableDriver driver = tasks.oneRowDriver(table);
        driver.write(driver.fetch(List.of(List.of()), Absent.CREATE)[0], values);
        table.unpin();
        model.oneRow().clear();
        model.oneRow().addAll(values);
    }

    private void appendToLists(List<List<@Nullable Object>> keys) {
        List<List<@Nullable Object>> values = rows.rows(layouts.value(), keys.size());
        tasks.forEachTask(keys, (task, positions) -> {
            tasks.driver(tasks.list(task)).append(Tasks.at(keys, positions), Tasks.at(values, positions));
            tasks.list(task).unpin();
        });
        append(keys, values, model.lists());
    }

    private static void append(
            List<List<@Nullable Object>> keys,
            List<List<@Nullable Object>> values,
            Map<List<@Nullable Object>, List<List<@Nullable Object>>> to) {
        for (int i = 0; i < keys.size(); i++) {
            to.computeIfAbsent(Keys.canonicalList(keys.get(i)), k -> new ArrayList<>())
                    .add(values.get(i));
        }
    }

    private void removeFromLists(List<List<@Nullable Object>> keys) {
        boolean all = random.nextInt(3) == 0;
        tasks.forEachTask(keys, (task, positions) -> {
            ListState list = tasks.list(task);
            ListDriver driver = tasks.driver(list);
            List<List<@Nullable Object>> its = Tasks.at(keys, positions);
            int[] lists = driver.fetch(its, Absent.SKIP);
            for (int i = 0; i < lists.length; i++) {
                List<@Nullable Object> key = Keys.canonicalList(its.get(i));
                int count = driver.count(lists[i]);
                if (count == 0) {
                    continue;
                }
                if (all) {
                    list.clear(new int[] {lists[i]}, 1);
                    model.lists().remove(key);
                } else {
                    changeOneRemoveOne(
                            list,
                            driver,
                            lists[i],
                            count,
                            Objects.requireNonNull(model.lists().get(key)));
                    model.lists().values().removeIf(List::isEmpty);
                }
            }
            list.unpin();
        });
    }

    private void changeOneRemoveOne(
            ListState state, ListDriver driver, int list, int count, List<List<@Nullable Object>> expected) {
        int changed = random.nextInt(count);
        List<@Nullable Object> values = rows.rows(layouts.value(), 1).getFirst();
        driver.write(driver.slotAt(list, changed), values);
        expected.set(changed, values);
        int removed = random.nextInt(count);
        state.remove(list, driver.slotAt(list, removed));
        expected.remove(removed);
    }

    private void addOrdered(List<List<@Nullable Object>> keys) {
        List<List<@Nullable Object>> values = rows.rows(layouts.value(), keys.size());
        long[] orders = random.longs(keys.size(), bound, bound + 60).toArray();
        tasks.forEachTask(keys, (task, positions) -> {
            tasks.driver(tasks.ordered(task))
                    .add(
                            Tasks.at(keys, positions),
                            positions.stream().mapToLong(p -> orders[p]).toArray(),
                            Tasks.at(values, positions));
            tasks.ordered(task).unpin();
        });
        for (int i = 0; i < orders.length; i++) {
            List<StateModel.Row> list =
                    model.ordered().computeIfAbsent(Keys.canonicalList(keys.get(i)), k -> new ArrayList<>());
            int place = list.size();
            while (place > 0 && list.get(place - 1).order() > orders[i]) {
                place--;
            }
            list.add(place, new StateModel.Row(orders[i], values.get(i)));
        }
    }

    private void removeOrdered(List<List<@Nullable Object>> keys) {
        if (random.nextBoolean()) {
            bound += random.nextInt(30);
            for (int task = 0; task < tasks.states().size(); task++) {
                tasks.ordered(task).dropBelow(bound);
            }
            model.ordered().values().forEach(list -> list.removeIf(row -> row.order() < bound));
        } else {
            tasks.forEachTask(keys, (task, positions) -> {
                OrderedState ordered = tasks.ordered(task);
                OrderedDriver driver = tasks.driver(ordered);
                List<List<@Nullable Object>> its = Tasks.at(keys, positions);
                int[] lists = driver.fetch(its, Absent.SKIP);
                for (int i = 0; i < lists.length; i++) {
                    int count = driver.rows(lists[i]).size();
                    if (count > 0) {
                        int removed = random.nextInt(count);
                        ordered.remove(lists[i], driver.slotAt(lists[i], removed));
                        Objects.requireNonNull(model.ordered().get(Keys.canonicalList(its.get(i))))
                                .remove(removed);
                    }
                }
                ordered.unpin();
            });
        }
        model.ordered().values().removeIf(List::isEmpty);
    }

    private void setTimers(List<List<@Nullable Object>> keys) {
        long[] times = random.longs(keys.size(), 0, 100).toArray();
        boolean unset = random.nextInt(3) == 0;
        tasks.forEachTask(keys, (task, positions) -> {
            Keys batch = Keys.of(layouts.key(), Tasks.at(keys, positions));
            long[] its = positions.stream().mapToLong(p -> times[p]).toArray();
            TimerState timers = tasks.timers(task);
            if (unset) {
                timers.unset(batch.vectors(), batch.rows(), batch.count(), batch.hashes(), its);
            } else {
                timers.set(batch.vectors(), batch.rows(), batch.count(), batch.hashes(), its);
            }
        });
        for (int i = 0; i < times.length; i++) {
            StateModel.Timer timer = new StateModel.Timer(times[i], Keys.canonicalList(keys.get(i)));
            if (unset) {
                model.timers().remove(timer);
            } else {
                model.timers().add(timer);
            }
        }
    }

    private void expireTimers() {
        long until = random.nextInt(40);
        Vector[] keys = new Vector[layouts.key().size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Vector.create(layouts.key().type(i), 50);
        }
        for (int task = 0; task < tasks.states().size(); task++) {
            while (tasks.timers(task).expire(until, keys, new long[50]) > 0) {
                Arrays.stream(keys).forEach(Vector::clear);
            }
        }
        model.timers().removeIf(timer -> timer.time() <= until);
    }

    private void appendBroadcast(List<List<@Nullable Object>> keys) {
        List<List<@Nullable Object>> few = keys.subList(0, Math.min(10, keys.size()));
        boolean clear = random.nextInt(3) == 0;
        List<List<@Nullable Object>> values = rows.rows(layouts.value(), few.size());
        for (int task = 0; task < tasks.states().size(); task++) {
            ListState list = tasks.broadcast(task);
            if (clear) {
                int[] lists = Tasks.distinct(tasks.driver(list).fetch(few, Absent.SKIP));
                list.clear(lists, lists.length);
            } else {
                tasks.driver(list).append(few, values);
            }
            list.unpin();
        }
        if (clear) {
            few.forEach(key -> model.broadcast().remove(Keys.canonicalList(key)));
        } else {
            append(few, values, model.broadcast());
        }
    }

    private void replaceSplits() {
        int task = random.nextInt(tasks.states().size());
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            items.add("item " + random.nextInt(1_000));
        }
        tasks.setSplits(task, items);
        model.splits().put(task, items);
    }
}
