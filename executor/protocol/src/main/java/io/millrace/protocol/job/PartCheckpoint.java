package io.millrace.protocol.job;

import io.millrace.model.error.RunError;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where an executor is with its part of a checkpoint. Told at each heartbeat from when the executor heard of the checkpoint
 * until it was told what became of it ({@link ExecutorCommand.Settle}), so an attempt has at most one.
 *
 * @param number of the checkpoint
 * @param file what was written last: the part file from {@link Stage#WRITTEN} on, on the host the manifest from
 *     {@link Stage#MERGED} on; a path in the checkpoint storage
 * @param prepared what the tasks of this executor prepared until the barrier and no completed checkpoint holds; from
 *     {@link Stage#WRITTEN} on. On the host from {@link Stage#MERGED} on that of all executors, which is what to commit
 * @param error why it {@link Stage#isFailure failed}, and only then
 * @param figures what it cost so far
 */
public record PartCheckpoint(
        long number,
        Stage stage,
        Optional<String> file,
        Prepared prepared,
        Optional<RunError> error,
        CheckpointFigures figures) {

    /**
     * How far it has come.
     *
     * <pre>
     * ALIGNING → WRITING → WRITTEN [→ MERGING → MERGED → COMMITTING → COMMITTED]   in brackets: on the host
     *     └─────────┴→ FAILED ←──────────┘                   ↑↓
     *                                                  COMMIT_FAILED
     * </pre>
     */
    public enum Stage {
        /** The barrier has not passed all tasks. */
        ALIGNING,
        /** All tasks are past the barrier; what they left is being written. */
        WRITING,
        /** The part file is there. */
        WRITTEN,
        /** Parts are being merged into the manifest. */
        MERGING,
        /** The manifest is there. */
        MERGED,
        /** Committers are at work. */
        COMMITTING,
        /** What was prepared is visible. */
        COMMITTED,
        /** The part cannot be written, or the manifest. Nothing follows but that it is given up. */
        FAILED,
        /** The checkpoint is there and what it prepared is not visible, or not all; to be tried again. */
        COMMIT_FAILED;

        private static final Set<Stage> BUSY = EnumSet.of(ALIGNING, WRITING, MERGING, COMMITTING);

        /** Whether the executor works on it now and will say more without being told anything. */
        public boolean isBusy() {
            return BUSY.contains(this);
        }

        /** Whether there is an error to tell. */
        public boolean isFailure() {
            return this == FAILED || this == COMMIT_FAILED;
        }
    }

    public PartCheckpoint {
        if (number < 1) {
            throw new IllegalArgumentException("Checkpoints count from 1: " + number);
        }
        if (stage.isFailure() != error.isPresent()) {
            throw new IllegalArgumentException("Checkpoint " + number + " is " + stage + " with the error " + error);
        }
    }

    /** One that has just begun. */
    public static PartCheckpoint begun(long number) {
        return new PartCheckpoint(
                number,
                Stage.ALIGNING,
                Optional.empty(),
                Prepared.NOTHING,
                Optional.empty(),
                CheckpointFigures.NOTHING);
    }

    /** The same in another stage, which is no failure. */
    public PartCheckpoint at(Stage next) {
        return new PartCheckpoint(number, next, file, prepared, Optional.empty(), figures);
    }

    /** The same with something written. */
    public PartCheckpoint at(Stage next, String written, Prepared output) {
        return new PartCheckpoint(number, next, Optional.of(written), output, Optional.empty(), figures);
    }

    /** The same, failed. */
    public PartCheckpoint failed(Stage failure, RunError cause) {
        return new PartCheckpoint(number, failure, file, prepared, Optional.of(cause), figures);
    }

    /** The same with other figures. */
    public PartCheckpoint with(CheckpointFigures costs) {
        return new PartCheckpoint(number, stage, file, prepared, error, costs);
    }
}
