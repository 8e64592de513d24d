package io.millrace.protocol.job;

/**
 * What some tasks counted at an output port of a node, as it is drawn: every edge that leaves the port carries these rows,
 * whatever became of node and edge in the plan.
 *
 * @param rows that passed
 * @param blockedNanos how long these tasks had no room for what passes here, added up
 * @param tasks how many tasks the port is in; {@code blockedNanos} over time times tasks is the share of back pressure
 */
public record PortCounts(String port, long rows, long blockedNanos, int tasks) {

    /** Over the tasks of both. */
    public PortCounts and(PortCounts other) {
        return new PortCounts(port, rows + other.rows, blockedNanos + other.blockedNanos, tasks + other.tasks);
    }
}
