package io.millrace.engine.job;

import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What sink tasks prepared and no completed checkpoint holds, in the order they did. A checkpoint holds of each task what it
 * had prepared at the barrier. Called in the mailbox.
 */
final class PreparedOutput {

    private record Item(int operator, byte[] committable) {}

    private final Map<TaskId, List<Item>> items = new TreeMap<>();

    /** How much of each task the open checkpoint holds. */
    private final Map<TaskId, Integer> marks = new HashMap<>();

    void add(TaskId task, int operator, List<byte[]> committables) {
        List<Item> ofTask = items.computeIfAbsent(task, _ -> new ArrayList<>());
        committables.forEach(committable -> ofTask.add(new Item(operator, committable)));
    }

    /** The barrier is past a task: what it has prepared until now is the checkpoint's. */
    void mark(TaskId task) {
        marks.put(task, items.getOrDefault(task, List.of()).size());
    }

    /** What the open checkpoint holds. */
    Prepared marked() {
        List<Item> marked = new ArrayList<>();
        items.forEach((task, ofTask) -> marked.addAll(ofTask.subList(0, marks.getOrDefault(task, 0))));
        return of(marked);
    }

    /** The open checkpoint is not open any more. */
    void settle(boolean completed) {
        if (completed) {
            marks.forEach((task, count) -> items.getOrDefault(task, new ArrayList<>())
                    .subList(0, count)
                    .clear());
        }
        marks.clear();
    }

    /** All that no completed checkpoint holds. */
    Prepared all() {
        return of(items.values().stream().flatMap(List::stream).toList());
    }

    private static Prepared of(List<Item> items) {
        Map<Integer, List<byte[]>> byOperator = new TreeMap<>();
        items.forEach(item -> byOperator
                .computeIfAbsent(item.operator(), _ -> new ArrayList<>())
                .add(item.committable()));
        Prepared prepared = Prepared.NOTHING;
        for (Map.Entry<Integer, List<byte[]>> operator : byOperator.entrySet()) {
            prepared = prepared.and(operator.getKey(), operator.getValue());
        }
        return prepared;
    }
}
