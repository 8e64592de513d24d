package io.millrace.testkit.recovery;

import io.millrace.protocol.job.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** On the host: splits that no task has, and who gets them. The last split is found late. */
final class Assigner {

    private final RowTasks part;
    private final List<Place> unassigned = new ArrayList<>();
    private final BooleanSupplier lastIsFound;

    Assigner(RowTasks part, List<Place> splits, BooleanSupplier lastIsFound) {
        this.part = part;
        this.lastIsFound = lastIsFound;
        unassigned.addAll(splits);
    }

    List<Place> unassigned() {
        return List.copyOf(unassigned);
    }

    private long bound() {
        return unassigned.stream().mapToLong(Place::watermark).min().orElse(Long.MAX_VALUE);
    }

    void wanted(TaskId task) {
        if (part.isOver()) {
            return;
        }
        int last = part.rows().splits() - 1;
        for (int i = 0; i < unassigned.size(); i++) {
            Place place = unassigned.get(i);
            if (place.split() != last || lastIsFound.getAsBoolean()) {
                unassigned.remove(i);
                part.toTask(task, new Element.Control.Splits(task, List.of(place), false, bound()));
                return;
            }
        }
        if (unassigned.isEmpty()) {
            part.toTask(task, new Element.Control.Splits(task, List.of(), true, bound()));
        } else {
            part.after(200, () -> wanted(task));
        }
    }
}
