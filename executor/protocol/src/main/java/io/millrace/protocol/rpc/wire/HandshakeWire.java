package io.millrace.protocol.rpc.wire;

import io.millrace.protocol.executor.v1.Introductions;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.security.JoinToken;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who processes are, as messages. */
public final class HandshakeWire {

    private HandshakeWire() {}

    /** The handshake as a message. */
    public static io.millrace.protocol.executor.v1.Handshake encode(Handshake handshake) {
        return io.millrace.protocol.executor.v1.Handshake.newBuilder()
                .setVersions(encode(handshake.versions()))
                .setExecutor(handshake.executor().value())
                .setSlots(handshake.slots())
                .setExchange(encode(handshake.exchange()))
                .setHostName(handshake.hostName())
                .setPid(handshake.pid())
                .setCatalogue(handshake.catalogue())
                .build();
    }

    /**
     * The handshake in a message whose versions fit.
     *
     * @throws UnreadableMessage when it is none
     */
    public static Handshake decode(io.millrace.protocol.executor.v1.Handshake message) {
        UnreadableMessage.require(!message.getExecutor().isBlank(), "A handshake names no executor");
        UnreadableMessage.require(message.getSlots() >= 1, "A handshake of an executor without workers");
        UnreadableMessage.require(message.hasExchange(), "A handshake has no address for other executors");
        return new Handshake(
                decode(message.getVersions()),
                new ExecutorId(message.getExecutor()),
                message.getSlots(),
                decode(message.getExchange()),
                message.getHostName(),
                message.getPid(),
                message.getCatalogue());
    }

    /** The versions as a message. */
    public static io.millrace.protocol.executor.v1.Versions encode(Versions versions) {
        return io.millrace.protocol.executor.v1.Versions.newBuilder()
                .setProtocol(versions.protocol())
                .setOperatorPlan(versions.operatorPlan())
                .setProduct(versions.product())
                .build();
    }

    /** The versions in a message. */
    public static Versions decode(io.millrace.protocol.executor.v1.Versions message) {
        return new Versions(message.getProtocol(), message.getOperatorPlan(), message.getProduct());
    }

    /** Executors and where they are, as a message. */
    public static Introductions encode(Map<ExecutorId, ServerAddress> peers) {
        Introductions.Builder out = Introductions.newBuilder();
        new TreeMap<>(peers)
                .forEach((executor, address) -> out.addPeers(Introductions.Peer.newBuilder()
                        .setExecutor(executor.value())
                        .setAddress(encode(address))));
        return out.build();
    }

    /**
     * The executors in a message, and where they are.
     *
     * @throws UnreadableMessage when they are none
     */
    public static SortedMap<ExecutorId, ServerAddress> decode(Introductions message) {
        SortedMap<ExecutorId, ServerAddress> peers = new TreeMap<>();
        for (Introductions.Peer peer : message.getPeersList()) {
            UnreadableMessage.require(!peer.getExecutor().isBlank(), "An introduction names no executor");
            peers.put(new ExecutorId(peer.getExecutor()), decode(peer.getAddress()));
        }
        return peers;
    }

    private static io.millrace.protocol.executor.v1.ServerAddress encode(ServerAddress address) {
        return io.millrace.protocol.executor.v1.ServerAddress.newBuilder()
                .setHost(address.host())
                .setPort(address.port())
                .setToken(address.token().text())
                .build();
    }

    private static ServerAddress decode(io.millrace.protocol.executor.v1.ServerAddress message) {
        try {
            return new ServerAddress(message.getHost(), message.getPort(), JoinToken.parse(message.getToken()));
        } catch (IllegalArgumentException e) {
            throw new UnreadableMessage("The address of an executor is none: " + e.getMessage(), e);
        }
    }
}
