package io.millrace.protocol.rpc;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.protocol.rpc.security.PinnedServer;
import io.millrace.protocol.rpc.security.ServerCertificate;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;

/**
 * Servers and channels as both services want them: with the certificate that belongs there, connections that are tried when
 * they fall silent, and without threads of their own. Whatever they call runs on the network's threads and must not wait.
 */
public final class Transport {

    /** One process has one call; a second is one that takes over from it. */
    private static final int CALLS_PER_CONNECTION = 4;

    private Transport() {}

    /** A server that listens there. */
    public static NettyServerBuilder server(ListenAddress address) {
        ServerCredentials credentials = address.certificate()
                .map(ServerCertificate::keyManagers)
                .<ServerCredentials>map(keys -> TlsServerCredentials.newBuilder()
                        .keyManager(keys.toArray(KeyManager[]::new))
                        .build())
                .orElseGet(InsecureServerCredentials::create);
        return NettyServerBuilder.forAddress(address.address(), credentials)
                .directExecutor()
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                .keepAliveTime(RpcLimits.KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(RpcLimits.KEEP_ALIVE_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                // Half of what callers do, so that a clock that runs fast is not taken for abuse.
                .permitKeepAliveTime(RpcLimits.KEEP_ALIVE.toMillis() / 2, TimeUnit.MILLISECONDS);
    }

    /**
     * A channel to a server. Shows its token with each call.
     *
     * @throws IllegalArgumentException when the token names no certificate and the server is not on this machine
     */
    public static NettyChannelBuilder channel(ServerAddress server) {
        requireSafe(server);
        ChannelCredentials credentials = server.token()
                .server()
                .<ChannelCredentials>map(fingerprint -> TlsChannelCredentials.newBuilder()
                        .trustManager(new PinnedServer(fingerprint))
                        .build())
                .orElseGet(InsecureChannelCredentials::create);
        return NettyChannelBuilder.forAddress(server.host(), server.port(), credentials)
                .directExecutor()
                .intercept(Bearer.showing(server.token()))
                .keepAliveTime(RpcLimits.KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(RpcLimits.KEEP_ALIVE_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Refuses to show a token to whoever reads along.
     *
     * @throws IllegalArgumentException when the token names no certificate and the server is not on this machine
     */
    public static void requireSafe(ServerAddress server) {
        if (server.token().server().isEmpty() && !isThisMachine(server.host())) {
            throw new IllegalArgumentException(
                    "Not calling " + server + " in plain text: the token names no certificate, so it"
                            + " is one for the machine it was issued on. Start the server with an address of the network, and copy"
                            + " its token.");
        }
    }

    /** Without asking a name server, which would take its time, and would be believed. */
    private static boolean isThisMachine(String host) {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Why a call ended, for people: what the server said, or what the network did. */
    public static String reason(Throwable end) {
        Status status = Status.fromThrowable(end);
        StringBuilder words = new StringBuilder(Optional.ofNullable(status.getDescription())
                .orElse(status.getCode().toString()));
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && words.indexOf(cause.getMessage()) < 0) {
                words.append(": ").append(cause.getMessage());
            }
        }
        return words.toString();
    }
}
