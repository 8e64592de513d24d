package io.millrace.protocol.rpc.exchange;

import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.millrace.protocol.executor.v1.ExchangeGrpc;
import io.millrace.protocol.executor.v1.Greeting;
import io.millrace.protocol.executor.v1.SendRequest;
import io.millrace.protocol.executor.v1.SendResponse;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.rpc.Outgoing;
import io.millrace.protocol.rpc.RpcLimits;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Timer;
import io.millrace.protocol.rpc.Transport;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The call to another executor, from its first message until it is lost. Made once: another call is another one of these.
 *
 * <pre>
 * fresh → calling → over (whoever wants to know is told) → gone
 * </pre>
 */
final class OutgoingPeer implements ClientResponseObserver<SendRequest, SendResponse> {

    private final ExecutorId peer;
    private final Timer timer;
    private final BiConsumer<OutgoingPeer, String> lost;
    private @Nullable ManagedChannel channel;
    private @Nullable ClientCallStreamObserver<SendRequest> call;
    private @Nullable Outgoing<SendRequest> outgoing;
    private boolean begun;
    private boolean accepted;
    private boolean over;
    private boolean gone;

    /**
     * @param lost told once when the call is over, and why; not under a lock
     */
    OutgoingPeer(ExecutorId peer, Timer timer, BiConsumer<OutgoingPeer, String> lost) {
        this.peer = peer;
        this.timer = timer;
        this.lost = lost;
    }

    ExecutorId id() {
        return peer;
    }

    /**
     * Calls, unless that was done before.
     *
     * @param address where; null when nobody has introduced the peer
     */
    synchronized void begin(@Nullable ServerAddress address, Greeting greeting) {
        if (begun) {
            return;
        }
        begun = true;
        if (address == null) {
            // Not from within the sender's call, who may hold locks that the listener wants.
            timer.after(Duration.ZERO, () -> end("nobody has introduced it"));
            return;
        }
        ManagedChannel own = Transport.channel(address).build();
        channel = own;
        var unused = ExchangeGrpc.newStub(own)
                .withWaitForReady()
                .withOnReadyThreshold(RpcLimits.EXCHANGE_READY_BYTES)
                .send(this);
        send(SendRequest.newBuilder().setGreeting(greeting).build());
        timer.after(RpcLimits.HANDSHAKE, () -> expectAnswer(address));
    }

    /**
     * Sends a message, or drops it when the call is over.
     *
     * @return false when the call is gone, and a new one has to be made
     */
    synchronized boolean send(SendRequest request) {
        if (gone) {
            return false;
        }
        if (outgoing != null && !over && !outgoing.send(request)) {
            cancel("it does not read, and more than " + RpcLimits.EXCHANGE_WAITING_BYTES + " bytes wait for it");
        }
        return true;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<SendRequest> stream) {
        Outgoing<SendRequest> messages = new Outgoing<>(stream, RpcLimits.EXCHANGE_WAITING_BYTES);
        stream.setOnReadyHandler(messages::drain);
        synchronized (this) {
            call = stream;
            outgoing = messages;
        }
    }

    private synchronized void expectAnswer(ServerAddress address) {
        if (!accepted && !over) {
            cancel(address + " has not answered within " + RpcLimits.HANDSHAKE.toSeconds() + " s");
        }
    }

    private void cancel(String reason) {
        timer.after(Duration.ZERO, () -> end(reason));
    }

    @Override
    public void onNext(SendResponse response) {
        synchronized (this) {
            accepted = true;
        }
    }

    @Override
    public void onError(Throwable broken) {
        end(Transport.reason(broken));
    }

    @Override
    public void onCompleted() {
        end("it has ended the connection");
    }

    private void end(String reason) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            shutDown(reason);
        }
        lost.accept(this, reason);
        synchronized (this) {
            gone = true;
        }
    }

    /** Ends the call; nobody is told. */
    synchronized void close() {
        over = true;
        shutDown("closed");
    }

    private void shutDown(String reason) {
        if (outgoing != null) {
            outgoing.close();
        }
        if (call != null) {
            call.cancel(reason, null);
        }
        if (channel != null) {
            channel.shutdown();
        }
    }
}
