package io.millrace.engine.job;

import io.millrace.protocol.job.Heartbeat;

/** The way to the coordinator. */
@FunctionalInterface
public interface CoordinatorPort {

    /** Sends a heartbeat on its way. Must not wait and does not throw; a lost one is made up for by the next. */
    void send(Heartbeat heartbeat);
}
