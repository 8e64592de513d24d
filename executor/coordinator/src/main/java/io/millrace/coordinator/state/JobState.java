package io.millrace.coordinator.state;

import io.millrace.protocol.job.ExecutorId;
import java.util.Set;

/**
 * Where a job is in its life.
 *
 * <pre>
 * Created → Scheduling → Deploying → Running ─────────→ Committing → Finished | Stopped
 *               ↑            │       │     ├→ Stopping ────↑  ↑│
 *               ├─ Rescaling ←───────┤     └→ Suspending ──↑  ││
 *               └─ Restarting ←──────┤           │            ││
 *                      │             ↓           │            │↓
 *                      └──────→ Cancelling ←─────┴──────→ (↑)Aborting → Failed | Stopped
 * </pre>
 *
 * <p>A state holds what a successor must know and no times: how long a state lasts is counted by whoever watches it.
 *
 * <p>From {@link Committing} on no attempt runs tasks again: the output that was decided upon is the only one there can be.
 */
public sealed interface JobState
        permits Created,
                Scheduling,
                Deploying,
                Running,
                Suspending,
                Stopping,
                Committing,
                Rescaling,
                Restarting,
                Cancelling,
                Aborting,
                Finished,
                Stopped,
                Failed {

    /** Its name. */
    Phase phase();

    /** The states that may follow. */
    Set<Phase> next();

    /** What to do now. Asked again and again; the same view gives the same decision. */
    Decision decide(JobView view);

    /** The attempt it is about; 0 before there is one, and when there is none any more. */
    long attempt();

    /** The executors without which it cannot go on. */
    default Set<ExecutorId> executors() {
        return Set.of();
    }

    /** Whether nothing follows. */
    default boolean isFinal() {
        return next().isEmpty();
    }
}
