package io.millrace.designer.deployments.savepoints;

import io.millrace.designer.deployments.savepoints.SavepointView.HeldNode;
import io.millrace.designer.permission.User;
import io.millrace.model.error.RunError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A savepoint as it stands in the database, without its document and plan.
 *
 * @param afterCheckpoint it is made of a checkpoint with a higher number; 0 for one that was uploaded
 * @param manifest of that checkpoint, once there is one
 * @param reason why it failed
 * @param restored the manifest of the checkpoint that was made of it, once a deployment has started from it
 * @param executor which one is at it
 */
record SavepointRow(
        String id,
        String name,
        String pipeline,
        Optional<Integer> revision,
        Optional<String> deployment,
        boolean stop,
        boolean uploaded,
        Phase phase,
        long afterCheckpoint,
        Optional<Long> checkpoint,
        Optional<String> manifest,
        Optional<RunError> reason,
        Optional<Instant> takenAt,
        Optional<Integer> parallelism,
        Optional<Long> bytes,
        List<HeldNode> nodes,
        Optional<String> restored,
        Optional<String> executor,
        Instant createdAt,
        User author,
        Optional<Instant> completedAt) {

    SavepointRow {
        nodes = List.copyOf(nodes);
    }

    /**
     * Where it is.
     *
     * <pre>
     * RECEIVING ────────────────┐
     * CHECKPOINT → WRITING → COMPLETE → DELETING → gone
     *      └────┬─────┘                    ↑
     *        FAILING → FAILED ─────────────┘
     * </pre>
     */
    enum Phase {
        /** An upload comes. Nobody is shown it before all of it was looked at. */
        RECEIVING,
        /** The deployment takes a checkpoint for it. */
        CHECKPOINT,
        /** An executor makes it of that. */
        WRITING,
        /** It is there. */
        COMPLETE,
        /** It has failed, and files of it may still be there. */
        FAILING,
        /** It has failed, and nothing of it is there. */
        FAILED,
        /** It is not wanted any more, and files of it may still be there. */
        DELETING;

        /** Whether it is being made. */
        boolean isOpen() {
            return this == RECEIVING || this == CHECKPOINT || this == WRITING;
        }
    }
}
