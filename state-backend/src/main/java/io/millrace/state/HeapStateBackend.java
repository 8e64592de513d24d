package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;

/**
 * Keeps all state on the Java heap. Nothing outlives the process yet and nothing is ever cold, so no fetch waits: the
 * fastest backend, for state that fits memory. Any thread may call it.
 */
public final class HeapStateBackend {

    /**
     * New, empty state for one operator of one task, for that task's thread.
     *
     * @param operatorName what the operator is called in messages
     * @param groups the key groups whose keys reach the task; a key of another group is an {@link IllegalStateException}
     */
    public StateAccess access(String operatorName, KeyGroupRange groups) {
        return new HeapStateAccess(operatorName, groups);
    }
}
