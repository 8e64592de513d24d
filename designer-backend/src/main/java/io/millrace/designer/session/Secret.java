package io.millrace.designer.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What a link, a cookie or a token shows to be let in. Long enough that a plain hash of it gives nothing away. */
public record Secret(String value) {

    /** 256 bits. */
    public static final int BYTES = 32;

    /** The secret of these random bytes, in letters that need no quoting in an address or a cookie. */
    public static Secret of(byte[] random) {
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** What is stored in its place: SHA-256. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Never the secret, so that no log can hold it. */
    @Override
    public String toString() {
        return "Secret";
    }
}
