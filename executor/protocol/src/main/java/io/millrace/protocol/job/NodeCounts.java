package io.millrace.protocol.job;

/**
 * What some tasks counted for a node.
 *
 * @param watermarkMicros the least over the tasks; {@link Long#MIN_VALUE} when there is none
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
        long watermarkMicros) {

    /** Over the tasks of both. */
    public NodeCounts and(NodeCounts other) {
        return new NodeCounts(
                nodeId,
                rowsIn + other.rowsIn,
                rowsOut + other.rowsOut,
                rowsFailed + other.rowsFailed,
                rowsLate + other.rowsLate,
                bytes + other.bytes,
                busyNanos + other.busyNanos,
                blockedNanos + other.blockedNanos,
                Math.min(watermarkMicros, other.watermarkMicros));
    }
}
