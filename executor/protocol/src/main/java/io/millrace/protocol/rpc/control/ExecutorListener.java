package io.millrace.protocol.rpc.control;

import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.rpc.security.ClusterId;

/**
 * Hears of executors. Called on network threads, which must not wait here: hand over to a thread of your own. What one
 * executor does is told in order, and from {@link #attached} to {@link #detached} or {@link #left}; of its heartbeats in between only the last
 * one matters. Executors are told of side by side.
 */
public interface ExecutorListener {

    /** It has joined. If it had before, over another connection, that one was told to be over already. */
    void attached(AttachedExecutor executor);

    /** It was heard. */
    void heard(AttachedExecutor executor, Heartbeat heartbeat);

    /** Rows that somebody wants to see. */
    void tapped(AttachedExecutor executor, TapRows rows);

    /** What a checkpoint holds, for whoever asked. */
    void answered(AttachedExecutor executor, StateAnswer answer);

    /** How its tasks stand, for whoever asked. */
    void answered(AttachedExecutor executor, StandingAnswer answer);

    /** How far it is with something about a savepoint, for whoever ordered that. */
    void reported(AttachedExecutor executor, SavepointReport report);

    /** It has ended all that ran there, and its process ends: nobody need wait for its lease. */
    void left(AttachedExecutor executor);

    /**
     * Its connection is over; it may come back by another one, and its jobs run on meanwhile.
     *
     * @param reason in words
     */
    void detached(AttachedExecutor executor, String reason);

    /**
     * An executor showed a token of this cluster, and was turned away all the same.
     *
     * @param remote the address it called from
     * @param reason in words, without secrets
     */
    default void turnedAway(ClusterId cluster, String remote, String reason) {
        noted(remote, "turned away: " + reason);
    }

    /**
     * Somebody was turned away, or a command was not sent; for the log.
     *
     * @param remote the address it concerns
     * @param reason in words, without secrets
     */
    void noted(String remote, String reason);
}
