package io.millrace.engine.operators.join;

/** In what form the rows of one side of a join come out. */
enum Showing {
    /** Once for each match (INNER). */
    MATCHES,
    /** Once for each match; alone, that is without one, with NULL for the other side (OUTER). */
    MATCHES_OR_NULLS,
    /** As they are while they have a match, once however many (SEMI). */
    WITH_MATCH,
    /** As they are while they have none (ANTI). */
    WITHOUT_MATCH,
    /** Not at all: they only decide about the rows of the other side. */
    NOTHING;

    /** Whether it changes what stands when a row gets its first match or loses its last. */
    boolean dependsOnMatches() {
        return switch (this) {
            case MATCHES_OR_NULLS, WITH_MATCH, WITHOUT_MATCH -> true;
            case MATCHES, NOTHING -> false;
        };
    }

    /** Whether a row comes out once for each match. */
    boolean isJoined() {
        return this == MATCHES || this == MATCHES_OR_NULLS;
    }

    /** Whether a row comes out on its own when it is alone. */
    boolean showsAlone() {
        return this == MATCHES_OR_NULLS || this == WITHOUT_MATCH;
    }
}
