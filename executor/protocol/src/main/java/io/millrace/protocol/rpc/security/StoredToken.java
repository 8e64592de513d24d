package io.millrace.protocol.rpc.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What a server keeps of a token.
 *
 * @param id the token's id
 * @param cluster what it lets its bearer join
 * @param secretHash SHA-256 of the secret, in hexadecimal. A secret is 256 random bits, so nobody finds it from that, and
 *     a slow or salted hash would add nothing.
 */
public record StoredToken(String id, ClusterId cluster, String secretHash) {

    /** What to keep of a token. */
    public static StoredToken of(JoinToken token, ClusterId cluster) {
        return new StoredToken(token.id(), cluster, hash(token.secret()));
    }

    /** Whether this is the secret. Takes as long for a wrong one as for the right one. */
    boolean opensWith(String secret) {
        return MessageDigest.isEqual(
                hash(secret).getBytes(StandardCharsets.US_ASCII), secretHash.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(String secret) {
        return HexFormat.of().formatHex(Fingerprint.sha256(secret.getBytes(StandardCharsets.US_ASCII)));
    }
}
