package io.millrace.testkit.recovery;

import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import java.util.List;
import java.util.Map;

/** Files of checkpoints. */
sealed interface Contents {

    /**
     * What one executor left.
     *
     * @param unassigned on the host, splits that no task had
     */
    record PartFile(Map<TaskId, TaskState> tasks, List<Place> unassigned, Prepared prepared) implements Contents {}

    /** All parts of a checkpoint, by path. */
    record Manifest(long checkpoint, List<String> parts) implements Contents {}
}
