package io.millrace.protocol.rpc.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a server listens. On the machine itself it may do so in plain text, as whoever reads along there has the processes
 * anyway; anywhere else only with a certificate.
 *
 * @param address with port 0 for any that is free
 * @param certificate what it encrypts with; empty for plain text
 */
public record ListenAddress(InetSocketAddress address, Optional<ServerCertificate> certificate) {

    /** Refuses what others could read along. */
    public ListenAddress {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("There is no address for the name " + address.getHostString()
                    + ". Name an interface of this machine.");
        }
        if (!address.getAddress().isLoopbackAddress() && certificate.isEmpty()) {
            throw new IllegalArgumentException("Not listening on " + address.getHostString() + ":" + address.getPort()
                    + " without a certificate: rows and secrets would cross the network readable. Give a certificate, or"
                    + " listen on 127.0.0.1.");
        }
    }

    /** On this machine only, in plain text. */
    public static ListenAddress loopback(int port) {
        return new ListenAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Optional.empty());
    }
}
