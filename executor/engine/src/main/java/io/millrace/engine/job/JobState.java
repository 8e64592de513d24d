package io.millrace.engine.job;

import java.util.Set;

/**
 * Where a job is in its life.
 *
 * <pre>
 * CREATED → STARTING → RUNNING → COMMITTING → FINISHED | STOPPED
 *               └─────────┴──────────┴──────→ FAILED
 * </pre>
 */
public enum JobState {
    /** Put together; nothing runs. */
    CREATED,
    /** Sinks are being prepared. */
    STARTING,
    /** Tasks run. */
    RUNNING,
    /** All tasks are done; what sinks prepared is being made visible. */
    COMMITTING,
    /** All input was read and all output is visible. */
    FINISHED,
    /** Someone asked it to stop; all output of what was read until then is visible. */
    STOPPED,
    /** Something went wrong; output that was not committed was taken back. */
    FAILED;

    /** The states that may follow this one. */
    public Set<JobState> next() {
        return switch (this) {
            case CREATED -> Set.of(STARTING);
            case STARTING -> Set.of(RUNNING, FAILED);
            case RUNNING -> Set.of(COMMITTING, FAILED);
            case COMMITTING -> Set.of(FINISHED, STOPPED, FAILED);
            case FINISHED, STOPPED, FAILED -> Set.of();
        };
    }

    /** Whether nothing follows. */
    public boolean isFinal() {
        return next().isEmpty();
    }
}
