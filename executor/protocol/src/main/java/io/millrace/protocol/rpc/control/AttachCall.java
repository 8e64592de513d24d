package io.millrace.protocol.rpc.control;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.millrace.model.error.RunError;
import io.millrace.protocol.executor.v1.AttachRequest;
import io.millrace.protocol.executor.v1.AttachResponse;
import io.millrace.protocol.executor.v1.ControlPlaneGrpc;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.RpcLimits;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Transport;
import io.millrace.protocol.rpc.wire.CommandWire;
import io.millrace.protocol.rpc.wire.HandshakeWire;
import io.millrace.protocol.rpc.wire.HeartbeatWire;
import io.millrace.protocol.rpc.wire.SavepointWire;
import io.millrace.protocol.rpc.wire.StandingWire;
import io.millrace.protocol.rpc.wire.StateWire;
import io.millrace.protocol.rpc.wire.TapWire;
import io.millrace.protocol.rpc.wire.UnreadableMessage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of an executor to the control plane, from its handshake to its end. It has a channel of its own: one that
 * is used again fails calls at once while it pauses between tries, and those pauses get long.
 */
final class AttachCall implements ClientResponseObserver<AttachRequest, AttachResponse> {

    private final ControlPlaneLink link;
    private final ControlPlaneLink.Listener listener;
    private final Handshake handshake;
    private @Nullable ManagedChannel channel;
    private @Nullable ClientCallStreamObserver<AttachRequest> requests;
    private @Nullable Heartbeat waiting;
    private boolean accepted;
    private boolean over;

    AttachCall(ControlPlaneLink link, ControlPlaneLink.Listener listener, Handshake handshake) {
        this.link = link;
        this.listener = listener;
        this.handshake = handshake;
    }

    void begin(ServerAddress controlPlane) {
        ManagedChannel own = Transport.channel(controlPlane)
                .maxInboundMessageSize(RpcLimits.CONTROL_MESSAGE_BYTES)
                .build();
        synchronized (this) {
            channel = own;
        }
        var unused = ControlPlaneGrpc.newStub(own).attach(this);
        synchronized (this) {
            if (requests != null && !over) {
                requests.onNext(AttachRequest.newBuilder()
                        .setHandshake(HandshakeWire.encode(handshake))
                        .build());
            }
        }
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<AttachRequest> stream) {
        synchronized (this) {
            requests = stream;
        }
        stream.setOnReadyHandler(this::drain);
    }

    synchronized void send(Heartbeat heartbeat) {
        if (accepted && !over) {
            waiting = heartbeat;
            drain();
        }
    }

    synchronized void send(TapRows rows) {
        if (requests != null && accepted && !over && requests.isReady()) {
            requests.onNext(
                    AttachRequest.newBuilder().setTapRows(TapWire.encode(rows)).build());
        }
    }

    synchronized void send(StateAnswer answer) {
        if (requests != null && accepted && !over) {
            requests.onNext(AttachRequest.newBuilder()
                    .setStateAnswer(StateWire.encode(answer))
                    .build());
        }
    }

    /** Without the channels where there are so many that the message would be too large: the other end would cut the call off. */
    synchronized void send(StandingAnswer answer) {
        if (requests != null && accepted && !over) {
            var message = StandingWire.encode(answer);
            boolean fits = message.getSerializedSize() < RpcLimits.CONTROL_MESSAGE_BYTES / 2;
            requests.onNext(AttachRequest.newBuilder()
                    .setStandingAnswer(fits ? message : StandingWire.encode(answer.withoutChannels()))
                    .build());
        }
    }

    synchronized void send(SavepointReport report) {
        if (requests != null && accepted && !over) {
            requests.onNext(AttachRequest.newBuilder()
                    .setSavepointReport(SavepointWire.encode(report))
                    .build());
        }
    }

    private synchronized void drain() {
        if (requests != null && waiting != null && !over && requests.isReady()) {
            requests.onNext(AttachRequest.newBuilder()
                    .setHeartbeat(HeartbeatWire.encode(waiting))
                    .build());
            waiting = null;
        }
    }

    @Override
    public void onNext(AttachResponse response) {
        try {
            switch (response.getMessageCase()) {
                case ACCEPTED -> {
                    synchronized (this) {
                        accepted = true;
                    }
                    link.succeeded();
                }
                case INTRODUCTIONS -> listener.introduced(HandshakeWire.decode(response.getIntroductions()));
                case COMMAND -> {
                    LeasedCommand command = CommandWire.decode(response.getCommand());
                    if (command.command() instanceof ExecutorCommand.Unreadable(var fence, var _, RunError error)) {
                        listener.noted("Attempt " + fence + ": " + error.message());
                    }
                    listener.told(command);
                }
                case STATE_QUERY -> listener.asked(StateWire.decode(response.getStateQuery()));
                case STATE_QUERY_END ->
                    listener.askedNoMore(response.getStateQueryEnd().getId());
                case STANDING_QUERY -> listener.asked(StandingWire.decode(response.getStandingQuery()));
                case SAVEPOINT_ORDER -> listener.ordered(SavepointWire.decode(response.getSavepointOrder()));
                case MESSAGE_NOT_SET ->
                    listener.noted("A message of the control plane is none that this version knows");
            }
        } catch (UnreadableMessage broken) {
            listener.noted("A message of the control plane cannot be read: " + broken.getMessage());
        }
    }

    /** Time for the answer to the handshake is over. */
    void expectAnswer() {
        synchronized (this) {
            if (accepted || over || requests == null) {
                return;
            }
        }
        cancel("no answer within " + RpcLimits.HANDSHAKE.toSeconds() + " s");
    }

    void cancel(String reason) {
        ClientCallStreamObserver<AttachRequest> stream;
        synchronized (this) {
            stream = requests;
        }
        if (stream != null) {
            stream.cancel(reason, null);
        }
    }

    /** Ends in order what is said here; waits for the other end to have heard it. */
    void leave(Duration atMost) {
        ManagedChannel own;
        synchronized (this) {
            if (requests == null || over) {
                return;
            }
            over = true;
            requests.onCompleted();
            own = channel;
            shutDown();
        }
        try {
            if (own != null) {
                own.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onError(Throwable broken) {
        end(Status.fromThrowable(broken));
    }

    @Override
    public void onCompleted() {
        end(Status.UNAVAILABLE.withDescription("the control plane has ended the connection"));
    }

    private void end(Status status) {
        synchronized (this) {
            over = true;
            shutDown();
        }
        link.ended(this, status);
    }

    private void shutDown() {
        if (channel != null) {
            channel.shutdown();
        }
    }
}
