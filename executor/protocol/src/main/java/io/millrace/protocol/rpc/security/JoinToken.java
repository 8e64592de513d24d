package io.millrace.protocol.rpc.security;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody needs to call a server: as text {@code mr1.ID.SECRET} or {@code mr1.ID.SECRET.FINGERPRINT}. The secret admits
 * the caller, the fingerprint says whom the caller must meet. Whoever has the text can join, so it never reaches a log:
 * {@link #toString} leaves the secret out.
 *
 * @param id public; what a server finds its record of the token by
 * @param secret 256 random bits in base64url, so that a hash without salt keeps it
 * @param server the certificate of the server; empty for one on this machine that has none
 */
public record JoinToken(String id, String secret, Optional<Fingerprint> server) {

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 9;

    private static final Pattern SPELLING =
            Pattern.compile("mr1\\.([A-Za-z0-9_-]{1,64})\\.([A-Za-z0-9_-]{43})(?:\\.([A-Za-z0-9_-]{43}))?");

    private static final Pattern CREDENTIAL = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.([A-Za-z0-9_-]{43})");

    /** Checks the spelling. */
    public JoinToken {
        if (!CREDENTIAL.matcher(id + "." + secret).matches()) {
            throw new IllegalArgumentException("A token's id and secret are base64url, the secret of 43 characters");
        }
    }

    /**
     * A new one.
     *
     * @param server the certificate of the server that issues it; empty if it serves this machine only, without one
     */
    public static JoinToken issue(SecureRandom random, Optional<Fingerprint> server) {
        return new JoinToken(base64(random, ID_BYTES), base64(random, SECRET_BYTES), server);
    }

    private static String base64(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The token with this text.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it
     */
    public static JoinToken parse(String text) {
        Matcher matcher = SPELLING.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("This is no join token. One looks like mr1.ID.SECRET or"
                    + " mr1.ID.SECRET.FINGERPRINT; copy it whole from where the control plane shows it.");
        }
        return new JoinToken(
                matcher.group(1),
                matcher.group(2),
                Optional.ofNullable(matcher.group(3)).map(Fingerprint::new));
    }

    /** What {@link #parse} reads. Holds the secret. */
    public String text() {
        return "mr1." + id + "." + secret + server.map(print -> "." + print).orElse("");
    }

    /** What a caller shows to the server. Holds the secret. */
    public String credential() {
        return id + "." + secret;
    }

    /** Whether what a caller shows is spelled like a credential. */
    static Optional<Matcher> credential(String shown) {
        Matcher matcher = CREDENTIAL.matcher(shown);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    @Override
    public String toString() {
        return "join token " + id;
    }
}
