package io.millrace.protocol.job;

import io.millrace.protocol.plan.OperatorPlan;
import java.util.List;
import java.util.Optional;

/**
 * Asks what a checkpoint holds of one key, for people. Any executor that reaches the checkpoint storage can answer, whatever
 * runs there, and does so once with a {@link StateAnswer}.
 *
 * @param id given by who asks
 * @param deployment whose checkpoint
 * @param checkpoint its number
 * @param manifest where its manifest is, a path in the checkpoint storage
 * @param plan the plan it is of
 * @param key empty to hear which states there are
 */
public record StateQuery(
        long id, DeploymentId deployment, long checkpoint, String manifest, OperatorPlan plan, Optional<Key> key) {

    /** More key columns than any node has. */
    public static final int MOST_VALUES = 32;

    /**
     * A key.
     *
     * @param nodeId the node whose key it is, as drawn
     * @param values by key column, in the spelling that SQL casts from
     */
    public record Key(String nodeId, List<String> values) {

        public Key {
            values = List.copyOf(values);
        }
    }
}
