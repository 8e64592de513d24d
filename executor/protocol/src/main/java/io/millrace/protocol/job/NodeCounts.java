package io.millrace.protocol.job;

import io.millrace.model.error.RunError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What some tasks counted for a node.
 *
 * @param rowsOut rows that left by any port
 * @param watermarkMicros the least over the tasks; {@link Long#MIN_VALUE} when there is none
 * @param firstErrors the first bad rows in words, at most {@link #MOST_ERRORS}; {@code rowsFailed} counts all
 * @param tasks how many tasks; {@code busyNanos} and {@code blockedNanos} over time times tasks are shares
 * @param ports the output ports that rows pass, as drawn
 * @param stateBytes about how much memory and disk the state of the tasks takes up now
 * @param coldBytes about how much of that is rows that are on disk and not in memory
 */
public record NodeCounts(
        String nodeId,
        long rowsIn,
        long rowsOut,
        long rowsFailed,
        long rowsLate,
        long bytes,
        long busyNanos,
        long blockedNanos,
        long watermarkMicros,
        List<RunError> firstErrors,
        int tasks,
        List<PortCounts> ports,
        long stateBytes,
        long coldBytes) {

    /** Enough to see what is wrong with the rows; they travel with each heartbeat. */
    public static final int MOST_ERRORS = 10;

    public NodeCounts {
        firstErrors =
                List.copyOf(firstErrors.size() <= MOST_ERRORS ? firstErrors : firstErrors.subList(0, MOST_ERRORS));
        ports = List.copyOf(ports);
    }

    /** Over the tasks of both. */
    public NodeCounts and(NodeCounts other) {
        List<RunError> errors = new ArrayList<>(firstErrors);
        errors.addAll(other.firstErrors);
        Map<String, PortCounts> byPort = new LinkedHashMap<>();
        ports.forEach(port -> byPort.put(port.port(), port));
        other.ports.forEach(port -> byPort.merge(port.port(), port, PortCounts::and));
        return new NodeCounts(
                nodeId,
                rowsIn + other.rowsIn,
                rowsOut + other.rowsOut,
                rowsFailed + other.rowsFailed,
                rowsLate + other.rowsLate,
                bytes + other.bytes,
                busyNanos + other.busyNanos,
                blockedNanos + other.blockedNanos,
                Math.min(watermarkMicros, other.watermarkMicros),
                errors,
                tasks + other.tasks,
                new ArrayList<>(byPort.values()),
                stateBytes + other.stateBytes,
                coldBytes + other.coldBytes);
    }
}
