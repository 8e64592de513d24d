package io.millrace.protocol.rpc.exchange;

import io.millrace.protocol.exchange.PeerListener;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import java.util.stream.Stream;

/** Tells a listener of one peer one thing at a time: a peer can be lost on one connection and be heard on another. */
final class OnePerPeer implements PeerListener {

    /** Two peers that share a lock only wait for each other a little. */
    private static final int LOCKS = 64;

    private final PeerListener listener;
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

    OnePerPeer(PeerListener listener) {
        this.listener = listener;
    }

    @Override
    public void received(Fence attempt, ExecutorId from, PeerMessage message) {
        synchronized (lock(from)) {
            listener.received(attempt, from, message);
        }
    }

    @Override
    public void lost(ExecutorId peer, String cause) {
        synchronized (lock(peer)) {
            listener.lost(peer, cause);
        }
    }

    private Object lock(ExecutorId peer) {
        return locks[Math.floorMod(peer.hashCode(), LOCKS)];
    }
}
