package io.millrace.protocol.rpc.control;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.millrace.protocol.executor.v1.AttachResponse;
import io.millrace.protocol.executor.v1.ControlPlaneGrpc;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Transport;

/** Calls the control plane with a token and says nothing. */
final class SilentCaller {

    private SilentCaller() {}

    /** Returns at once; the call ends when the server ends it. */
    static void call(ServerAddress server) {
        ManagedChannel channel = Transport.channel(server).build();
        var unused = ControlPlaneGrpc.newStub(channel).attach(new StreamObserver<>() {
            @Override
            public void onNext(AttachResponse response) {}

            @Override
            public void onError(Throwable end) {
                channel.shutdownNow();
            }

            @Override
            public void onCompleted() {
                channel.shutdownNow();
            }
        });
    }
}
