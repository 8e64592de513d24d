package io.millrace.protocol.rpc.control;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.millrace.protocol.executor.v1.AttachRequest;
import io.millrace.protocol.executor.v1.AttachResponse;
import io.millrace.protocol.executor.v1.ControlPlaneGrpc;
import io.millrace.protocol.executor.v1.StateQueryEnd;
import io.millrace.protocol.executor.v1.TransferRequest;
import io.millrace.protocol.executor.v1.TransferResponse;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointTransfer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.StateQuery;
import io.millrace.protocol.rpc.Bearer;
import io.millrace.protocol.rpc.RpcLimits;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Timer;
import io.millrace.protocol.rpc.Transport;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.security.ClusterId;
import io.millrace.protocol.rpc.security.JoinTokens;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.protocol.rpc.wire.CommandWire;
import io.millrace.protocol.rpc.wire.HandshakeWire;
import io.millrace.protocol.rpc.wire.SavepointWire;
import io.millrace.protocol.rpc.wire.StandingWire;
import io.millrace.protocol.rpc.wire.StateWire;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Where executors of all clusters join, and the way to them. Sends commands and tells a listener what executors say. For
 * several threads; no call waits.
 */
public final class ExecutorGateway implements AutoCloseable {

    private static final String REMEDY =
            "Copy the join token of the cluster again from the control plane; it may have been" + " replaced.";

    private static final long CLOSING_SECONDS = 2;

    /** An executor's place. Ids of executors are their own choice, so each cluster has its own. */
    private record Place(ClusterId cluster, ExecutorId executor) {}

    /** A transfer that somebody waits for. Orders are of their clusters alone. */
    private record Expected(ClusterId cluster, long order) {}

    private final ConcurrentMap<Expected, ByteTransfer<TransferResponse>> expected = new ConcurrentHashMap<>();
    private final ConcurrentMap<Place, Attachment> attached = new ConcurrentHashMap<>();
    private final Versions versions;
    private final Timer timer;
    private final ExecutorListener listener;
    private final Server server;

