package io.millrace.state;

/** Rows that take part in {@link HotMemory}: those in the arrays may leave them. The task's thread. */
interface HotRows {

    /** About how many bytes the rows in the arrays take up. */
    long hotBytes();

    /** About how many bytes a row in the arrays takes up; at least 1. */
    long rowBytes();

    /** Rows leave the arrays, if nobody has them; says how many. */
    int evict(int most);

    /** Rows leave the arrays while a walker has none but that at a slot; says how many. */
    default int evictBut(int most, int slot) {
        throw new IllegalStateException("Nobody walks here");
    }

    /** Rows leave the arrays, while they are restored, and are on disk then. */
    int evictNow(int most);
}
