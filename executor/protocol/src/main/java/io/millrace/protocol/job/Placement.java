package io.millrace.protocol.job;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where an attempt runs.
 *
 * @param host the executor that also runs what a job has once: split enumerators and committers
 * @param tasks the executor of each task
 */
public record Placement(ExecutorId host, SortedMap<TaskId, ExecutorId> tasks) {

    public Placement {
        tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("A placement has tasks");
        }
    }

    /** All executors that take part, in order. */
    public SortedSet<ExecutorId> executors() {
        SortedSet<ExecutorId> executors = new TreeSet<>(tasks.values());
        executors.add(host);
        return Collections.unmodifiableSortedSet(executors);
    }

    /** The tasks of one executor, in order. */
    public SortedSet<TaskId> tasksOf(ExecutorId executor) {
        SortedSet<TaskId> own = new TreeSet<>();
        for (Map.Entry<TaskId, ExecutorId> task : tasks.entrySet()) {
            if (task.getValue().equals(executor)) {
                own.add(task.getKey());
            }
        }
        return Collections.unmodifiableSortedSet(own);
    }
}
