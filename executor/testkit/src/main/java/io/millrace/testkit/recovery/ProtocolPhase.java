package io.millrace.testkit.recovery;

/** Where a job and its checkpoint are, seen from above. */
public enum ProtocolPhase {
    /** Executors are sought, or make their tasks, from the beginning. */
    BEGINNING,
    /** An attempt broke, or ended for another parallelism, and the next one does not make its tasks yet. */
    RECOVERING,
    /** Tasks are made from a checkpoint. */
    RESTORING,
    /** No checkpoint is open. */
    RESTING,
    /** The barrier is on its way. */
    ALIGNING,
    /** Parts are being written. */
    WRITING,
    /** All parts are written. */
    WRITTEN,
    /** The manifest is being made. */
    MERGING,
    /** The manifest is there, and the row is not. */
    MERGED,
    /** The row is there, and the output is not visible. */
    PUBLISHING,
    /** The output is visible, and executors do not all know. */
    SETTLING,
    /** It was told to end, or all tasks came to their ends. */
    ENDING
}
