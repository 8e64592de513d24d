package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * State of every kind as plain collections, by canonical key.
 *
 * @param tables rows by bucket
 * @param oneRow the values of the table without a key, empty when there is no row
 * @param splits by task; only all of them together mean something
 */
record StateModel(
        SortedMap<Long, Map<List<@Nullable Object>, List<@Nullable Object>>> tables,
        List<@Nullable Object> oneRow,
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> lists,
        Map<List<@Nullable Object>, List<Row>> ordered,
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> broadcast,
        Set<Timer> timers,
        Map<Integer, List<String>> splits) {

    record Row(long order, List<@Nullable Object> values) {}

    record Timer(long time, List<@Nullable Object> key) {}

    StateModel() {
        this(
                new TreeMap<>(),
                new ArrayList<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashSet<>(),
                new HashMap<>());
    }

    /** What stays as it is while this one goes on. */
    StateModel copy() {
        StateModel copy = new StateModel();
        tables.forEach((bucket, rows) -> copy.tables.put(bucket, new HashMap<>(rows)));
        copy.oneRow.addAll(oneRow);
        lists.forEach((key, rows) -> copy.lists.put(key, new ArrayList<>(rows)));
        ordered.forEach((key, rows) -> copy.ordered.put(key, new ArrayList<>(rows)));
        broadcast.forEach((key, rows) -> copy.broadcast.put(key, new ArrayList<>(rows)));
        copy.timers.addAll(timers);
        splits.forEach((task, items) -> copy.splits.put(task, new ArrayList<>(items)));
        return copy;
    }

    void requireEqual(StateModel expected) {
        assertThat(tables.keySet()).as("buckets").isEqualTo(expected.tables.keySet());
        tables.forEach((bucket, rows) ->
                assertThat(rows).as("table of bucket %s", bucket).isEqualTo(expected.tables.get(bucket)));
        assertThat(oneRow).as("the one row").isEqualTo(expected.oneRow);
        assertThat(lists).as("lists").isEqualTo(expected.lists);
        assertThat(ordered).as("ordered").isEqualTo(expected.ordered);
        assertThat(broadcast).as("broadcast").isEqualTo(expected.broadcast);
        assertThat(timers).as("timers").isEqualTo(expected.timers);
        assertThat(splits.values().stream().flatMap(List::stream).toList())
                .as("items of split lists")
                .containsExactlyInAnyOrderElementsOf(
                        expected.splits.values().stream().flatMap(List::stream).toList());
    }
}
