package io.millrace.engine.job;

import io.millrace.spi.BlockingWork;
import io.millrace.spi.checkpoint.CheckpointStorage;

/**
 * What a process lends to jobs for their checkpoints.
 *
 * @param storage where they are kept; the same for all executors of a cluster
 * @param work threads for the storage alone, so that a slow one holds up neither sources nor sinks
 * @param keeps how many completed checkpoints of a deployment are kept
 */
public record CheckpointResources(CheckpointStorage storage, BlockingWork work, int keeps) {

    /** Enough to go on from an earlier one when a file of the last is damaged. */
    public static final int KEEPS = 3;

    public CheckpointResources {
        if (keeps < 1) {
            throw new IllegalArgumentException("At least one checkpoint is kept, not " + keeps);
        }
    }

    /** The usual ones. */
    public CheckpointResources(CheckpointStorage storage, BlockingWork work) {
        this(storage, work, KEEPS);
    }
}
