package io.millrace.engine.job;

import io.millrace.model.error.RunError;

/** Why there is no checkpoint. */
final class CheckpointErrors {

    /** Where none can be kept. */
    static final RunError NO_STORAGE = RunError.external(
            "checkpoint.storage.missing",
            "This executor has nowhere to keep checkpoints. Start it with --checkpoints URI, the same place for all"
                    + " executors of a cluster.",
            false);

    private CheckpointErrors() {}
}
