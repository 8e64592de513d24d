package io.millrace.designer.deployments.log;

import io.millrace.designer.permission.Member;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Ids for what is new. What is asked for under an idempotency key has its id from that key, so that asking again, after whatever has
 * happened in between, is asking about the same.
 */
@Singleton
public final class KeyedIds {

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 16;

    private final RandomGenerator random;

    KeyedIds(RandomGenerator random) {
        this.random = random;
    }

    /**
     * An id.
     *
     * @param prefix says what of; keys of other things are other keys
     */
    public String next(String prefix, Member member, Optional<String> idempotencyKey) {
        byte[] bytes = new byte[LENGTH];
        idempotencyKey.ifPresentOrElse(
                key -> System.arraycopy(
                        hash(member.workspace() + "/" + member.user().id() + "/" + key), 0, bytes, 0, LENGTH),
                () -> random.nextBytes(bytes));
        StringBuilder id = new StringBuilder(prefix);
        for (byte one : bytes) {
            id.append(LETTERS.charAt(one & (LETTERS.length() - 1)));
        }
        return id.toString();
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
