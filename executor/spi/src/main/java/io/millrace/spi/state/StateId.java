package io.millrace.spi.state;

import java.util.List;

/**
 * Names a state for as long as the pipeline lives: it is made of ids that the drawing keeps, never of names or positions.
 *
 * @param nodeId the node that owns it
 * @param role what it is for, such as {@code accumulators}
 * @param elementIds ids of the list elements it serves, in a stable order
 */
public record StateId(String nodeId, String role, List<String> elementIds) {

    public StateId {
        elementIds = List.copyOf(elementIds);
    }

    @Override
    public String toString() {
        return nodeId + "/" + role + (elementIds.isEmpty() ? "" : elementIds);
    }
}
