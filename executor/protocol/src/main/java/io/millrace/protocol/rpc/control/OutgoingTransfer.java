package io.millrace.protocol.rpc.control;

import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.millrace.protocol.executor.v1.ControlPlaneGrpc;
import io.millrace.protocol.executor.v1.TransferRequest;
import io.millrace.protocol.executor.v1.TransferResponse;
import io.millrace.protocol.job.SavepointTransfer;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Transport;
import org.jspecify.annotations.Nullable;

/** A transfer as an executor calls for it, over a connection of its own. */
final class OutgoingTransfer implements ClientResponseObserver<TransferRequest, TransferResponse> {

    private final ManagedChannel channel;
    private final ByteTransfer<TransferRequest> transfer;
    private @Nullable ClientCallStreamObserver<TransferRequest> call;

    private OutgoingTransfer(ManagedChannel channel) {
        this.channel = channel;
        // What is under way still arrives.
        transfer = new ByteTransfer<>(
                data -> TransferRequest.newBuilder().setData(data).build(), _ -> channel.shutdown());
    }

    /** Calls; what goes wrong with that is found out by reading and writing. */
    static SavepointTransfer begin(ServerAddress controlPlane, long order) {
        OutgoingTransfer outgoing =
                new OutgoingTransfer(Transport.channel(controlPlane).build());
        var unused = ControlPlaneGrpc.newStub(outgoing.channel).transfer(outgoing);
        ClientCallStreamObserver<TransferRequest> begun = outgoing.call;
        if (begun != null) {
            begun.onNext(TransferRequest.newBuilder().setOrder(order).build());
            outgoing.transfer.begin(begun);
        }
        return outgoing.transfer;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<TransferRequest> stream) {
        call = stream;
        stream.disableAutoRequestWithInitial(0);
        stream.setOnReadyHandler(transfer::ready);
    }

    @Override
    public void onNext(TransferResponse response) {
        transfer.came(response.getData());
    }

    @Override
    public void onError(Throwable broken) {
        transfer.broke("the control plane has ended it: " + Transport.reason(broken));
        channel.shutdown();
    }

    @Override
    public void onCompleted() {
        transfer.ended();
        channel.shutdown();
    }
}
