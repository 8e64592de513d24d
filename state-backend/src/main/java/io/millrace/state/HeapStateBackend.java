package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyHash;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.KeyReader;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.state.StateAccess;
import java.io.IOException;
import java.util.List;

/**
 * Keeps all state on the Java heap: nothing is ever cold, so no fetch waits. The fastest backend, for state that fits memory.
 * Any thread may call it.
 */
public final class HeapStateBackend implements StateBackend, KeyReader {

    @Override
    public OperatorState open(String operatorName, KeyGroupRange groups) {
        return new HeapOperatorState(groups, new HeapStateAccess(operatorName, groups));
    }

    @Override
    public OperatorState restore(
            String operatorName,
            KeyGroupRange groups,
            int task,
            int tasks,
            List<OperatorSnapshot> snapshots,
            CheckpointStorage storage)
            throws IOException {
        HeapStateAccess access = new HeapStateAccess(operatorName, groups);
        new StateRestore(access, groups, task, tasks, snapshots, storage).run();
        return new HeapOperatorState(groups, access);
    }

    @Override
    public OperatorState read(
            String operatorName,
            long keyHash,
            int mostRows,
            List<OperatorSnapshot> snapshots,
            CheckpointStorage storage)
            throws IOException {
        int group = KeyHash.keyGroup(keyHash);
        KeyGroupRange groups = new KeyGroupRange(group, group + 1);
        HeapStateAccess access = new HeapStateAccess(operatorName, groups);
        StateRestore.ofKey(access, groups, keyHash, mostRows, snapshots, storage)
                .run();
        return new HeapOperatorState(groups, access);
    }

    /**
     * New, empty state for one operator of one task that no checkpoint will hold, for that task's thread.
     *
     * @param operatorName what the operator is called in messages
     * @param groups the key groups whose keys reach the task; a key of another group is an {@link IllegalStateException}
     */
    public StateAccess access(String operatorName, KeyGroupRange groups) {
        return open(operatorName, groups).access();
    }

    @Override
    public void close() {}
}
