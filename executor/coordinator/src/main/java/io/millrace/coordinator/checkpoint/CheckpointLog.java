package io.millrace.coordinator.checkpoint;

import io.millrace.protocol.job.DeploymentId;
import java.util.List;

/**
 * What coordinators leave to each other about checkpoints: durable, and owned together with the {@link
 * io.millrace.coordinator.JobLog} by the same one. A row in it decides whether a checkpoint counts.
 *
 * <p>It keeps of each deployment the {@link #ROWS_KEPT} highest numbers, and the {@link #COMPLETE_KEPT} highest of those that
 * were complete, however many have failed since.
 */
public interface CheckpointLog {

    /** Enough to see how checkpoints went lately. */
    int ROWS_KEPT = 100;

    /** More than storage keeps of any deployment. */
    int COMPLETE_KEPT = 20;

    /** The rows of a deployment that are kept, the highest number first. */
    List<CheckpointRow> rows(DeploymentId deployment);

    /**
     * Adds a row, or puts it in the place of the one with its number. It is durable when this returns.
     *
     * @throws io.millrace.coordinator.JobLog.NotOwner if a later coordinator has taken over
     * @throws io.millrace.coordinator.JobLog.Unavailable if it could not be stored, or nobody knows; storing the same row
     *     again is then harmless
     */
    void write(CheckpointRow row);
}
