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

    Optional<TaskState.OfCounts> counts(TaskId task) {
        return tasks.get(task) instanceof TaskState.OfCounts counts ? Optional.of(counts) : Optional.empty();
    }
}
