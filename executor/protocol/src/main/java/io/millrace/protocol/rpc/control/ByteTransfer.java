package io.millrace.protocol.rpc.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.stub.CallStreamObserver;
import io.millrace.protocol.job.SavepointTransfer;
import io.millrace.protocol.rpc.RpcLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One end of a transfer: streams that wait on threads of their own, over a call that does not. Of what comes a few parts wait to be
 * read, and the other end is asked for a further one when one was; of what goes, none waits here beyond what the network takes.
 *
 * @param <M> what this end sends
 */
final class ByteTransfer<M extends MessageLite> implements SavepointTransfer {

    /** Large enough that a message costs little, small enough that a few of them do. */
    private static final int PART_BYTES = 256 << 10;

    /** So many may wait to be read: the network fills them while one is read. */
    private static final int MOST_WAITING = 4;

    private final Function<ByteString, M> part;
    private final Consumer<ByteTransfer<M>> closed;
    private final long idleNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ByteString> waiting = new ArrayDeque<>();
    private final InputStream in = new Reading();
    private final OutputStream out = new Writing();

    // All guarded by the lock.
    private @Nullable CallStreamObserver<M> call;
    private boolean endedThere;
    private boolean endedHere;
    private @Nullable String broken;

    /** The call is over already. */
    private boolean brokeThere;

    /**
     * @param part makes a message of bytes
     * @param closed is told when nobody needs to know of this any more, perhaps more than once
     */
    ByteTransfer(Function<ByteString, M> part, Consumer<ByteTransfer<M>> closed) {
        this(part, closed, RpcLimits.TRANSFER_IDLE);
    }

    /** With a limit of its own to how long nothing may come and go while one end waits for the other. */
    ByteTransfer(Function<ByteString, M> part, Consumer<ByteTransfer<M>> closed, Duration idle) {
        this.part = part;
        this.closed = closed;
        this.idleNanos = idle.toNanos();
    }

    /**
     * The other end is there.
     *
     * @return whether it is the first to come
     */
    boolean begin(CallStreamObserver<M> with) {
        lock.lock();
        try {
            if (call != null || broken != null) {
                return false;
            }
            call = with;
            with.request(MOST_WAITING);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The network takes something again. */
    void ready() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A part has come. */
    void came(ByteString data) {
        lock.lock();
        try {
            waiting.add(data);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** That was all. */
    void ended() {
        lock.lock();
        try {
            endedThere = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The other end, or the network between, is gone. */
    void broke(String reason) {
        lock.lock();
        try {
            brokeThere = true;
            if (broken == null) {
                broken = reason;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        // Perhaps nobody here ever looks at it again.
        closed.accept(this);
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (call != null && !brokeThere && !endedHere) {
                endedHere = true;
                if (endedThere && waiting.isEmpty()) {
                    call.onCompleted();
                } else {
                    call.onError(Status.CANCELLED
                            .withDescription("the other end reads and writes no more")
                            .asRuntimeException());
                }
            }
            if (broken == null) {
                broken = "it is closed";
            }
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        closed.accept(this);
    }

    /** Waits for the other end to be there. Under the lock. */
    private CallStreamObserver<M> connected() throws IOException {
        long left = RpcLimits.HANDSHAKE.toNanos();
        while (call == null && broken == null && left > 0) {
            left = waitNanos(left);
        }
        requireWhole();
        CallStreamObserver<M> with = call;
        if (with == null) {
            throw new IOException("the other end does not come");
        }
        return with;
    }

    private void requireWhole() throws IOException {
        if (broken != null) {
            throw new IOException(broken);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // Callers look again.
    private long waitNanos(long nanos) throws IOException {
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Something that the other end does. */
    private interface Change {
        boolean isThere();
    }

    /** Waits until it is there. Under the lock. A network that is gone is found out by its keep-alive. */
    private void await(Change change) throws IOException {
        long left = idleNanos;
        while (!change.isThere()) {
            requireWhole();
            if (left <= 0) {
                broken = "nothing came and went for " + TimeUnit.NANOSECONDS.toSeconds(idleNanos) + " s";
                throw new IOException(broken);
            }
            left = waitNanos(left);
        }
    }

    private final class Reading extends InputStream {

        private ByteBuffer data = ByteBuffer.allocate(0);

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int start, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (!data.hasRemaining()) {
                if (!next()) {
                    return -1;
                }
            }
            int count = Math.min(length, data.remaining());
            data.get(into, start, count);
            return count;
        }

        private boolean next() throws IOException {
            lock.lock();
            try {
                CallStreamObserver<M> with = call == null ? connected() : call;
                await(() -> !waiting.isEmpty() || endedThere);
                if (waiting.isEmpty()) {
                    return false;
                }
                data = waiting.remove().asReadOnlyByteBuffer();
                if (!endedThere) {
                    with.request(1);
                }
                return true;
            } finally {
                lock.unlock();
            }
        }
    }

    private final class Writing extends OutputStream {

        private byte[] buffer = new byte[PART_BYTES];
        private int filled;

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            int from = start;
            int left = length;
            while (left > 0) {
                int count = Math.min(left, buffer.length - filled);
                System.arraycopy(bytes, from, buffer, filled, count);
                filled += count;
                from += count;
                left -= count;
                if (filled == buffer.length) {
                    flush();
                }
            }
        }

        @Override
        public void flush() throws IOException {
            if (filled == 0) {
                return;
            }
            lock.lock();
            try {
                CallStreamObserver<M> with = connected();
                await(with::isReady);
                requireWhole();
                with.onNext(ByteTransfer.this.part.apply(UnsafeByteOperations.unsafeWrap(buffer, 0, filled)));
            } finally {
                lock.unlock();
            }
            buffer = new byte[PART_BYTES];
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            flush();
            lock.lock();
            try {
                CallStreamObserver<M> with = connected();
                if (!endedHere) {
                    endedHere = true;
                    with.onCompleted();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
