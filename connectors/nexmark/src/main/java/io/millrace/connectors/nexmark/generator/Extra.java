package io.millrace.connectors.nexmark.generator;

import io.millrace.columns.BytesVector;

/**
 * The filler that brings rows to their average size: a piece of one pool of random letters, somewhere and of a length
 * that is uniform within a fifth around what is missing.
 */
final class Extra {

    private static final int POOL_BYTES = 1 << 20;

    /** Longest piece: a fifth more than the average size of an auction. */
    private static final int LONGEST = 600;

    private final byte[] pool;

    Extra(long seed) {
        long key = Field.POOL_EXTRA.key(seed);
        pool = new byte[POOL_BYTES];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = (byte) ('a' + Draws.below(Draws.word(key, i), 26));
        }
    }

    /** Lets the rows of an empty vector point into the pool. */
    void lend(BytesVector vector) {
        vector.borrow(pool);
    }

    static int start(long word) {
        return (int) Draws.below(word, POOL_BYTES - LONGEST);
    }

    /** How much is added when {@code missing} bytes are on average. */
    static int length(long word, int missing) {
        if (missing <= 0) {
            return 0;
        }
        int shortest = shortest(missing);
        int lengths = Math.max(2 * (missing - shortest), 1);
        return shortest + (int) Draws.belowByLowerHalf(word, lengths);
    }

    /** The least of the lengths for {@code missing} bytes. */
    static int shortest(int missing) {
        return missing - (missing + 2) / 5;
    }
}
