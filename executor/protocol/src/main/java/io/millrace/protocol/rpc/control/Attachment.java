package io.millrace.protocol.rpc.control;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.millrace.protocol.executor.v1.Accepted;
import io.millrace.protocol.executor.v1.AttachRequest;
import io.millrace.protocol.executor.v1.AttachResponse;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.Outgoing;
import io.millrace.protocol.rpc.RpcLimits;
import io.millrace.protocol.rpc.Transport;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.security.ClusterId;
import io.millrace.protocol.rpc.wire.HandshakeWire;
import io.millrace.protocol.rpc.wire.HeartbeatWire;
import io.millrace.protocol.rpc.wire.SavepointWire;
import io.millrace.protocol.rpc.wire.StandingWire;
import io.millrace.protocol.rpc.wire.StateWire;
import io.millrace.protocol.rpc.wire.TapWire;
import io.millrace.protocol.rpc.wire.UnreadableMessage;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One executor's connection, as the control plane holds it. Begins when the executor has shown its token, is attached from a
 * handshake that fits until it ends. Its lock is held while the listener is called, so that nothing is told of an
 * executor after its end.
 */
final class Attachment implements StreamObserver<AttachRequest> {

    private final ClusterId cluster;
    private final String remote;
    private final Versions ours;
    private final ExecutorGateway gateway;
    private final ExecutorListener listener;
    private final Outgoing<AttachResponse> outgoing;

    /** Written once, under the lock, before others get to know this. */
    private volatile @Nullable AttachedExecutor executor;

    private boolean over;

    Attachment(
            ClusterId cluster,
            ServerCallStreamObserver<AttachResponse> responses,
            String remote,
            Versions ours,
            ExecutorGateway gateway,
            ExecutorListener listener) {
        this.cluster = cluster;
        this.remote = remote;
        this.ours = ours;
        this.gateway = gateway;
        this.listener = listener;
        outgoing = new Outgoing<>(responses, RpcLimits.CONTROL_WAITING_BYTES);
        responses.setOnReadyHandler(outgoing::drain);
    }

    @Override
    public void onNext(AttachRequest request) {
        try {
            switch (request.getMessageCase()) {
                case HANDSHAKE -> greet(request.getHandshake());
                case HEARTBEAT -> hear(HeartbeatWire.decode(request.getHeartbeat()));
                case TAP_ROWS -> show(TapWire.decode(request.getTapRows()));
                case STATE_ANSWER -> answer(StateWire.decode(request.getStateAnswer()));
                case STANDING_ANSWER -> answer(StandingWire.decode(request.getStandingAnswer()));
                case SAVEPOINT_REPORT -> report(SavepointWire.decode(request.getSavepointReport()));
                case MESSAGE_NOT_SET ->
                    throw new UnreadableMessage("A message is none, or one that this version does not know");
            }
        } catch (UnreadableMessage broken) {
            end(Status.INVALID_ARGUMENT, String.valueOf(broken.getMessage()));
        }
    }

    private void greet(io.millrace.protocol.executor.v1.Handshake message) {
        Optional<String> unfit = HandshakeWire.decode(message.getVersions()).unfitFor(ours);
        if (unfit.isPresent()) {
            end(Status.FAILED_PRECONDITION, unfit.get());
            return;
        }
        AttachedExecutor attached = new AttachedExecutor(cluster, HandshakeWire.decode(message), remote);
        synchronized (this) {
            if (executor != null) {
                throw new UnreadableMessage("A second handshake over one connection");
            }
            if (over) {
                return;
            }
            executor = attached;
        }
        // Outside of the lock: ending the one before takes that one's lock, and it could be at the same with this.
        gateway.attach(attached, this);
        synchronized (this) {
            if (!over) {
                outgoing.send(AttachResponse.newBuilder()
                        .setAccepted(Accepted.newBuilder().setVersions(HandshakeWire.encode(ours)))
                        .build());
                listener.attached(attached);
            }
        }
    }

    private synchronized void hear(Heartbeat heartbeat) {
        AttachedExecutor attached = greeted();
        if (!heartbeat.executor().equals(attached.handshake().executor())) {
            throw new UnreadableMessage("A heartbeat of executor " + heartbeat.executor() + " over the connection of "
                    + attached.handshake().executor());
        }
        if (!over) {
            listener.heard(attached, heartbeat);
        }
    }

    private synchronized void show(TapRows rows) {
        AttachedExecutor attached = greeted();
        if (!over) {
            listener.tapped(attached, rows);
        }
    }

    private synchronized void answer(StateAnswer answer) {
        AttachedExecutor attached = greeted();
        if (!over) {
            listener.answered(attached, answer);
        }
    }

    private synchronized void answer(StandingAnswer answer) {
        AttachedExecutor attached = greeted();
        if (!over) {
            listener.answered(attached, answer);
        }
    }

    private synchronized void report(SavepointReport report) {
        AttachedExecutor attached = greeted();
        if (!over) {
            listener.reported(attached, report);
        }
    }

    private AttachedExecutor greeted() {
        AttachedExecutor attached = executor;
        if (attached == null) {
            throw new UnreadableMessage("A message from " + remote + " comes before the handshake");
        }
        return attached;
    }

    /** Who is attached. */
    Handshake handshake() {
        return greeted().handshake();
    }

    void send(AttachResponse response) {
        if (!outgoing.send(response)) {
            end(
                    Status.RESOURCE_EXHAUSTED,
                    "cut off: it does not read, and more than " + RpcLimits.CONTROL_WAITING_BYTES
                            + " bytes wait for it");
        }
    }

    void note(String what) {
        listener.noted(remote, what);
    }

    /** Time for the handshake is over. */
    void expectHandshake() {
        if (executor == null) {
            end(Status.DEADLINE_EXCEEDED, "no handshake within " + RpcLimits.HANDSHAKE.toSeconds() + " s");
        }
    }

    /** Ends the call from this side. */
    void end(Status status, String reason) {
        outgoing.fail(status.withDescription(reason).asRuntimeException());
        over(reason, attached -> listener.detached(attached, reason));
    }

    @Override
    public void onError(Throwable broken) {
        outgoing.close();
        String reason = "connection lost: " + Transport.reason(broken);
        over(reason, attached -> listener.detached(attached, reason));
    }

    @Override
    public void onCompleted() {
        outgoing.complete();
        over("it left", listener::left);
    }

    private void over(String reason, Consumer<AttachedExecutor> tell) {
        AttachedExecutor attached;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            attached = executor;
            if (attached == null) {
                listener.turnedAway(cluster, remote, reason);
            } else {
                tell.accept(attached);
            }
        }
        if (attached != null) {
            gateway.detach(attached, this);
        }
    }
}