    /**
     * Listens from now on.
     *
     * @param versions what this control plane speaks
     * @throws IOException when the port is taken; the message names it
     */
    public ExecutorGateway(
            ListenAddress address, JoinTokens tokens, Versions versions, Timer timer, ExecutorListener listener)
            throws IOException {
        this.versions = versions;
        this.timer = timer;
        this.listener = listener;
        server = Transport.server(address)
                .maxInboundMessageSize(RpcLimits.CONTROL_MESSAGE_BYTES)
                .intercept(Bearer.requiring(tokens, REMEDY, listener::noted))
                .addService(new Service())
                .build()
                .start();
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    /**
     * Sends a command on its way. It is lost when the executor is not attached, or one that it would have to know for it is
     * not; whoever sends it repeats it as long as it has no effect.
     */
    public void send(ClusterId cluster, ExecutorId to, LeasedCommand command) {
        Attachment attachment = attached.get(new Place(cluster, to));
        if (attachment == null) {
            return;
        }
        AttachResponse.Builder response = AttachResponse.newBuilder().setCommand(CommandWire.encode(command));
        if (response.getCommand().getSerializedSize() > RpcLimits.CONTROL_MESSAGE_BYTES - 1024) {
            attachment.note("not sent: a command of " + response.getCommand().getSerializedSize()
                    + " bytes, more than an executor takes");
            return;
        }
        if (command.command() instanceof ExecutorCommand.Deploy(var _, var _, Placement placement, var _)) {
            Map<ExecutorId, ServerAddress> peers = new TreeMap<>();
            for (ExecutorId executor : placement.executors()) {
                Attachment peer = attached.get(new Place(cluster, executor));
                if (peer == null) {
                    attachment.note("not sent: a deployment together with " + executor + ", which is not attached");
                    return;
                }
                peers.put(executor, peer.handshake().exchange());
            }
            attachment.send(AttachResponse.newBuilder()
                    .setIntroductions(HandshakeWire.encode(peers))
                    .build());
        }
        attachment.send(response.build());
    }

    /** Asks what a checkpoint holds. Whether the question is on its way; nobody says whether it arrives. */
    public boolean ask(ClusterId cluster, ExecutorId to, StateQuery query) {
        Attachment attachment = attached.get(new Place(cluster, to));
        if (attachment == null) {
            return false;
        }
        attachment.send(AttachResponse.newBuilder()
                .setStateQuery(StateWire.encode(query))
                .build());
        return true;
    }

    /** Asks how tasks stand. Whether the question is on its way; nobody says whether it arrives. */
    public boolean ask(ClusterId cluster, ExecutorId to, StandingQuery query) {
        Attachment attachment = attached.get(new Place(cluster, to));
        if (attachment == null) {
            return false;
        }
        attachment.send(AttachResponse.newBuilder()
                .setStandingQuery(StandingWire.encode(query))
                .build());
        return true;
    }

    /** Nobody waits for the answer any more. */
    public void askNoMore(ClusterId cluster, ExecutorId to, long query) {
        Attachment attachment = attached.get(new Place(cluster, to));
        if (attachment != null) {
            attachment.send(AttachResponse.newBuilder()
                    .setStateQueryEnd(StateQueryEnd.newBuilder().setId(query))
                    .build());
        }
    }

    /** Has an executor do something with a savepoint. Whether that is on its way; nobody says whether it arrives. */
    public boolean order(ClusterId cluster, ExecutorId to, SavepointOrder order) {
        Attachment attachment = attached.get(new Place(cluster, to));
        if (attachment == null) {
            return false;
        }
        attachment.send(AttachResponse.newBuilder()
                .setSavepointOrder(SavepointWire.encode(order))
                .build());
        return true;
    }

    /** Expects an executor of a cluster to call for the archive of an order, until this is closed. */
    public SavepointTransfer transfer(ClusterId cluster, long order) {
        Expected place = new Expected(cluster, order);
        ByteTransfer<TransferResponse> transfer = new ByteTransfer<>(
                data -> TransferResponse.newBuilder().setData(data).build(), done -> expected.remove(place, done));
        expected.put(place, transfer);
        return transfer;
    }

    /** Ends all connections; executors try to come back. */
    @Override
    public void close() {
        server.shutdown();
        attached.values().forEach(attachment -> attachment.end(Status.UNAVAILABLE, "the control plane ends"));
        try {
            server.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.shutdownNow();
    }

    /** It takes the place of one that it had before. */
    void attach(AttachedExecutor executor, Attachment attachment) {
        Place place = new Place(executor.cluster(), executor.handshake().executor());
        Attachment before = attached.put(place, attachment);
        if (before != null) {
            before.end(Status.ABORTED, "replaced by a later connection from " + executor.remote());
        }
    }

    void detach(AttachedExecutor executor, Attachment attachment) {
        attached.remove(new Place(executor.cluster(), executor.handshake().executor()), attachment);
    }

    private final class Service extends ControlPlaneGrpc.ControlPlaneImplBase {

        @Override
        public StreamObserver<AttachRequest> attach(StreamObserver<AttachResponse> responses) {
            Attachment attachment = new Attachment(
                    Bearer.cluster(),
                    (ServerCallStreamObserver<AttachResponse>) responses,
                    Bearer.remote(),
                    versions,
                    ExecutorGateway.this,
                    listener);
            timer.after(RpcLimits.HANDSHAKE, attachment::expectHandshake);
            return attachment;
        }

        @Override
        public StreamObserver<TransferRequest> transfer(StreamObserver<TransferResponse> responses) {
            ClusterId cluster = Bearer.cluster();
            return new IncomingTransfer(
                    (ServerCallStreamObserver<TransferResponse>) responses,
                    order -> expected.get(new Expected(cluster, order)));
        }
    }
}
