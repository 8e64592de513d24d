package io.millrace.protocol.job;

import java.util.Comparator;

/**
 * A task of a plan.
 *
 * @param fragment id of its fragment
 * @param index its place among the fragment's tasks, from 0
 */
public record TaskId(int fragment, int index) implements Comparable<TaskId> {

    private static final Comparator<TaskId> ORDER =
            Comparator.comparingInt(TaskId::fragment).thenComparingInt(TaskId::index);

    @Override
    public int compareTo(TaskId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return fragment + "/" + index;
    }
}
