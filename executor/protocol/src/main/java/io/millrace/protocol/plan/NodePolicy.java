package io.millrace.protocol.plan;

import java.util.Optional;

/**
 * What a node does about rows it cannot process.
 *
 * @param action fail the job, leave the row out and count it, or also write a letter about it
 * @param limit how many rows may be left out before the job fails after all; {@link Long#MAX_VALUE} for no limit
 * @param to the sink node that gets the letters, for {@link Action#DEAD_LETTER} and only then
 */
public record NodePolicy(String nodeId, Action action, long limit, Optional<String> to) {

    /** What to do about a row. */
    public enum Action {
        FAIL,
        SKIP,
        DEAD_LETTER
    }

    public NodePolicy {
        if (to.isPresent() != (action == Action.DEAD_LETTER)) {
            throw new IllegalArgumentException("Broken plan: the policy " + action + " of node " + nodeId
                    + to.map(sink -> " sends letters to " + sink).orElse(" sends letters nowhere"));
        }
    }

    /** A policy that writes no letters. */
    public NodePolicy(String nodeId, Action action, long limit) {
        this(nodeId, action, limit, Optional.empty());
    }
}
