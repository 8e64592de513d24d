package io.millrace.model.type;

import java.util.List;

/**
 * Which changes an edge may carry.
 *
 * @param kind what may come
 * @param key the columns an upsert stream is keyed by; empty for the other kinds
 */
public record ChangeMode(Kind kind, List<String> key) {

    /** What may come on an edge. */
    public enum Kind {
        /** Only INSERT. */
        APPEND,
        /** INSERT, UPDATE_BEFORE, UPDATE_AFTER and DELETE, each with the full row. */
        RETRACT,
        /** UPDATE_AFTER writes the row of its key anew, DELETE removes it; no UPDATE_BEFORE is sent. */
        UPSERT
    }

    /** Only INSERT. */
    public static final ChangeMode APPEND = new ChangeMode(Kind.APPEND, List.of());

    /** All four changes. */
    public static final ChangeMode RETRACT = new ChangeMode(Kind.RETRACT, List.of());

    public ChangeMode {
        key = List.copyOf(key);
        if (key.isEmpty() == (kind == Kind.UPSERT)) {
            throw new IllegalArgumentException("Key columns " + key + " do not go with change mode " + kind);
        }
    }

    /** A stream of upserts by these columns. */
    public static ChangeMode upsert(List<String> key) {
        return new ChangeMode(Kind.UPSERT, key);
    }

    /** Whether only INSERT may come. */
    public boolean isAppend() {
        return kind == Kind.APPEND;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case APPEND -> "append";
            case RETRACT -> "retract";
            case UPSERT -> "upsert(" + String.join(", ", key) + ")";
        };
    }
}
