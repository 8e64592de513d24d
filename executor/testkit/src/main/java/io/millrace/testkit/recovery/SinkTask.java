package io.millrace.testkit.recovery;

import io.millrace.protocol.job.TaskId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows into pending files: one from barrier to barrier. */
final class SinkTask extends Task {

    /** At its end, and not yet before a barrier. */
    private static final long AT_THE_END = Long.MAX_VALUE;

    private RowStore.@Nullable PendingFile file;
    private int files;

    /** Prepared and in no completed checkpoint, with the checkpoint whose barrier was the first after it. */
    private final Map<String, Long> prepared = new LinkedHashMap<>();

    SinkTask(TaskId id, RowTasks part, List<TaskId> inputs) {
        super(id, part, inputs);
    }

    @Override
    void process(TaskId from, Element element) {
        if (element instanceof Element.MadeRows(List<OutRow> rows)) {
            if (file == null) {
                file = part.beginFile(id, ++files);
            }
            file.rows().addAll(rows);
        }
    }

    private void close(long checkpoint) {
        if (file != null) {
            prepared.put(file.name(), checkpoint);
            file = null;
        }
    }

    @Override
    TaskState freeze(long checkpoint) {
        close(checkpoint);
        if (hasEnded()) {
            prepared.replaceAll((_, at) -> Math.min(at, checkpoint));
        }
        return new TaskState.OfSink();
    }

    @Override
    void finish() {
        close(AT_THE_END);
    }

    /** Ended early: what was not prepared is gone. */
    void abandon() {
        if (file != null) {
            part.removeFile(file.name());
            file = null;
        }
    }

    List<String> preparedUntil(long checkpoint) {
        return prepared.entrySet().stream()
                .filter(entry -> entry.getValue() <= checkpoint)
                .map(Map.Entry::getKey)
                .toList();
    }

    List<String> prepared() {
        return List.copyOf(prepared.keySet());
    }

    /** When it is completed, or believed to be, all that was prepared for it is in it. */
    @Override
    void settle(long checkpoint, boolean completed) {
        if (completed) {
            prepared.values().removeIf(at -> at <= checkpoint);
        }
    }

    @Override
    void forward(Element signal) {}
}
