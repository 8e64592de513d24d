package io.millrace.state;

import java.util.Arrays;

/**
 * hash → slot by open addressing: a power of two of entries, at most half of them used, linear probing, removal by
 * shifting back (no tombstones). An entry is the upper 32 bits of the hash (its tag) and the slot; the lower bits say
 * where probing begins. Keys are the table's business: the index answers slots whose tag fits.
 *
 * <p>A batch is probed in two steps: first the first entry of every key is read, without a branch, so that the cache
 * misses of a whole batch overlap (35 ns a key become 21 when a million keys are asked for at random); then the entries are
 * judged, and those that stand elsewhere one entry further, round by round. After <a
 * href="https://doi.org/10.1145/3183713.3183733">Kersten et al., "Everything you always wanted to know about compiled and
 * vectorized queries"</a> (PVLDB 2018), with tags in the entries rather than pointers.
 */
final class HashIndex {

    private static final int SMALLEST = 32;

    private long[] entries;
    private int mask;
    private int used;

    /** How many keys of the batch at hand are found to be missing. */
    private int missing;

    HashIndex(int slots) {
        entries = new long[entriesFor(slots)];
        mask = entries.length - 1;
    }

    private static int entriesFor(int slots) {
        return Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, 2 * slots - 1)) << 1);
    }

    /**
     * Finds a slot with a fitting tag for each hash.
     *
     * @param slots receives the slots, -1 where there is none
     * @return how many there are none for; their positions stand in {@code buffers.missing}
     */
    int candidates(long[] hashes, int count, int[] slots, FetchBuffers buffers) {
        touch(hashes, count, buffers.entries);
        int displaced = judgeFirst(hashes, count, buffers.entries, slots, buffers.displaced);
        missing = 0;
        for (int distance = 1; displaced > 0; distance++) {
            displaced = judgeNext(hashes, distance, displaced, slots, buffers.displaced, buffers.missing);
        }
        return missing;
    }

    private void touch(long[] hashes, int count, long[] seen) {
        long[] table = entries;
        int bits = mask;
        for (int i = 0; i < count; i++) {
            seen[i] = table[(int) hashes[i] & bits];
        }
    }

    private static int judgeFirst(long[] hashes, int count, long[] seen, int[] slots, int[] displaced) {
        int n = 0;
        for (int i = 0; i < count; i++) {
            long entry = seen[i];
            slots[i] = (int) entry - 1;
            displaced[n] = i;
            n += differs(entry, hashes[i]);
        }
        return n;
    }

    /** Goes on one entry further with the positions that are left, and returns how many are left then. */
    private int judgeNext(long[] hashes, int distance, int count, int[] slots, int[] displaced, int[] absent) {
        long[] table = entries;
        int bits = mask;
        int m = missing;
        int n = 0;
        for (int i = 0; i < count; i++) {
            int position = displaced[i];
            int ended = slots[position] >>> 31;
            absent[m] = position;
            m += ended;
            long hash = hashes[position];
            long entry = table[(int) hash + distance & bits];
            slots[position] = (int) entry - 1 | -ended;
            displaced[n] = position;
            n += differs(entry, hash) & ~ended;
        }
        missing = m;
        return n;
    }

    /**
     * 1 when an entry is empty or of another tag, else 0. Without a branch: about one key in four is displaced, which no
     * predictor can learn.
     */
    private static int differs(long entry, long hash) {
        long different = (entry ^ hash) >>> 32;
        return (int) (-different >>> 63) | (int) entry - 1 >>> 31;
    }

    /** Where the first entry with a fitting tag is; {@code ~place} of the empty entry that ends the search. */
    int firstMatch(long hash) {
        return match((int) hash & mask, hash);
    }

    /** Where the next one is, behind {@code place}; else as {@link #firstMatch}. */
    int nextMatch(int place, long hash) {
        return match(place + 1 & mask, hash);
    }

    private int match(int from, long hash) {
        int place = from;
        while (true) {
            long entry = entries[place];
            if (entry == 0) {
                return ~place;
            }
            if ((entry ^ hash) >>> 32 == 0) {
                return place;
            }
            place = place + 1 & mask;
        }
    }

    /** The slot of the entry at this place. */
    int slotAt(int place) {
        return (int) entries[place] - 1;
    }

    /** Whether the next entry would fill more than half. */
    boolean isFull() {
        return 2 * used == entries.length;
    }

    /**
     * Whether the next entry would fill more than three quarters: searches are longer than in one that is half empty, and it takes up
     * half of the memory.
     */
    boolean isTight() {
        return 4L * used >= 3L * entries.length;
    }

    /** Adds an entry at the empty place that ended the search for its key. */
    void put(int place, long hash, int slot) {
        entries[place] = entryOf(hash, slot);
        used++;
    }

    private static long entryOf(long hash, int slot) {
        return hash & 0xFFFF_FFFF_0000_0000L | slot + 1;
    }

    /**
     * Doubles the index.
     *
     * @param hashes the hash of each slot
     */
    void grow(long[] hashes, SlotStore store) {
        fill(2 * entries.length, hashes, store);
    }

    /** Makes the index anew for the rows that are there. */
    void rebuild(long[] hashes, SlotStore store) {
        fill(Math.max(entries.length, entriesFor(store.size() + 1)), hashes, store);
        used = store.size();
    }

    private void fill(int size, long[] hashes, SlotStore store) {
        long[] grown = new long[size];
        int bits = grown.length - 1;
        // In the order of slots, so that hashes are read one after the other and only the writes go all over.
        for (int slot = store.nextLive(0); slot < store.top(); slot = store.nextLive(slot + 1)) {
            long hash = hashes[slot];
            int place = (int) hash & bits;
            while (grown[place] != 0) {
                place = place + 1 & bits;
            }
            grown[place] = entryOf(hash, slot);
        }
        entries = grown;
        mask = bits;
    }

    /**
     * Removes the entry of a slot.
     *
     * @param hashes the hash of each slot, of this one too
     */
    void remove(long[] hashes, int slot) {
        int hole = (int) hashes[slot] & mask;
        while ((int) entries[hole] - 1 != slot) {
            if (entries[hole] == 0) {
                throw new IllegalStateException("The index does not know slot " + slot);
            }
            hole = hole + 1 & mask;
        }
        int place = hole;
        while (true) {
            place = place + 1 & mask;
            long entry = entries[place];
            if (entry == 0) {
                break;
            }
            // An entry may fill the hole if its search begins at the hole or before.
            int home = (int) hashes[(int) entry - 1] & mask;
            if ((place - home & mask) >= (place - hole & mask)) {
                entries[hole] = entry;
                hole = place;
            }
        }
        entries[hole] = 0;
        used--;
    }

    /** How many bytes it takes up. Any thread. */
    long sizeBytes() {
        return 8L * entries.length;
    }

    /** Removes all entries. An index far too large for what it held becomes smaller, since clearing and probing cost. */
    void clear() {
        int enough = entriesFor(used);
        if (entries.length >= 8 * enough) {
            entries = new long[2 * enough];
            mask = entries.length - 1;
        } else {
            Arrays.fill(entries, 0);
        }
        used = 0;
    }
}
