package io.millrace.protocol.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint holds of a node and what it cost there, over the tasks of one executor or of several.
 *
 * @param stateBytes its state, wherever that was written
 * @param rows how many rows of state
 * @param bytesWritten what of its state was written for this checkpoint
 * @param alignMicros the longest that one of its operators had the barrier from some inputs and waited for others
 * @param stallMicros the longest that one of its operators took in no rows to flush and to freeze its state
 */
public record NodeCheckpoint(
        String nodeId, long stateBytes, long rows, long bytesWritten, long alignMicros, long stallMicros) {

    /** Shorter waits of a node without state are not worth a place in each heartbeat. */
    private static final long WORTH_TELLING_MICROS = 1_000;

    /** Over the operators and executors of both: bytes and rows add up, of times the longest counts. */
    public NodeCheckpoint and(NodeCheckpoint other) {
        return new NodeCheckpoint(
                nodeId,
                stateBytes + other.stateBytes,
                rows + other.rows,
                bytesWritten + other.bytesWritten,
                Math.max(alignMicros, other.alignMicros),
                Math.max(stallMicros, other.stallMicros));
    }

    /** Whether anybody would look at it. */
    public boolean isWorthTelling() {
        return stateBytes > 0 || rows > 0 || alignMicros >= WORTH_TELLING_MICROS || stallMicros >= WORTH_TELLING_MICROS;
    }

    /** Those of both by node, in the order in which nodes first come. */
    static List<NodeCheckpoint> merge(List<NodeCheckpoint> some, List<NodeCheckpoint> more) {
        if (some.isEmpty() || more.isEmpty()) {
            return some.isEmpty() ? more : some;
        }
        Map<String, NodeCheckpoint> byNode = new LinkedHashMap<>();
        some.forEach(node -> byNode.merge(node.nodeId, node, NodeCheckpoint::and));
        more.forEach(node -> byNode.merge(node.nodeId, node, NodeCheckpoint::and));
        return new ArrayList<>(byNode.values());
    }
}
