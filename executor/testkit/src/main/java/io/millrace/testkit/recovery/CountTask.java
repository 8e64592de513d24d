package io.millrace.testkit.recovery;

import io.millrace.protocol.job.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts rows by key; each row leaves with the count it made, and with the watermark at which that was. */
final class CountTask extends Task {

    private final int[] counts = new int[Rows.KEYS];
    private final Map<TaskId, Long> watermarks = new HashMap<>();
    private long watermark = Long.MIN_VALUE;

    CountTask(TaskId id, RowTasks part, List<TaskId> inputs) {
        super(id, part, inputs);
    }

    void restore(TaskState.OfCounts state) {
        System.arraycopy(state.counts(), 0, counts, 0, counts.length);
        if (part.sabotage() != RecoverySabotage.THE_WATERMARK_IS_DROPPED) {
            watermark = state.watermark();
        }
    }

    @Override
    void process(TaskId from, Element element) {
        switch (element) {
            case Element.ReadRows(long[] rows) -> count(rows);
            case Element.Watermark(long time) -> {
                watermarks.merge(from, time, Math::max);
                // The watermark of a task never goes back, whatever its inputs begin with.
                watermark = Math.max(watermark, least());
            }
            default -> throw new IllegalStateException("Not for a counting task: " + element);
        }
    }

    private long least() {
        long least = Long.MAX_VALUE;
        for (TaskId input : openInputs()) {
            least = Math.min(least, watermarks.getOrDefault(input, Long.MIN_VALUE));
        }
        return least;
    }

    private void count(long[] rows) {
        int sinks = part.tasksOf(RowTasks.SINKS);
        List<List<OutRow>> perSink = new ArrayList<>();
        for (int sink = 0; sink < sinks; sink++) {
            perSink.add(new ArrayList<>());
        }
        for (long row : rows) {
            int key = Rows.key(row);
            perSink.get(key % sinks).add(new OutRow.Counted(row, ++counts[key], watermark));
        }
        for (int sink = 0; sink < sinks; sink++) {
            if (!perSink.get(sink).isEmpty()) {
                part.send(id, new TaskId(RowTasks.SINKS, sink), new Element.MadeRows(perSink.get(sink)));
            }
        }
    }

    @Override
    TaskState freeze(long checkpoint) {
        return new TaskState.OfCounts(counts.clone(), watermark);
    }

    @Override
    void finish() {}

    @Override
    void forward(Element signal) {
        part.sendToAll(id, RowTasks.SINKS, signal);
    }
}
