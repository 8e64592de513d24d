package io.millrace.coordinator.checkpoint;

/**
 * Where the checkpoints of a job are while its tasks run. One is taken at a time, and what it prepared becomes visible before
 * the next one begins.
 *
 * <pre>
 * Resting → Taking → Publishing → Resting
 *    ↑         │
 *    └─────────┘ given up
 * </pre>
 *
 * <p>Pure, as states of jobs are: it follows from the log, and from which checkpoint is being taken, where this is.
 */
sealed interface CheckpointState permits Resting, Taking, Publishing {

    /** What to do now. Asked again and again; the same view gives the same decision. */
    CheckpointDecision decide(CheckpointView view);
}
