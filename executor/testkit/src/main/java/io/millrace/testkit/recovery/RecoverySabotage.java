package io.millrace.testkit.recovery;

/** What a simulation breaks on purpose, to prove that its invariants can fail. */
public enum RecoverySabotage {
    /** Nothing. */
    NONE,
    /** A task takes the first barrier for all of them. */
    ALIGNMENT_IS_SKIPPED,
    /** The host makes output visible as soon as the manifest is there. */
    COMMITTED_BEFORE_THE_ROW,
    /** Parts are said to be written while they are not. */
    COMPLETED_BEFORE_ALL_PARTS,
    /** A coordinator that takes over does not see the last event of the job, and numbers attempts from there. */
    AN_ATTEMPT_IS_REUSED,
    /** A coordinator that takes over does not see the last row of a checkpoint. */
    A_NUMBER_IS_REUSED,
    /** Splits that no task has are not in the checkpoint. */
    A_SPLIT_IS_FORGOTTEN,
    /** Positions are taken when the barrier is sent to other tasks, a batch later. */
    A_POSITION_IS_AHEAD,
    /** What was prepared for a checkpoint that failed is forgotten. */
    PREPARED_OF_A_FAILED_ONE_IS_LOST,
    /** An attempt begins at the checkpoint before the last one. */
    AN_OLDER_ONE_IS_RESTORED,
    /** An executor that has written its part believes that the checkpoint is completed. */
    SETTLED_TOO_EARLY,
    /** A commit that is repeated leaves something out. */
    COMMITTED_TWICE_DIFFERENTLY,
    /** A task that is restored does not know where its watermark stood. */
    THE_WATERMARK_IS_DROPPED,
    /** Commands are not fenced: executors forget what they met, and leases never end. */
    THE_FENCE_IS_IGNORED,
    /** Damaged files are read as if they were whole and empty. */
    DAMAGE_IS_NOT_SEEN
}
