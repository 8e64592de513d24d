package io.millrace.testkit.recovery;

import io.millrace.protocol.job.TaskId;
import java.util.List;
import java.util.Optional;

/** What the tasks between sources and sinks do with the rows. */
public enum Computation {
    /** They count by key; pretended, so that thousands of runs take a minute. */
    COUNTS(Optional.empty()),
    /** Sessions of each key. */
    SESSION_WINDOWS(Optional.of(OperatorCase.sessions())),
    /** Pairs of rows of one key that are near in time. */
    INTERVAL_JOIN(Optional.of(OperatorCase.intervalJoin())),
    /** The highest rows of each key, with their ranks. */
    TOP_N(Optional.of(OperatorCase.topN())),
    /** The last row of each key. */
    DEDUPLICATE(Optional.of(OperatorCase.deduplicate()));

    private final Optional<OperatorCase> operator;

    Computation(Optional<OperatorCase> operator) {
        this.operator = operator;
    }

    /** Which of some tasks rows of a key come to. */
    int owner(int key, int tasks) {
        return operator.isPresent() ? OperatorCase.owner(key, tasks) : key % tasks;
    }

    Task task(TaskId id, RowTasks part, List<TaskId> inputs, Cut restored) {
        if (operator.isPresent()) {
            return new OperatorTask(id, part, inputs, operator.get(), restored.operators());
        }
        CountTask task = new CountTask(id, part, inputs);
        restored.counts(id, part.tasksOf(RowTasks.COUNTS)).ifPresent(task::restore);
        return task;
    }

    Judge judge(Rows rows) {
        return operator.<Judge>map(made -> new ChangelogJudge(made.answer(rows)))
                .orElseGet(() -> new CountJudge(rows));
    }
}
