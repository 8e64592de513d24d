package io.millrace.protocol.rpc;

import io.millrace.protocol.rpc.security.JoinToken;

/**
 * Where a server is, and what is needed to call it.
 *
 * @param host a name or an address
 * @param port from 1 to 65535
 * @param token shown by the caller; names the certificate that the server has to have
 */
public record ServerAddress(String host, int port, JoinToken token) {

    private static final int MOST_PORT = 65_535;

    public ServerAddress {
        if (host.isBlank() || port < 1 || port > MOST_PORT) {
            throw new IllegalArgumentException("An address is HOST:PORT; this is " + host + ":" + port);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
