package io.millrace.testkit.process;

import io.millrace.coordinator.checkpoint.CheckpointLog;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.testkit.joblog.CheckpointLogContract;

/** The contract on what test clusters keep, which is the memory log behind a fence. */
class KeptCheckpointLogTest extends CheckpointLogContract {

    private final KeptJobLog log = new KeptJobLog();

    @Override
    protected CheckpointLog takeOver() {
        return log.checkpointsOwnedBy(log.takeOver());
    }

    @Override
    protected DeploymentId deployment(String id) {
        return new DeploymentId(id);
    }
}
