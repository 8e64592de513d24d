package io.millrace.designer.deployments.savepoints;

import io.millrace.designer.deployments.view.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A savepoint.
 *
 * @param pipeline the id of the pipeline it is of; that may be gone, or be another installation's
 * @param revision the revision that ran; absent for one that was uploaded
 * @param deployment the one it was taken of; absent for one that was uploaded
 * @param reason why it failed
 * @param progress how much of it is done, while it is in progress
 * @param completedAt when it was complete, or failed
 * @param bytes what its files have
 * @param checkpoint the number of the checkpoint it is made of
 * @param takenAt when that was begun: its state is of then
 * @param stop whether the deployment stops with it
 * @param uploaded whether it came as a file
 * @param parallelism how many tasks the fragment with the most had
 * @param nodes what it holds of each node that keeps state
 */
record SavepointView(
        String id,
        String name,
        String pipeline,
        Optional<Integer> revision,
        Optional<String> deployment,
        State state,
        Optional<Reason> reason,
        Optional<Progress> progress,
        Instant createdAt,
        Optional<Instant> completedAt,
        String createdBy,
        Optional<Long> bytes,
        Optional<Long> checkpoint,
        Optional<Instant> takenAt,
        boolean stop,
        boolean uploaded,
        Optional<Integer> parallelism,
        List<HeldNode> nodes) {

    /** What has become of it. */
    enum State {
        /** Its checkpoint is taken, or it is written. */
        IN_PROGRESS,
        /** All of it is there. */
        COMPLETE,
        /** It did not come about; nothing of it is kept. */
        FAILED
    }

    /**
     * How much is done. Nothing, while its checkpoint is taken.
     *
     * @param of 0 while nobody knows
     */
    record Progress(long bytes, long of) {

        static final Progress NONE = new Progress(0, 0);
    }

    /**
     * What it holds of a node.
     *
     * @param states how many there are
     * @param rows in all of them
     * @param bytes of their files
     */
    record HeldNode(String node, int states, long rows, long bytes) {}

    static SavepointView of(SavepointRow row, Optional<Progress> progress) {
        return new SavepointView(
                row.id(),
                row.name(),
                row.pipeline(),
                row.revision(),
                row.deployment(),
                switch (row.phase()) {
                    case RECEIVING, CHECKPOINT, WRITING -> State.IN_PROGRESS;
                    case COMPLETE -> State.COMPLETE;
                    case FAILING, FAILED, DELETING -> State.FAILED;
                },
                row.reason().map(Reason::of),
                row.phase().isOpen() ? progress.or(() -> Optional.of(Progress.NONE)) : Optional.empty(),
                row.createdAt(),
                row.completedAt(),
                row.author().name(),
                row.bytes(),
                row.checkpoint(),
                row.takenAt(),
                row.stop(),
                row.uploaded(),
                row.parallelism(),
                row.nodes());
    }
}
