package io.millrace.state;

import java.util.Arrays;

/**
 * hash → slot by open addressing: segments of a power of two of entries, of which at most a part is used, linear probing within the
 * segment, removal by shifting back (no tombstones). An entry is the upper 32 bits of the hash (its tag) and the slot; the lowest bits say
 * where probing begins, those above them which segment. Keys are the table's business: the index answers slots whose tag fits.
 *
 * <p>The first segment doubles until it has {@value #SEGMENT} entries. From then on a segment that is full becomes two: so there is never
 * more to be moved at once than takes a fraction of a millisecond, and never twice the memory. After R. Fagin et al., "Extendible hashing
 * — a fast access method for dynamic files" (ACM TODS 4/3, 1979).
 *
 * <p>A batch is probed in two steps: first the first entry of every key is read, without a branch, so that the cache
 * misses of a whole batch overlap (35 ns a key become 21 when a million keys are asked for at random); then the entries are
 * judged, and those that stand elsewhere one entry further, round by round. After <a
 * href="https://doi.org/10.1145/3183713.3183733">Kersten et al., "Everything you always wanted to know about compiled and
 * vectorized queries"</a> (PVLDB 2018), with tags in the entries rather than pointers.
 */
final class HashIndex {

    private static final int SMALLEST = 32;

    private static final int SEGMENT_BITS = 15;

    /** 256 KiB: less than half of the smallest region of a collector that gives larger arrays regions of their own. */
    private static final int SEGMENT = 1 << SEGMENT_BITS;

    /** So many bits of a hash choose a segment. Keys that are alike in all of them share one, however large it has to become. */
    private static final int MOST_BITS = 16;

    /** Some of the entries: those whose hash has the same {@code depth} bits above the lowest {@link #SEGMENT_BITS}. */
    private static final class Segment {

        private final int depth;
        private long[] entries;
        private int used;

        private Segment(int depth, int size) {
            this.depth = depth;
            entries = new long[size];
        }

        private int home(long hash) {
            return (int) hash & entries.length - 1;
        }

        private void add(long hash, int slot) {
            int place = home(hash);
            while (entries[place] != 0) {
                place = place + 1 & entries.length - 1;
            }
            entries[place] = entryOf(hash, slot);
            used++;
        }

        private boolean isTight() {
            return 4L * used >= 3L * entries.length;
        }
    }

    /** By the bits of the hash that choose one: a power of two of them. A segment of less depth than that stands at several places. */
    private Segment[] segments;

    /** The entries of each, so that a probe need not go by the segment. */
    private long[][] entries;

    private long sizeBytes;

    /** How many keys of the batch at hand are found to be missing. */
    private int missing;

    HashIndex(int slots) {
        startFor(slots);
    }

    /** Makes the index empty, with room for so many slots. */
    private void startFor(int slots) {
        int size = entriesFor(slots);
        int count = Math.max(1, size >>> SEGMENT_BITS);
        segments = new Segment[count];
        entries = new long[count][];
        for (int i = 0; i < count; i++) {
            segments[i] = new Segment(Integer.numberOfTrailingZeros(count), Math.min(size, SEGMENT));
            entries[i] = segments[i].entries;
        }
        sizeBytes = 8L * size;
    }

