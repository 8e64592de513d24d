package io.millrace.protocol.rpc.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Which certificate: SHA-256 of its DER encoding.
 *
 * @param text the hash in base64url without padding, 43 characters
 */
public record Fingerprint(String text) {

    private static final Pattern SPELLING = Pattern.compile("[A-Za-z0-9_-]{43}");

    public Fingerprint {
        if (!SPELLING.matcher(text).matches()) {
            throw new IllegalArgumentException("A fingerprint has 43 characters of base64url; this is " + text);
        }
    }

    /** Of this certificate. */
    public static Fingerprint of(X509Certificate certificate) {
        try {
            return new Fingerprint(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(certificate.getEncoded())));
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("The certificate has no encoding", e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
