package io.millrace.protocol.rpc.exchange;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.millrace.protocol.exchange.PeerListener;
import io.millrace.protocol.executor.v1.Accepted;
import io.millrace.protocol.executor.v1.Greeting;
import io.millrace.protocol.executor.v1.SendRequest;
import io.millrace.protocol.executor.v1.SendResponse;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.rpc.RpcLimits;
import io.millrace.protocol.rpc.Transport;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.wire.FenceWire;
import io.millrace.protocol.rpc.wire.HandshakeWire;
import io.millrace.protocol.rpc.wire.PeerWire;
import io.millrace.protocol.rpc.wire.UnreadableMessage;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The call of another executor to this one, from its greeting to its end. */
final class IncomingPeer implements StreamObserver<SendRequest> {

    private final ExecutorId self;
    private final ServerCallStreamObserver<SendResponse> responses;
    private final ConcurrentMap<ExecutorId, IncomingPeer> all;
    private final PeerListener listener;
    private @Nullable ExecutorId from;
    private boolean over;

    /**
     * @param all the calls that have begun, one of each executor; this adds and removes itself
     */
    IncomingPeer(
            ExecutorId self,
            ServerCallStreamObserver<SendResponse> responses,
            ConcurrentMap<ExecutorId, IncomingPeer> all,
            PeerListener listener) {
        this.self = self;
        this.responses = responses;
        this.all = all;
        this.listener = listener;
    }

    @Override
    public void onNext(SendRequest request) {
        try {
            if (request.hasGreeting()) {
                greet(request.getGreeting());
            } else {
                receive(request);
            }
        } catch (UnreadableMessage broken) {
            end(Status.INVALID_ARGUMENT, String.valueOf(broken.getMessage()));
        }
    }

    private void greet(Greeting greeting) {
        Optional<String> unfit = HandshakeWire.decode(greeting.getVersions()).unfitFor(Versions.ours());
        if (unfit.isPresent()) {
            end(Status.FAILED_PRECONDITION, unfit.get());
            return;
        }
        if (!greeting.getTo().equals(self.value())) {
            end(
                    Status.FAILED_PRECONDITION,
                    "this is executor " + self + ", not " + greeting.getTo() + "; that process has ended");
            return;
        }
        if (greeting.getFrom().isBlank()) {
            throw new UnreadableMessage("A greeting names no executor");
        }
        ExecutorId caller = new ExecutorId(greeting.getFrom());
        synchronized (this) {
            if (from != null) {
                throw new UnreadableMessage("A second greeting over one connection");
            }
            if (over) {
                return;
            }
            from = caller;
        }
        IncomingPeer before = all.put(caller, this);
        if (before != null) {
            // Nothing of this call is read before this returns, so the loss is told before what was sent after it.
            before.end(Status.ABORTED, "it has called again");
        }
        synchronized (this) {
            if (!over) {
                responses.onNext(SendResponse.newBuilder()
                        .setAccepted(Accepted.newBuilder().setVersions(HandshakeWire.encode(Versions.ours())))
                        .build());
            }
        }
    }

    private synchronized void receive(SendRequest request) {
        ExecutorId caller = from;
        if (caller == null) {
            throw new UnreadableMessage("A message before the greeting");
        }
        if (!over) {
            listener.received(FenceWire.decode(request.getFence()), caller, PeerWire.decode(request));
        }
    }

    /** Time for the greeting is over. */
    void expectGreeting() {
        boolean silent;
        synchronized (this) {
            silent = from == null;
        }
        if (silent) {
            end(Status.DEADLINE_EXCEEDED, "no greeting within " + RpcLimits.HANDSHAKE.toSeconds() + " s");
        }
    }

    private void end(Status status, String reason) {
        synchronized (this) {
            if (!over) {
                responses.onError(status.withDescription(reason).asRuntimeException());
            }
        }
        over(reason);
    }

    @Override
    public void onError(Throwable broken) {
        over(Transport.reason(broken));
    }

    @Override
    public void onCompleted() {
        synchronized (this) {
            if (!over) {
                responses.onCompleted();
            }
        }
        over("it has ended the connection");
    }

    private void over(String reason) {
        ExecutorId caller;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            caller = from;
        }
        if (caller != null) {
            listener.lost(caller, reason);
            all.remove(caller, this);
        }
    }
}
