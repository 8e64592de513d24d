package io.millrace.testkit.recovery;

import io.millrace.protocol.job.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an attempt begins with.
 *
 * @param isBeginning whether nothing was read
 */
record Cut(boolean isBeginning, Map<TaskId, TaskState> tasks, List<Place> unassigned) {

    static final Cut BEGINNING = new Cut(true, Map.of(), List.of());

    static Cut of(List<Contents.PartFile> parts) {
        Map<TaskId, TaskState> tasks = new HashMap<>();
        List<Place> unassigned = new ArrayList<>();
        for (Contents.PartFile part : parts) {
            tasks.putAll(part.tasks());
            unassigned.addAll(part.unassigned());
        }
        return new Cut(false, tasks, unassigned);
    }

    /** All splits that are not read to their ends. */
    List<Place> splits(Rows rows) {
        List<Place> all = new ArrayList<>();
        if (isBeginning) {
            for (int split = 0; split < rows.splits(); split++) {
                all.add(new Place(split, 0));
            }
            return all;
        }
        all.addAll(unassigned);
        tasks.values().forEach(state -> {
            if (state instanceof TaskState.OfSource(List<Place> places)) {
                all.addAll(places);
            }
        });
        all.sort(java.util.Comparator.comparingInt(Place::split));
        return all;
    }

    /** What tasks with an operator of the engine left. */
    List<TaskState.OfOperator> operators() {
        List<TaskState.OfOperator> left = new ArrayList<>();
        tasks.values().forEach(state -> {
            if (state instanceof TaskState.OfOperator operator) {
                left.add(operator);
            } else if (state instanceof OperatorTask.Frozen) {
                throw new IllegalStateException("What nobody has written is restored");
            }
        });
        left.sort(java.util.Comparator.comparingInt(one -> one.state().groups().first()));
        return left;
    }

    /**
     * What a task begins with: the counts of its keys, whichever tasks had them.
     *
     * @param among how many tasks share the keys now
     */
    Optional<TaskState.OfCounts> counts(TaskId task, int among) {
        int[] counts = new int[Rows.KEYS];
        long watermark = Long.MIN_VALUE;
        boolean isThere = false;
        for (TaskState state : tasks.values()) {
            if (state instanceof TaskState.OfCounts(int[] before, long reached)) {
                isThere = true;
                watermark = Math.max(watermark, reached);
                for (int key = task.index(); key < counts.length; key += among) {
                    // No two tasks had the same key.
                    counts[key] = Math.max(counts[key], before[key]);
                }
            }
        }
        return isThere ? Optional.of(new TaskState.OfCounts(counts, watermark)) : Optional.empty();
    }
}
