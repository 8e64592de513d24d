package io.millrace.spi.checkpoint;

import io.millrace.columns.KeyGroupRange;
import java.io.IOException;
import java.util.List;

/** Where the state of operators lives. One per executor process; any thread. */
public interface StateBackend extends AutoCloseable {

    /** New, empty state; see {@link #restore}. */
    OperatorState open(String operatorName, KeyGroupRange groups);

    /**
     * State of one operator of one task as a checkpoint held it. May block: on an I/O thread, before the task runs.
     *
     * @param operatorName what the operator is called in messages
     * @param groups the key groups whose keys reach the task; of keyed state only these are read. A key of another group is
     *     an {@link IllegalStateException} later
     * @param task index of the task, with {@code tasks}: its share of the items of split lists
     * @param snapshots what all tasks of the operator left, at whatever parallelism; all of one checkpoint
     * @param storage where the files are
     * @throws io.millrace.spi.error.RunException when a file is missing, damaged or of another version; names file and place
     */
    OperatorState restore(
            String operatorName,
            KeyGroupRange groups,
            int task,
            int tasks,
            List<OperatorSnapshot> snapshots,
            CheckpointStorage storage)
            throws IOException;

    /** Gives back what it shares between operators; after all of their states were closed. */
    @Override
    void close();
}
