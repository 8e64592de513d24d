package io.millrace.protocol.rpc.preview;

import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What only the preview process and its parent know; in the metadata of each call. */
final class Secret {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private Secret() {}

    static ClientInterceptor showing(String secret) {
        Metadata metadata = new Metadata();
        metadata.put(AUTHORIZATION, bearer(secret));
        return MetadataUtils.newAttachHeadersInterceptor(metadata);
    }

    static ServerInterceptor requiring(String secret) {
        byte[] expected = bearer(secret).getBytes(StandardCharsets.US_ASCII);
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
                String shown = metadata.get(AUTHORIZATION);
                boolean isKnown =
                        shown != null && MessageDigest.isEqual(expected, shown.getBytes(StandardCharsets.US_ASCII));
                if (!isKnown) {
                    call.close(
                            Status.UNAUTHENTICATED.withDescription("Only the parent of this process may call it."),
                            new Metadata());
                    return new ServerCall.Listener<>() {};
                }
                return next.startCall(call, metadata);
            }
        };
    }

    private static String bearer(String secret) {
        return "Bearer " + secret;
    }
}
