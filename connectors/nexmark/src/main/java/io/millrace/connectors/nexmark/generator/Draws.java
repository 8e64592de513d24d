package io.millrace.connectors.nexmark.generator;

/**
 * Random numbers by position: the word of a field and an event is a hash of both and the seed. The hash is the output
 * function of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014), and a field is one
 * SplitMix64 sequence that is entered at the event's place.
 */
final class Draws {

    /** The golden ratio in 64 bits: the step between neighbours of a SplitMix64 sequence. */
    static final long STEP = 0x9e3779b97f4a7c15L;

    private Draws() {}

    /** The sequence of one field. */
    static long key(long seed, int field) {
        return mix(mix(seed + STEP) + field * STEP);
    }

    /** The word of an event in the sequence of a field. */
    static long word(long key, long event) {
        return mix(key + event * STEP);
    }

    /**
     * A number from 0 to bound - 1 from the upper half of a word; its lower 32 bits stay free for another choice. The
     * most likely number is more likely than the least by a share of bound / 2^32, which no test can see.
     *
     * @param bound at most 2^31
     */
    static long below(long word, long bound) {
        return (word >>> 32) * bound >>> 32;
    }

    /** The same from the lower half of a word. */
    static long belowByLowerHalf(long word, long bound) {
        return (word & 0xffff_ffffL) * bound >>> 32;
    }

    static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
