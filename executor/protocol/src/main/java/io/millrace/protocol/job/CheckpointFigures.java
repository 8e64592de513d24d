package io.millrace.protocol.job;

import java.util.List;

/**
 * What a checkpoint cost an executor.
 *
 * @param bytesWritten what was written for it
 * @param stateBytes all files that hold state of its tasks, this checkpoint's and earlier ones', as far as it is used
 * @param alignMicros the longest time in which a task had the barrier from some of its inputs and waited for others
 * @param stallMicros the longest time in which a task took in no rows to flush and to freeze its state
 * @param durationMicros from when the executor heard of the checkpoint until it was written, or failed
 * @param nodes the same by node, for those that have state or waited; known once all is written
 */
public record CheckpointFigures(
        long bytesWritten,
        long stateBytes,
        long alignMicros,
        long stallMicros,
        long durationMicros,
        List<NodeCheckpoint> nodes) {

    public CheckpointFigures {
        nodes = List.copyOf(nodes);
    }

    /** With nothing known of nodes. */
    public CheckpointFigures(
            long bytesWritten, long stateBytes, long alignMicros, long stallMicros, long durationMicros) {
        this(bytesWritten, stateBytes, alignMicros, stallMicros, durationMicros, List.of());
    }

    /** Before anything was done. */
    public static final CheckpointFigures NOTHING = new CheckpointFigures(0, 0, 0, 0, 0);

    /** Over the executors of both: bytes add up, of times the longest counts. */
    public CheckpointFigures and(CheckpointFigures other) {
        return new CheckpointFigures(
                bytesWritten + other.bytesWritten,
                stateBytes + other.stateBytes,
                Math.max(alignMicros, other.alignMicros),
                Math.max(stallMicros, other.stallMicros),
                Math.max(durationMicros, other.durationMicros),
                NodeCheckpoint.merge(nodes, other.nodes));
    }
}
