package io.millrace.protocol.plan;

/**
 * What a node does about rows it cannot process.
 *
 * @param action fail the job, or leave the row out and count it
 * @param limit how many rows may be left out before the job fails after all; {@link Long#MAX_VALUE} for no limit
 */
public record NodePolicy(String nodeId, Action action, long limit) {

    /** What to do about a row. */
    public enum Action {
        FAIL,
        SKIP
    }
}
