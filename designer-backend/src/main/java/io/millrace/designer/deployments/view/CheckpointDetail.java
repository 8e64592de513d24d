package io.millrace.designer.deployments.view;

import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.protocol.job.NodeCheckpoint;
import java.util.List;

/**
 * A checkpoint of a deployment, node by node.
 *
 * @param nodes those that have state or that waited; none where it did not come about
 */
public record CheckpointDetail(CheckpointView checkpoint, List<NodeShare> nodes) {

    private static final double MICROS_PER_MILLI = 1_000;

    /**
     * What it holds of a node, over all its tasks.
     *
     * @param bytes all state of the node, wherever that was written
     * @param rows rows of state
     * @param increment bytes that were written for this checkpoint
     * @param alignMs the longest that one of its tasks waited for the barrier from its other inputs
     * @param stallMs the longest that one of its tasks took in no rows
     */
    public record NodeShare(String node, long bytes, long rows, long increment, double alignMs, double stallMs) {

        private static NodeShare of(NodeCheckpoint node) {
            return new NodeShare(
                    node.nodeId(),
                    node.stateBytes(),
                    node.rows(),
                    node.bytesWritten(),
                    node.alignMicros() / MICROS_PER_MILLI,
                    node.stallMicros() / MICROS_PER_MILLI);
        }
    }

    /** As the log has it. */
    public static CheckpointDetail of(CheckpointRow row) {
        return new CheckpointDetail(
                CheckpointView.of(row),
                row.figures().nodes().stream().map(NodeShare::of).toList());
    }
}
