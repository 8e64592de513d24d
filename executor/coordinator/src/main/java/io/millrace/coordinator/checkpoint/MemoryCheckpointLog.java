package io.millrace.coordinator.checkpoint;

import io.millrace.protocol.job.DeploymentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A log for jobs that end with their coordinator's process. It has one owner and never a successor. */
public final class MemoryCheckpointLog implements CheckpointLog {

    private final Map<DeploymentId, CheckpointHistory> histories = new HashMap<>();

    @Override
    public List<CheckpointRow> rows(DeploymentId deployment) {
        return histories.getOrDefault(deployment, CheckpointHistory.NONE).rows();
    }

    @Override
    public void write(CheckpointRow row) {
        CheckpointHistory before = histories.getOrDefault(row.deployment(), CheckpointHistory.NONE);
        histories.put(row.deployment(), before.with(row));
    }
}
