package io.millrace.protocol.exchange;

import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;

/** The way to the other executors of an attempt. Thread-safe. */
@FunctionalInterface
public interface PeerPort {

    /**
     * Sends a message on its way. Must not wait and does not throw: credits bound how many bytes of blocks are under way at
     * once, and nothing else is large.
     *
     * <p>What one executor sends another arrives whole, once and in the order of the calls, as long as both live and the
     * connection between them holds. When it breaks, what was under way may be lost either way; then the {@link
     * PeerListener} of the receiver is told, or that of the sender when the receiver cannot be reached, or both; and it is
     * told before it receives anything that was sent later. Addresses of executors are the transport's business.
     *
     * @param attempt in whose name; transports carry it to the other side and do not look at it
     */
    void send(Fence attempt, ExecutorId to, PeerMessage message);
}
