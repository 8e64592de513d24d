package io.millrace.state;

import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.ScalarType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which only some are in the arrays: those have a place there, the others are {@link ColdRows}. Of every row the id, the
 * hash and where it is stay in memory.
 *
 * <p>What leaves is chosen by a clock: a hand goes around the places; a row that was fetched since it came by stays, another one
 * goes. A row that is as it was read from disk is just forgotten. After F. J. Corbató, "A paging experiment with the Multics
 * system" (1968).
 */
final class TieredRows {

    /** A link is the place plus one, so that zero, which is what a fresh id has, is none. */
    private static final int NONE = 0;

    private final SlotStore ids;
    private final LongVector hashes;
    private final IntVector links;

    /** The rows in the arrays, by place; a mark says that it is not on disk as it is. */
    private final SlotStore places;

    /** The hash of each row, by place. */
    private final LongVector placeHashes;

    private final ColdRows cold;
    private final RowBytes bytes = new RowBytes();

    /** The id of each row, by place. */
    private int[] idOf;

    /** Whether it was fetched since the hand came by, a bit a place. */
    private long[] fetched;

    /** Which rows are not in the arrays, a bit an id. */
    private long[] away;

    /** Places whose hash is to be taken down. */
    private final IntStack restored = new IntStack();

    private int hand;
    private int[] victims = new int[64];

    /**
     * Takes over the rows of a store, which all stay where they are: their slots become ids.
     *
     * @param placeHashes the hash of each row, by slot
     */
    TieredRows(String name, SlotStore places, LongVector placeHashes, ColdRows cold) {
        this.places = places;
        this.placeHashes = placeHashes;
        this.cold = cold;
        int capacity = places.capacity();
        hashes = (LongVector) Vector.create(ScalarType.BIGINT.notNull(), capacity);
        links = (IntVector) Vector.create(ScalarType.INT.notNull(), capacity);
        ids = new SlotStore(name, new Vector[] {hashes, links}, KeptColumns.NONE, capacity);
        ids.adopt(places);
        System.arraycopy(placeHashes.values(), 0, hashes.values(), 0, places.top());
        idOf = new int[capacity];
        fetched = new long[(capacity + 63) >>> 6];
        away = new long[(capacity + 63) >>> 6];
        for (int slot = places.nextLive(0); slot < places.top(); slot = places.nextLive(slot + 1)) {
            links.values()[slot] = slot + 1;
            idOf[slot] = slot;
        }
        places.adopted();
    }

    SlotStore ids() {
        return ids;
    }

    ColdRows cold() {
        return cold;
    }

    /** The hash of each row, by id. */
    long[] hashes() {
        return hashes.values();
    }

    int id(int place) {
        return idOf[place];
    }

    /** Where a row is in the arrays, or -1 when it is cold. */
    int place(int id) {
        return links.values()[id] - 1;
    }

