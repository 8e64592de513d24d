package io.millrace.coordinator;

import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.LeasedCommand;

/** The way to executors. */
@FunctionalInterface
public interface ExecutorPort {

    /**
     * Sends a command on its way. Must not wait and does not throw; a command to an executor that cannot be reached is
     * lost, which is no news to the caller, who repeats what has no effect.
     */
    void send(ExecutorId to, LeasedCommand command);
}
