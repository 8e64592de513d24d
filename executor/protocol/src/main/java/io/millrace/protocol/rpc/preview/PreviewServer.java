package io.millrace.protocol.rpc.preview;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.millrace.protocol.preview.PreviewFailed;
import io.millrace.protocol.preview.Previews;
import io.millrace.protocol.preview.v1.DiscoverRequest;
import io.millrace.protocol.preview.v1.DiscoverResponse;
import io.millrace.protocol.preview.v1.PreviewRequest;
import io.millrace.protocol.preview.v1.PreviewResponse;
import io.millrace.protocol.preview.v1.PreviewsGrpc;
import io.millrace.protocol.rpc.RpcLimits;
import io.millrace.protocol.rpc.wire.PreviewWire;
import io.millrace.protocol.rpc.wire.UnreadableMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers the parent of this process, on a port of loopback. */
public final class PreviewServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PreviewServer.class.getName());

    private final Server server;

    private PreviewServer(Server server) {
        this.server = server;
    }

    /**
     * Starts to answer.
     *
     * @param previews what answers; may wait
     * @param secret what callers have to know
     * @param threads a thread for each call
     */
    public static PreviewServer start(Previews previews, String secret, Executor threads) throws IOException {
        return new PreviewServer(
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .executor(threads)
                        .maxInboundMessageSize(RpcLimits.CONTROL_MESSAGE_BYTES)
                        .intercept(Secret.requiring(secret))
                        .addService(new Service(previews))
                        .build()
                        .start());
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static final class Service extends PreviewsGrpc.PreviewsImplBase {

        private final Previews previews;

        Service(Previews previews) {
            this.previews = previews;
        }

        @Override
        public void preview(PreviewRequest request, StreamObserver<PreviewResponse> answer) {
            answer(answer, () -> PreviewWire.encode(previews.preview(PreviewWire.decode(request))));
        }

        @Override
        public void discover(DiscoverRequest request, StreamObserver<DiscoverResponse> answer) {
            answer(answer, () -> PreviewWire.encode(previews.discover(PreviewWire.decode(request))));
        }

        private static <T> void answer(StreamObserver<T> to, Supplier<T> work) {
            T answer;
            try {
                answer = work.get();
            } catch (PreviewFailed e) {
                to.onError(failure(e));
                return;
            } catch (UnreadableMessage e) {
                to.onError(
                        Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
                return;
            } catch (RuntimeException e) {
                // Without this the parent would hear as little as if the process had ended.
                LOG.log(Level.SEVERE, "A preview came upon a mistake of Millrace", e);
                to.onError(Status.INTERNAL
                        .withDescription(String.valueOf(e.getMessage()))
                        .asRuntimeException());
                return;
            }
            to.onNext(answer);
            to.onCompleted();
        }

        private static StatusRuntimeException failure(PreviewFailed failed) {
            Status status =
                    switch (failed.reason()) {
                        case SUPERSEDED -> Status.ABORTED;
                        case TOO_LONG -> Status.DEADLINE_EXCEEDED;
                        case UNAVAILABLE -> Status.UNAVAILABLE;
                        case REFUSED -> Status.INVALID_ARGUMENT;
                    };
            return status.withDescription(failed.getMessage()).asRuntimeException();
        }
    }
}
