package io.millrace.protocol.rpc.exchange;

import io.grpc.Server;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.millrace.protocol.exchange.PeerListener;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.exchange.PeerPort;
import io.millrace.protocol.executor.v1.ExchangeGrpc;
import io.millrace.protocol.executor.v1.Greeting;
import io.millrace.protocol.executor.v1.SendRequest;
import io.millrace.protocol.executor.v1.SendResponse;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.rpc.Bearer;
import io.millrace.protocol.rpc.RpcLimits;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Timer;
import io.millrace.protocol.rpc.Transport;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.security.ClusterId;
import io.millrace.protocol.rpc.security.JoinToken;
import io.millrace.protocol.rpc.security.JoinTokens;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.protocol.rpc.security.ServerCertificate;
import io.millrace.protocol.rpc.security.StoredToken;
import io.millrace.protocol.rpc.wire.HandshakeWire;
import io.millrace.protocol.rpc.wire.PeerWire;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * An executor's connections to other executors of its cluster: a call of its own for each direction, made when there is
 * something to say. Whoever calls shows the token that the called one has issued and the control plane has handed on; so
 * executors talk exactly when the control plane has introduced them. For several threads; no call waits.
 */
public final class ExecutorExchange implements PeerPort, AutoCloseable {

    private static final String REMEDY =
            "Executors learn of each other from the control plane; this one was not introduced.";
    private static final long CLOSING_SECONDS = 2;

    private final ExecutorId self;
    private final Timer timer;
    private final PeerListener listener;
    private final JoinToken token;
    private final Server server;

    private final ConcurrentMap<ExecutorId, ServerAddress> introduced = new ConcurrentHashMap<>();
    private final ConcurrentMap<ExecutorId, OutgoingPeer> outgoing = new ConcurrentHashMap<>();
    private final ConcurrentMap<ExecutorId, IncomingPeer> incoming = new ConcurrentHashMap<>();

    /**
     * Listens from now on.
     *
     * @param random for the secret that admits others
     * @throws IOException when the port is taken; the message names it
     */
    public ExecutorExchange(
            ExecutorId self, ListenAddress address, SecureRandom random, Timer timer, PeerListener listener)
            throws IOException {
        this.self = self;
        this.timer = timer;
        this.listener = new OnePerPeer(listener);
        token = JoinToken.issue(random, address.certificate().map(ServerCertificate::fingerprint));
        JoinTokens own = JoinTokens.only(StoredToken.of(token, new ClusterId(self.value())));
        server = Transport.server(address)
                .maxInboundMessageSize(RpcLimits.EXCHANGE_MESSAGE_BYTES)
                .intercept(Bearer.requiring(own, REMEDY, (_, _) -> {}))
                .addService(new Service())
                .build()
                .start();
    }

    /**
     * Where others reach this executor, and what they need for it.
     *
     * @param host by which name or address
     */
    public ServerAddress address(String host) {
        return new ServerAddress(host, server.getPort(), token);
    }

    /** Where these executors are; to be told before anything is sent to them. */
    public void introduce(Map<ExecutorId, ServerAddress> peers) {
        introduced.putAll(peers);
    }

    @Override
    public void send(Fence attempt, ExecutorId to, PeerMessage message) {
        SendRequest request = PeerWire.encode(attempt, message);
        boolean sent = false;
        while (!sent) {
            OutgoingPeer peer = outgoing.computeIfAbsent(to, id -> new OutgoingPeer(id, timer, this::lost));
            peer.begin(introduced.get(to), greeting(to));
            sent = peer.send(request);
        }
    }

    private Greeting greeting(ExecutorId to) {
        return Greeting.newBuilder()
                .setVersions(HandshakeWire.encode(Versions.ours()))
                .setFrom(self.value())
                .setTo(to.value())
                .build();
    }

    /** The call to this executor is over, and everything that was to go over it may be lost. */
    private void lost(OutgoingPeer peer, String cause) {
        // The listener first: what is sent until it has heard of it belongs to the call that is over.
        listener.lost(peer.id(), cause);
        outgoing.remove(peer.id(), peer);
    }

    /** Leaves; whoever was connected to this executor loses it. */
    @Override
    public void close() {
        outgoing.values().forEach(OutgoingPeer::close);
        server.shutdownNow();
        try {
            server.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Service extends ExchangeGrpc.ExchangeImplBase {

        @Override
        public StreamObserver<SendRequest> send(StreamObserver<SendResponse> responses) {
            IncomingPeer peer =
                    new IncomingPeer(self, (ServerCallStreamObserver<SendResponse>) responses, incoming, listener);
            timer.after(RpcLimits.HANDSHAKE, peer::expectGreeting);
            return peer;
        }
    }
}