    /**
     * Turns ids into places.
     *
     * @param slots ids, or -1
     * @return whether all of them are in the arrays; else they are ids still
     */
    boolean toPlaces(int[] slots, int count) {
        int[] link = links.values();
        int coldest = 1;
        for (int i = 0; i < count; i++) {
            int id = slots[i];
            coldest = Math.min(coldest, id < 0 ? 1 : link[id]);
        }
        if (coldest == NONE) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            int id = slots[i];
            slots[i] = id < 0 ? -1 : link[id] - 1;
        }
        return true;
    }

    /** These places are fetched; some may be -1. */
    void touch(int[] slots, int count) {
        long[] bits = fetched;
        for (int i = 0; i < count; i++) {
            int place = slots[i];
            if (place >= 0) {
                bits[place >>> 6] |= 1L << place;
            }
        }
    }

    void touch(int place) {
        fetched[place >>> 6] |= 1L << place;
    }

    /** A new row, at its place. */
    int begin(long hash) {
        int id = ids.reusable() > 0 ? ids.reuse() : ids.extend();
        int place = admit(id);
        hashes.values()[id] = hash;
        placeHashes.values()[place] = hash;
        return place;
    }

    /** A row that a checkpoint had, at its place; its hash is known when it is {@link #loaded}. */
    int restore(int id) {
        ids.restore(id);
        int place = admit(id);
        restored.push(place);
        return place;
    }

    /** The rows that were restored are there. */
    void loaded() {
        while (!restored.isEmpty()) {
            int place = restored.pop();
            hashes.values()[idOf[place]] = placeHashes.values()[place];
        }
    }

    private int admit(int id) {
        int place = places.reusable() > 0 ? places.reuse() : places.extend();
        if (idOf.length < places.capacity()) {
            idOf = Arrays.copyOf(idOf, places.capacity());
            fetched = Arrays.copyOf(fetched, (places.capacity() + 63) >>> 6);
        }
        if (away.length < (ids.capacity() + 63) >>> 6) {
            away = Arrays.copyOf(away, (ids.capacity() + 63) >>> 6);
        }
        idOf[place] = id;
        links.values()[id] = place + 1;
        away[id >>> 6] &= ~(1L << id);
        touch(place);
        return place;
    }

    void mark(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            ids.mark(idOf[slots[i]]);
        }
        places.mark(slots, count);
    }

    void remove(int place, HashIndex index) {
        places.requireLive(place);
        int id = idOf[place];
        index.remove(hashes.values(), id);
        ids.remove(id);
        places.remove(place);
    }

    /** Rows that were read from disk get places, but for those that have one already. */
    void takeOver(int[] which, byte[][] rows) {
        for (int i = 0; i < which.length; i++) {
            int id = which[i];
            if (ids.isLive(id) && links.values()[id] == NONE) {
                int place = admit(id);
                bytes.get(rows[i], places.kept(), place);
                places.unmark(place);
            }
        }
    }

    /** Rows leave the arrays, {@code most} or as many as there are; says how many. */
    int evict(int most, boolean now) {
        int n = choose(Math.min(most, places.size()));
        if (n == 0) {
            return 0;
        }
        int[] changed = new int[n];
        byte[][] rows = new byte[n][];
        int count = 0;
        long size = 0;
        for (int i = 0; i < n; i++) {
            if (places.isDirty(victims[i])) {
                bytes.clear();
                bytes.put(places.kept(), victims[i]);
                changed[count] = idOf[victims[i]];
                size += bytes.length();
                rows[count++] = bytes.copyFrom(0);
            }
        }
        places.remove(victims, n);
        if (count > 0) {
            if (now) {
                cold.writeNow(changed, rows, count);
            } else {
                cold.write(changed, rows, count, size);
            }
        }
        return n;
    }

    private int choose(int most) {
        if (victims.length < most) {
            victims = new int[Math.max(most, 2 * victims.length)];
        }
        int n = 0;
        int rounds = 0;
        while (n < most && rounds < 3) {
            int place = places.nextLive(hand);
            if (place >= places.top()) {
                hand = 0;
                rounds++;
                continue;
            }
            hand = place + 1;
            long bit = 1L << place;
            int id = idOf[place];
            if ((fetched[place >>> 6] & bit) != 0) {
                fetched[place >>> 6] &= ~bit;
            } else if (links.values()[id] != NONE) {
                links.values()[id] = NONE;
                away[id >>> 6] |= 1L << id;
                victims[n++] = place;
            }
        }
        return n;
    }

    FrozenRows freeze(boolean all) {
        long[] wanted = ids.wanted(all);
        long[] wantedPlaces = all ? places.wanted(true) : new long[(places.top() + 63) >>> 6];
        long[] wantedCold = new long[wanted.length];
        long any = 0;
        for (int word = 0; word < wanted.length; word++) {
            wantedCold[word] = wanted[word] & away[word];
            any |= wantedCold[word];
            if (!all) {
                for (long bits = wanted[word] & ~away[word]; bits != 0; bits &= bits - 1) {
                    int place = place((word << 6) + Long.numberOfTrailingZeros(bits));
                    wantedPlaces[place >>> 6] |= 1L << place;
                }
            }
        }
        ColdRows.@Nullable Frozen frozen = any == 0 ? null : cold.freeze();
        FrozenRows rows = new FrozenRows(
                places.kept().views(),
                places.top(),
                ids.size(),
                ids.takeMarks(),
                wantedPlaces,
                new FrozenIds(Arrays.copyOf(idOf, places.top()), wanted, wantedCold, frozen));
        places.freeze(rows);
        return rows;
    }

    long sizeBytes() {
        return ids.sizeBytes() + 4L * idOf.length + 8L * (fetched.length + away.length);
    }
}
