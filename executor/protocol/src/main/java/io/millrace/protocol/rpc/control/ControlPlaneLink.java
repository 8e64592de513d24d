package io.millrace.protocol.rpc.control;

import io.grpc.Status;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.SavepointTransfer;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.StateQuery;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.Retries;
import io.millrace.protocol.rpc.RpcLimits;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Timer;
import io.millrace.protocol.rpc.Transport;
import java.time.Duration;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An executor's way to the control plane. Joins, and joins again for as long as it is there; what is said while nobody
 * listens is lost, as the next heartbeat says it all. For several threads; no call waits.
 */
public final class ControlPlaneLink implements AutoCloseable {

    private static final Duration LEAVING = Duration.ofSeconds(2);

    /** Hears of the control plane. Called on network threads, which must not wait here; one after the other. */
    public interface Listener {

        /** This executor has joined. */
        void joined();

        /** Where executors are that commands are going to be about. */
        void introduced(SortedMap<ExecutorId, ServerAddress> peers);

        /** The control plane says this. */
        void told(LeasedCommand command);

        /** Somebody wants to see what a checkpoint holds. */
        void asked(StateQuery query);

        /** Somebody wants to see how tasks stand. */
        void asked(StandingQuery query);

        /** Nobody waits for the answer to this any more. */
        void askedNoMore(long query);

        /** Something is to be done with a savepoint; said again until its end is known. */
        void ordered(SavepointOrder order);

        /** Contact is lost, or could not be made; what runs here runs on. The link tries again. */
        void lost(String reason, Duration retryIn);

        /** This executor will not be taken, however often it tries. The link has given up. */
        void refused(String reason);

        /** Something came that could not be read; for the log. */
        void noted(String reason);
    }

    private final ServerAddress controlPlane;
    private final Handshake handshake;
    private final Timer timer;
    private final Retries retries;
    private final Listener listener;
    private @Nullable AttachCall call;
    private boolean closed;

    /**
     * Does nothing before {@link #start}.
     *
     * @param controlPlane where it is, with the join token
     * @throws IllegalArgumentException when it is not on this machine, and its token names no certificate
     */
    public ControlPlaneLink(
            ServerAddress controlPlane, Handshake handshake, Timer timer, RandomGenerator random, Listener listener) {
        Transport.requireSafe(controlPlane);
        this.controlPlane = controlPlane;
        this.handshake = handshake;
        this.timer = timer;
        this.listener = listener;
        retries = new Retries(random);
    }

    /** Joins. */
    public synchronized void start() {
        if (closed) {
            return;
        }
        AttachCall next = new AttachCall(this, listener, handshake);
        call = next;
        next.begin(controlPlane);
        timer.after(RpcLimits.HANDSHAKE, next::expectAnswer);
    }

    /** Says this, if anybody listens; of what the network does not take at once only the last is kept. */
    public void send(Heartbeat heartbeat) {
        AttachCall current;
        synchronized (this) {
            current = call;
        }
        if (current != null) {
            current.send(heartbeat);
        }
    }

    /** Shows these, if anybody listens and the network takes them at once. */
    public void send(TapRows rows) {
        AttachCall current;
        synchronized (this) {
            current = call;
        }
        if (current != null) {
            current.send(rows);
        }
    }

    /** Answers this, if anybody listens. */
    public void send(StateAnswer answer) {
        AttachCall current;
        synchronized (this) {
            current = call;
        }
        if (current != null) {
            current.send(answer);
        }
    }

    /** Answers this, if anybody listens. */
    public void send(StandingAnswer answer) {
        AttachCall current;
        synchronized (this) {
            current = call;
        }
        if (current != null) {
            current.send(answer);
        }
    }

    /** Reports this, if anybody listens. */
    public void send(SavepointReport report) {
        AttachCall current;
        synchronized (this) {
            current = call;
        }
        if (current != null) {
            current.send(report);
        }
    }

    /** Opens the transfer of an order; to be closed. What goes wrong with that is found out by reading and writing. */
    public SavepointTransfer transfer(long order) {
        return OutgoingTransfer.begin(controlPlane, order);
    }

    void succeeded() {
        synchronized (this) {
            retries.succeeded();
        }
        listener.joined();
    }

    void ended(AttachCall which, Status status) {
        Duration pause;
        synchronized (this) {
            if (closed || call != which) {
                return;
            }
            call = null;
            closed = isFinal(status);
            pause = retries.next();
        }
        String reason = Transport.reason(status.asRuntimeException());
        if (isFinal(status)) {
            listener.refused(reason);
        } else {
            timer.after(pause, this::start);
            listener.lost(reason, pause);
        }
    }

    /** The ends that {@code control_plane.proto} says are for good. */
    private static boolean isFinal(Status status) {
        return switch (status.getCode()) {
            case UNAUTHENTICATED, FAILED_PRECONDITION, INVALID_ARGUMENT -> true;
            default -> false;
        };
    }

    /** Says that nothing runs here any more, and closes. Waits until that has been heard, two seconds at most. */
    public void leave() {
        AttachCall last;
        synchronized (this) {
            closed = true;
            last = call;
        }
        if (last != null) {
            last.leave(LEAVING);
        }
    }

    /** Ends without a word. */
    @Override
    public void close() {
        AttachCall last;
        synchronized (this) {
            closed = true;
            last = call;
        }
        if (last != null) {
            last.cancel("closed");
        }
    }
}
