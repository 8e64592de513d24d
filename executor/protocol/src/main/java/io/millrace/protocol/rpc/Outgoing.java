package io.millrace.protocol.rpc;

import com.google.protobuf.MessageLite;
import io.grpc.stub.CallStreamObserver;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to the other end of a call. As long as that reads, messages go straight through; else they wait here, up
 * to a limit, and not in gRPC, which would let them pile up without one. For several threads.
 *
 * @param <M> the messages
 */
public final class Outgoing<M extends MessageLite> {

    private final CallStreamObserver<M> call;
    private final long mostWaitingBytes;
    private final ArrayDeque<M> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean over;

    /**
     * The caller has to have {@link #drain} called when the call is ready.
     *
     * @param mostWaitingBytes what may wait; one message more is let in when nothing waits
     */
    public Outgoing(CallStreamObserver<M> call, long mostWaitingBytes) {
        this.call = call;
        this.mostWaitingBytes = mostWaitingBytes;
    }

    /**
     * Sends a message.
     *
     * @return false if too much waits, and this was not taken; true also when the call is over, and nobody reads it
     */
    public synchronized boolean send(M message) {
        if (over) {
            return true;
        }
        if (waiting.isEmpty() && call.isReady()) {
            call.onNext(message);
            return true;
        }
        long size = message.getSerializedSize();
        if (!waiting.isEmpty() && waitingBytes + size > mostWaitingBytes) {
            return false;
        }
        waiting.add(message);
        waitingBytes += size;
        return true;
    }

    /** Sends what waits, as far as the other end reads. */
    public synchronized void drain() {
        while (!over && call.isReady()) {
            @Nullable M next = waiting.poll();
            if (next == null) {
                return;
            }
            waitingBytes -= next.getSerializedSize();
            call.onNext(next);
        }
    }

    /** Ends this direction of the call in order, without what still waits. */
    public synchronized void complete() {
        if (!over) {
            close();
            call.onCompleted();
        }
    }

    /** Ends the call with an error. */
    public synchronized void fail(Throwable reason) {
        if (!over) {
            close();
            call.onError(reason);
        }
    }

    /** The call has ended by itself. */
    public synchronized void close() {
        over = true;
        waiting.clear();
        waitingBytes = 0;
    }
}
