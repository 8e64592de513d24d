package io.millrace.protocol.rpc.security;

import java.util.Optional;

/** The tokens a server accepts. */
@FunctionalInterface
public interface JoinTokens {

    /**
     * What is kept of a token; empty for one that never was or was revoked. Called on a network thread at each connection, so
     * it answers from memory.
     */
    Optional<StoredToken> find(String tokenId);

    /**
     * What this credential lets its bearer join; empty if nothing.
     *
     * @param shown what the caller shows, as {@link JoinToken#credential} has it
     */
    default Optional<ClusterId> admit(String shown) {
        return JoinToken.credential(shown)
                .flatMap(parts -> find(parts.group(1)).filter(stored -> stored.opensWith(parts.group(2))))
                .map(StoredToken::cluster);
    }

    /** Just this one. */
    static JoinTokens only(StoredToken token) {
        return id -> token.id().equals(id) ? Optional.of(token) : Optional.empty();
    }
}
