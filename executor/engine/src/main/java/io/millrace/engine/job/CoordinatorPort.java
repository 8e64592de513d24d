package io.millrace.engine.job;

import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.TapRows;

/** The way to the coordinator. */
@FunctionalInterface
public interface CoordinatorPort {

    /** Sends a heartbeat on its way. Must not wait and does not throw; a lost one is made up for by the next. */
    void send(Heartbeat heartbeat);

    /** Sends rows that somebody looks at. As with heartbeats; here there is nothing to make up for. */
    default void show(TapRows rows) {}
}
