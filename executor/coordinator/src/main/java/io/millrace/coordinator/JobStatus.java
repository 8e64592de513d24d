package io.millrace.coordinator;

import io.millrace.coordinator.checkpoint.CheckpointsNow;
import io.millrace.coordinator.state.JobState;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.NodeCounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a person is shown of a job.
 *
 * @param parallelism how many tasks its fragments run as, and are to run as
 * @param workers how many the executors have together that may be given work now
 * @param state where it was when all was last known
 * @param noContact who is silent and for how long; while it is present the state is not to be shown as what is so now
 * @param reason why the job went into this state, when that was not the usual course
 * @param checkpoints how they are; of one that has ended, how they were
 * @param nodes what was counted in the current or last attempt, in plan order
 */
public record JobStatus(
        Desired desired,
        Parallelism parallelism,
        int workers,
        JobState state,
        Optional<NoContact> noContact,
        Optional<RunError> reason,
        CheckpointsNow checkpoints,
        List<NodeCounts> nodes) {

    public JobStatus {
        nodes = List.copyOf(nodes);
    }

    /** The executor that was silent longest of those the job cannot do without. */
    public record NoContact(ExecutorId executor, Duration since) {}
}
