package io.millrace.protocol.job;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where an executor is with its part of an attempt.
 *
 * <pre>
 * ASSEMBLING → READY → RUNNING → STOPPING → FINISHED
 *      └─────────┴────────┴─────────┴→ CANCELLING → CANCELLED | FAILED
 * CONCLUDING → CONCLUDED
 * </pre>
 */
public enum PartStatus {
    /** Tasks are being made; on the host, sinks prepared. */
    ASSEMBLING,
    /** Waits for the others. */
    READY,
    /** Tasks run. */
    RUNNING,
    /** Sources were told to stop; tasks run to their ends. */
    STOPPING,
    /** Tasks were told to end at once, on command or because one failed. */
    CANCELLING,
    /** All tasks came to their ends. */
    FINISHED,
    /** All tasks ended early, on command. */
    CANCELLED,
    /** All tasks ended, at least one by an error. */
    FAILED,
    /** A committer is at work. */
    CONCLUDING,
    /** The committer is done, or gave up with an error. */
    CONCLUDED;

    private static final Set<PartStatus> ENDED = EnumSet.of(FINISHED, CANCELLED, FAILED, CONCLUDED);

    /** The statuses that may follow this one. */
    public Set<PartStatus> next() {
        return switch (this) {
            case ASSEMBLING -> Set.of(READY, CANCELLING, FAILED);
            case READY -> Set.of(RUNNING, CANCELLING);
            case RUNNING -> Set.of(STOPPING, FINISHED, CANCELLING);
            case STOPPING -> Set.of(FINISHED, CANCELLING);
            case CANCELLING -> Set.of(CANCELLED, FAILED);
            case CONCLUDING -> Set.of(CONCLUDED);
            case FINISHED, CANCELLED, FAILED, CONCLUDED -> Set.of();
        };
    }

    /** Whether nothing of the attempt runs on the executor, nor will. */
    public boolean hasEnded() {
        return ENDED.contains(this);
    }
}
