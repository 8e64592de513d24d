package io.millrace.protocol.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.millrace.protocol.rpc.security.ClusterId;
import io.millrace.protocol.rpc.security.JoinToken;
import io.millrace.protocol.rpc.security.JoinTokens;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Tokens in the metadata of calls: shown by the caller, looked at by the server before it reads a message. */
public final class Bearer {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final String SCHEME = "Bearer ";

    private static final Context.Key<ClusterId> CLUSTER = Context.key("cluster");

    private static final Context.Key<String> REMOTE = Context.key("remote");

    private Bearer() {}

    /** Shows this token with each call. */
    public static io.grpc.ClientInterceptor showing(JoinToken token) {
        Metadata metadata = new Metadata();
        metadata.put(AUTHORIZATION, SCHEME + token.credential());
        return MetadataUtils.newAttachHeadersInterceptor(metadata);
    }

    /** What the token of the call that is being served lets its caller join. */
    public static ClusterId cluster() {
        return CLUSTER.get();
    }

    /** The address the call that is being served comes from, for people. */
    public static String remote() {
        return REMOTE.get();
    }

    /**
     * Turns away calls whose token does not admit them.
     *
     * @param remedy what the caller can do, for people
     * @param noted hears of them: the address of the caller, and why
     */
    public static ServerInterceptor requiring(JoinTokens tokens, String remedy, BiConsumer<String, String> noted) {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
                Optional<ClusterId> cluster = Optional.ofNullable(metadata.get(AUTHORIZATION))
                        .filter(header -> header.startsWith(SCHEME))
                        .flatMap(header -> tokens.admit(header.substring(SCHEME.length())));
                if (cluster.isEmpty()) {
                    noted.accept(remote(call), "turned away: no token that is known here");
                    call.close(
                            Status.UNAUTHENTICATED.withDescription("The token is not known here. " + remedy),
                            new Metadata());
                    return new ServerCall.Listener<>() {};
                }
                return Contexts.interceptCall(
                        Context.current().withValues(CLUSTER, cluster.get(), REMOTE, remote(call)),
                        call,
                        metadata,
                        next);
            }
        };
    }

    private static String remote(ServerCall<?, ?> call) {
        return String.valueOf(call.getAttributes().get(io.grpc.Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    }
}
