package io.millrace.state;

import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which only some are in the arrays: those have a place there, the others are {@link ColdRows}. Of every row the id, where
 * it is, and what finds it (the hash of a table's row, the links of a list's) stay in memory.
 *
 * <p>What leaves is chosen by a clock: a hand goes around the places; a row that was fetched since it came by stays, another one
 * goes. A row that is as it was read from disk is just forgotten. After F. J. Corbató, "A paging experiment with the Multics
 * system" (1968).
 */
final class TieredRows {

    /** The link of a row that is not in the arrays. */
    private static final int NONE = -1;

    private final SlotStore ids;

    /** Place XOR id of each row, by id: so rows that never moved have the zeros that arrays are made of. */
    private final IntVector links;

    /** The rows in the arrays, by place; a mark says that it is not on disk as it is. */
    private final SlotStore places;

    /** What is known of each row by id as well. */
    private List<Copied> copied;

    private final ColdRows cold;
    private final RowBytes bytes = new RowBytes();

    /** The same of each row, by place. */
    private int[] owners;

    /** Whether it was fetched since the hand came by, one bit a place. */
    private long[] fetched;

    /** Which rows are not in the arrays, a bit an id. */
    private long[] away;

    /** Places of rows of which is to be taken down what is known by id. */
    private final IntStack restored = new IntStack();

    /** The place that the clock's hand has come to. */
    private int hand;

    private int[] victims = new int[64];

    /** A column by place, and the same by id. */
    record Copied(Vector byPlace, Vector byId) {

        private void copy(int place, int id) {
            byId.copy(id, byPlace, place);
        }

        /** Of rows that never moved. */
        private void copyAll(int top) {
            switch (byPlace) {
                case LongVector longs -> System.arraycopy(longs.values(), 0, ((LongVector) byId).values(), 0, top);
                case IntVector ints -> System.arraycopy(ints.values(), 0, ((IntVector) byId).values(), 0, top);
                default -> throw new IllegalArgumentException("Not a number: " + byPlace.type());
            }
        }
    }

    /**
     * Takes over the rows of a store, which all stay where they are: their slots become ids.
     *
     * @param copied columns of the store that are kept by id as well; those by id have room for all places
     * @param moved columns of the store that are by id from now on, and not by place
     * @param arrays of room for all places
     */
    TieredRows(
            String name,
            SlotStore places,
            List<Copied> copied,
            List<Vector> moved,
            TierArrays.Made arrays,
            ColdRows cold) {
        this.places = places;
        this.copied = copied;
        this.cold = cold;
        links = arrays.links();
        owners = arrays.owners();
        List<Vector> columns = new ArrayList<>();
        columns.add(links);
        copied.forEach(column -> columns.add(column.byId));
        columns.addAll(moved);
        places.giveAway(moved);
        moved.forEach(column -> column.ensureCapacity(arrays.capacity()));
        ids = new SlotStore(name, columns.toArray(Vector[]::new), KeptColumns.NONE, arrays.capacity());
        // A quarter more, since all of it is beside the budget.
        ids.growWithin(() -> ids.sizeBytes() >> 2);
        ids.adopt(places);
        copied.forEach(column -> column.copyAll(places.top()));
        fetched = new long[(owners.length + 63) >>> 6];
        away = new long[(owners.length + 63) >>> 6];
        places.adopted();
    }

    /** These columns are of no use by id any more. */
    void forget(List<Copied> gone) {
        List<Copied> left = new ArrayList<>(copied);
        left.removeAll(gone);
        copied = List.copyOf(left);
        ids.giveAway(gone.stream().map(Copied::byId).toList());
    }

    SlotStore ids() {
        return ids;
    }

    ColdRows cold() {
        return cold;
    }

    /** Whether all rows are in the arrays. */
    boolean isAllHot() {
        return ids.size() == places.size();
    }

    int id(int place) {
        return owners[place] ^ place;
    }

    /** Where a row is in the arrays, or -1 when it is cold. */
    int place(int id) {
        int link = links.values()[id];
        return link == NONE ? -1 : link ^ id;
    }

