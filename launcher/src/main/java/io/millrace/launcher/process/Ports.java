package io.millrace.launcher.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Ports of the loopback address. A port is free when it can be bound; between that and its use others may take it. */
public final class Ports {

    /** Ports looked at after the wished one. */
    private static final int REACH = 100;

    private static final int HIGHEST = 65_535;

    private Ports() {}

    /** Whether nobody listens there. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The first free one at or after {@code wished}; empty when the next hundred are taken. */
    public static OptionalInt freeFrom(int wished) {
        return IntStream.rangeClosed(wished, Math.min(HIGHEST, wished + REACH))
                .filter(Ports::isFree)
                .findFirst();
    }

    /** Any free one, chosen by the system. */
    public static int any() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
