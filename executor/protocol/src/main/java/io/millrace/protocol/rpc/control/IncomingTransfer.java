package io.millrace.protocol.rpc.control;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.millrace.protocol.executor.v1.TransferRequest;
import io.millrace.protocol.executor.v1.TransferResponse;
import io.millrace.protocol.rpc.Transport;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A transfer as the control plane serves it: its first message says which one it is. */
final class IncomingTransfer implements StreamObserver<TransferRequest> {

    private final ServerCallStreamObserver<TransferResponse> call;
    private final LongFunction<@Nullable ByteTransfer<TransferResponse>> expected;
    private volatile @Nullable ByteTransfer<TransferResponse> transfer;

    /**
     * @param expected the transfer of an order, as long as somebody waits for it
     */
    IncomingTransfer(
            ServerCallStreamObserver<TransferResponse> call,
            LongFunction<@Nullable ByteTransfer<TransferResponse>> expected) {
        this.call = call;
        this.expected = expected;
        call.disableAutoRequest();
        call.setOnReadyHandler(() -> {
            ByteTransfer<TransferResponse> open = transfer;
            if (open != null) {
                open.ready();
            }
        });
        call.setOnCancelHandler(() -> broke("the executor has ended it"));
        call.request(1);
    }

    @Override
    public void onNext(TransferRequest request) {
        ByteTransfer<TransferResponse> open = transfer;
        switch (request.getMessageCase()) {
            case ORDER -> {
                ByteTransfer<TransferResponse> found = open == null ? expected.apply(request.getOrder()) : null;
                transfer = found;
                if (found == null || !found.begin(call)) {
                    call.onError(Status.NOT_FOUND
                            .withDescription("nobody waits for this transfer")
                            .asRuntimeException());
                }
            }
            case DATA -> {
                if (open != null) {
                    open.came(request.getData());
                }
            }
            case MESSAGE_NOT_SET ->
                call.onError(Status.INVALID_ARGUMENT
                        .withDescription("a part of a transfer is none that this version knows")
                        .asRuntimeException());
        }
    }

    @Override
    public void onError(Throwable broken) {
        broke("the executor was cut off: " + Transport.reason(broken));
    }

    @Override
    public void onCompleted() {
        ByteTransfer<TransferResponse> open = transfer;
        if (open != null) {
            open.ended();
        }
    }

    private void broke(String reason) {
        ByteTransfer<TransferResponse> open = transfer;
        if (open != null) {
            open.broke(reason);
        }
    }
}
