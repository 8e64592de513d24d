package io.millrace.protocol.exchange;

import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;

/**
 * What comes from other executors. For one peer one call at a time, in order; for several at once. Implementations do not
 * wait, so a transport may call from its own threads.
 *
 * <p>Executors say nothing in the name of an attempt before they are told to run it, and they are told when all of them
 * have made their tasks. So a message for an attempt that has no tasks here is late, for one that has ended here: it is
 * dropped. A transport keeps nothing for an attempt to come, and knows nothing of attempts.
 */
public interface PeerListener {

    /**
     * A message came.
     *
     * @param attempt by its deployment and number; the epoch says nothing here, as an attempt may change its coordinator
     */
    void received(Fence attempt, ExecutorId from, PeerMessage message);

    /**
     * Messages from or to this executor may have been lost. Every attempt that both take part in breaks, and is started
     * again.
     *
     * @param cause for people
     */
    void lost(ExecutorId peer, String cause);
}