    /**
     * Turns ids into places.
     *
     * @param slots ids, or -1
     * @return whether all of them are in the arrays; else they are ids still
     */
    boolean toPlaces(int[] slots, int count) {
        int[] link = links.values();
        int signs = 0;
        for (int i = 0; i < count; i++) {
            int id = slots[i];
            signs |= id < 0 ? 0 : link[id];
        }
        if (signs < 0) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            int id = slots[i];
            slots[i] = id < 0 ? -1 : link[id] ^ id;
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
    int begin() {
        return admit(ids.reusable() > 0 ? ids.reuse() : ids.extend());
    }

    /** A row that a checkpoint had, at its place; what is known by id is known when it is {@link #loaded}. */
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
            for (Copied column : copied) {
                column.copy(place, id(place));
            }
        }
    }

    /** Rows that were brought are changed. */
    void rewritten(int[] slots, int count) {
        places.mark(slots, count);
        for (int i = 0; i < count; i++) {
            restored.push(slots[i]);
        }
    }

    private int admit(int id) {
        int place = places.reusable() > 0 ? places.reuse() : places.extend();
        if (owners.length < places.capacity()) {
            owners = Arrays.copyOf(owners, places.capacity());
            fetched = Arrays.copyOf(fetched, (places.capacity() + 63) >>> 6);
        }
        if (away.length < (ids.capacity() + 63) >>> 6) {
            away = Arrays.copyOf(away, (ids.capacity() + 63) >>> 6);
        }
        owners[place] = place ^ id;
        links.values()[id] = place ^ id;
        away[id >>> 6] &= ~(1L << id);
        touch(place);
        return place;
    }

    void mark(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            ids.mark(id(slots[i]));
        }
        places.mark(slots, count);
    }

    /** Marks a changed row. */
    void mark(int place) {
        ids.mark(id(place));
        places.mark(place);
    }

    void remove(int place) {
        places.requireLive(place);
        ids.remove(id(place));
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

    /**
     * Rows leave the arrays, {@code most} or as many as there are.
     *
     * @param except the place of a row that stays, or -1
     * @return how many
     */
    int evict(int most, int except, boolean now) {
        int n = choose(Math.min(most, places.size()), except);
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
                changed[count] = id(victims[i]);
                size += bytes.length();
                rows[count++] = bytes.copyFrom(0);
            }
        }
        places.remove(victims, n);
        if (count > 0) {
            if (now) {
                cold.writeNow(changed, rows, count, size);
            } else {
                cold.write(changed, rows, count, size);
            }
        }
        return n;
    }

    /** A word of bits at a time, so that a round in which all bits are set, and are cleared, is soon over. */
    private int choose(int most, int except) {
        if (victims.length < most) {
            victims = new int[Math.max(most, 2 * victims.length)];
        }
        int words = (places.top() + 63) >>> 6;
        int n = 0;
        // The second round finds what the first one cleared.
        for (int left = 2 * words + 1; left > 0 && n < most; left--) {
            if (hand >= places.top()) {
                hand = 0;
            }
            int word = hand >>> 6;
            long passed = places.liveWord(word) & -1L << hand;
            int next = (word + 1) << 6;
            for (long bits = passed & ~fetched[word]; bits != 0; bits &= bits - 1) {
                int place = (word << 6) + Long.numberOfTrailingZeros(bits);
                if (n == most) {
                    passed &= (1L << place) - 1;
                    next = place;
                    break;
                }
                int id = id(place);
                // It is, where the hand has been in this very turn.
                if (links.values()[id] != NONE && place != except) {
                    links.values()[id] = NONE;
                    away[id >>> 6] |= 1L << id;
                    victims[n++] = place;
                }
            }
            fetched[word] &= ~passed;
            hand = next;
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
                new FrozenIds(Arrays.copyOf(owners, places.top()), wanted, wantedCold, frozen));
        places.freeze(rows);
        return rows;
    }

    /** About how many bytes the rows take up that are not in the arrays: as many as those that were written do. Any thread. */
    long coldBytes() {
        return Math.max(0, ids.size() - places.size()) * cold.rowBytes();
    }

    long sizeBytes() {
        return ids.sizeBytes() + 4L * owners.length + 8L * (fetched.length + away.length);
    }
}