    private static int entriesFor(int slots) {
        return Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, 2 * slots - 1)) << 1);
    }

    private int whichOf(long hash) {
        return (int) hash >>> SEGMENT_BITS & segments.length - 1;
    }

    private Segment segmentOf(long hash) {
        return segments[whichOf(hash)];
    }

    /**
     * Finds a slot with a fitting tag for each hash.
     *
     * @param slots receives the slots, -1 where there is none
     * @return how many there are none for; their positions stand in {@code buffers.missing}
     */
    int candidates(long[] hashes, int count, int[] slots, FetchBuffers buffers) {
        if (entries.length == 1) {
            touch(entries[0], hashes, count, buffers.entries);
        } else {
            touch(entries, hashes, count, buffers.entries);
        }
        int displaced = judgeFirst(hashes, count, buffers.entries, slots, buffers.displaced);
        missing = 0;
        for (int distance = 1; displaced > 0; distance++) {
            displaced = judgeNext(hashes, distance, displaced, slots, buffers.displaced, buffers.missing);
        }
        return missing;
    }

    private static void touch(long[] table, long[] hashes, int count, long[] seen) {
        for (int i = 0; i < count; i++) {
            seen[i] = table[(int) hashes[i] & table.length - 1];
        }
    }

    private static void touch(long[][] tables, long[] hashes, int count, long[] seen) {
        for (int i = 0; i < count; i++) {
            int hash = (int) hashes[i];
            long[] table = tables[hash >>> SEGMENT_BITS & tables.length - 1];
            seen[i] = table[hash & table.length - 1];
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
        long[][] tables = entries;
        int m = missing;
        int n = 0;
        for (int i = 0; i < count; i++) {
            int position = displaced[i];
            int ended = slots[position] >>> 31;
            absent[m] = position;
            m += ended;
            long hash = hashes[position];
            long[] table = tables[(int) hash >>> SEGMENT_BITS & tables.length - 1];
            long entry = table[(int) hash + distance & table.length - 1];
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

    /**
     * Where the first entry with a fitting tag is; {@code ~place} of the empty entry that ends the search. A place is a number of its
     * segment and one in the segment; it holds until the index grows.
     */
    long firstMatch(long hash) {
        int which = whichOf(hash);
        return match(which, segments[which].home(hash), hash);
    }

    /** Where the next one is, behind {@code place}; else as {@link #firstMatch}. */
    long nextMatch(long place, long hash) {
        int which = (int) (place >>> Integer.SIZE);
        return match(which, (int) place + 1 & entries[which].length - 1, hash);
    }

    private long match(int which, int from, long hash) {
        long[] table = entries[which];
        int at = from;
        while (true) {
            long entry = table[at];
            long place = (long) which << Integer.SIZE | at;
            if (entry == 0) {
                return ~place;
            }
            if ((entry ^ hash) >>> 32 == 0) {
                return place;
            }
            at = at + 1 & table.length - 1;
        }
    }

    /** The slot of the entry at this place. */
    int slotAt(long place) {
        return (int) entries[(int) (place >>> Integer.SIZE)][(int) place] - 1;
    }

    /** Whether one more entry for this hash would fill more than half of its segment. */
    boolean isFull(long hash) {
        Segment segment = segmentOf(hash);
        return 2L * segment.used >= segment.entries.length;
    }

    /**
     * Whether one more entry for this hash would fill more than three quarters of its segment: searches are longer than in one that is
     * half empty, and it takes up half of the memory.
     */
    boolean isTight(long hash) {
        return segmentOf(hash).isTight();
    }

    /** Adds an entry at the empty place that ended the search for its key. */
    void put(long place, long hash, int slot) {
        Segment segment = segments[(int) (place >>> Integer.SIZE)];
        segment.entries[(int) place] = entryOf(hash, slot);
        segment.used++;
    }

    private static long entryOf(long hash, int slot) {
        return hash & 0xFFFF_FFFF_0000_0000L | slot + 1;
    }

    /**
     * Makes twice as much room for keys like that of {@code hash}.
     *
     * @param hashes the hash of each slot
     */
    void grow(long hash, long[] hashes) {
        Segment full = segmentOf(hash);
        if (full.entries.length < SEGMENT || full.depth == MOST_BITS) {
            Segment grown = new Segment(full.depth, 2 * full.entries.length);
            move(full, grown, grown, hashes);
            replace(full, grown, grown, whichOf(hash));
        } else {
            if (1 << full.depth == segments.length) {
                doubleDirectory();
            }
            Segment low = new Segment(full.depth + 1, SEGMENT);
            Segment high = new Segment(full.depth + 1, SEGMENT);
            move(full, low, high, hashes);
            replace(full, low, high, whichOf(hash));
        }
        sizeBytes += 8L * full.entries.length;
    }

    /** Entries go by the bit of their hash that the depth of {@code from} did not look at yet. */
    private static void move(Segment from, Segment low, Segment high, long[] hashes) {
        int bit = SEGMENT_BITS + from.depth;
        for (long entry : from.entries) {
            if (entry != 0) {
                int slot = (int) entry - 1;
                long hash = hashes[slot];
                ((hash >>> bit & 1) == 0 ? low : high).add(hash, slot);
            }
        }
    }

    /** Where a segment stood there are two, or twice the same. */
    private void replace(Segment gone, Segment low, Segment high, int place) {
        int step = 1 << gone.depth;
        for (int i = place & step - 1; i < segments.length; i += step) {
            Segment segment = (i & step) == 0 ? low : high;
            segments[i] = segment;
            entries[i] = segment.entries;
        }
    }

    private void doubleDirectory() {
        int count = segments.length;
        segments = Arrays.copyOf(segments, 2 * count);
        entries = Arrays.copyOf(entries, 2 * count);
        System.arraycopy(segments, 0, segments, count, count);
        System.arraycopy(entries, 0, entries, count, count);
    }

    /** Makes the index anew for the rows that are there. */
    void rebuild(long[] hashes, SlotStore store) {
        startFor(store.size() + 1);
        // In the order of slots, so that hashes are read one after the other and only the writes go all over.
        for (int slot = store.nextLive(0); slot < store.top(); slot = store.nextLive(slot + 1)) {
            long hash = hashes[slot];
            while (isTight(hash)) {
                grow(hash, hashes);
            }
            segmentOf(hash).add(hash, slot);
        }
    }

    /**
     * Removes the entry of a slot.
     *
     * @param hashes the hash of each slot, of this one too
     */
    void remove(long[] hashes, int slot) {
        Segment segment = segmentOf(hashes[slot]);
        long[] table = segment.entries;
        int mask = table.length - 1;
        int hole = segment.home(hashes[slot]);
        while ((int) table[hole] - 1 != slot) {
            if (table[hole] == 0) {
                throw new IllegalStateException("The index does not know slot " + slot);
            }
            hole = hole + 1 & mask;
        }
        int place = hole;
        while (true) {
            place = place + 1 & mask;
            long entry = table[place];
            if (entry == 0) {
                break;
            }
            // An entry may fill the hole if its search begins at the hole or before.
            int home = segment.home(hashes[(int) entry - 1]);
            if ((place - home & mask) >= (place - hole & mask)) {
                table[hole] = entry;
                hole = place;
            }
        }
        table[hole] = 0;
        segment.used--;
    }

    /** How many bytes it takes up. Any thread. */
    long sizeBytes() {
        return sizeBytes;
    }

    /** Removes all entries. An index far too large for what it held becomes smaller, since clearing and probing cost. */
    void clear() {
        int used = 0;
        for (int i = 0; i < segments.length; i++) {
            used += standsFirstAt(i) ? segments[i].used : 0;
        }
        if (sizeBytes >= 64L * entriesFor(used)) {
            startFor(entriesFor(used));
            return;
        }
        for (int i = 0; i < segments.length; i++) {
            if (standsFirstAt(i)) {
                Arrays.fill(segments[i].entries, 0);
                segments[i].used = 0;
            }
        }
    }

    private boolean standsFirstAt(int place) {
        return place >>> segments[place].depth == 0;
    }
}
