package io.millrace.coordinator.checkpoint;

/**
 * What has become of a checkpoint. While one is being taken the log does not know of it.
 *
 * <pre>
 * COMPLETED → COMMITTED
 *     └───────────┴→ FAILED
 * </pre>
 */
public enum CheckpointStatus {
    /** It counts: no attempt begins at an earlier one. What it prepared is to become visible. */
    COMPLETED,
    /** It counts, and what it prepared is visible. */
    COMMITTED,
    /** It does not count: it did not come about, or it cannot be read any more. */
    FAILED;

    /** Whether a row may go from this status to another one. */
    boolean mayBecome(CheckpointStatus next) {
        return this != FAILED && next.ordinal() > ordinal();
    }
}
