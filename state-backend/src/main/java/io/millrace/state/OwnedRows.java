package io.millrace.state;

import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that belong to lists, of which some may be on disk. What lists are made of, the links from row to row, is by id and stays in
 * memory: so adding a row, taking a list apart and dropping what is past ask the disk nothing. The values are by place, and a walker that
 * comes to a row which is cold waits for it and for those behind it.
 *
 * <p>As long as no row is cold ids, places and slots are the same, as they always are where there is no disk. To the operator a slot is a
 * place. Rows leave between {@link #unpin} and the next fetch, and when a walker that had to wait goes on.
 */
final class OwnedRows implements StoredRows, HotRows {

    /** In place of an id or a place. */
    static final int NONE = -1;

    /** How many rows are read for one that is waited for, if as many follow it. */
    private static final int READ_AHEAD = 256;

    private final String name;
    private final SlotStore hot;
    private final RowLinks links;

    /** Null where all rows stay in memory. */
    @Nullable
    private final Cold cold;

    /** Null as long as no row is cold. */
    @Nullable
    private TieredRows tier;

    /** What is known by id until links are made anew. */
    private List<TieredRows.Copied> restoring = List.of();

    private boolean isRestoring;

    /** Whether an operator has slots. */
    private boolean pinned;

    /** Whether rows are read for a scan that goes on with the next call: so that it comes on, however little memory there is. */
    private boolean isScanWaiting;

    /** Rows to be read, and what is being read. */
    private final WantedRows wanted = new WantedRows();

    private final ChangedLinks changedLinks = new ChangedLinks();
    private int[] places = new int[16];

    /** What rows that leave need. */
    private record Cold(HotShare share, HotShare.Member member, TierArrays arrays, Tiering tiering) {}

    /** @param tiering null where all rows stay in memory */
    OwnedRows(String name, SlotStore hot, RowLinks links, @Nullable Tiering tiering) {
        this.name = name;
        this.hot = hot;
        this.links = links;
        if (tiering == null) {
            cold = null;
        } else {
            HotShare share = new HotShare(tiering.memory());
            cold = new Cold(
                    share,
                    share.add(this),
                    new TierArrays(tiering.io(), links.number().isPresent()),
                    tiering);
            hot.growWithin(share::roomBytes);
            if (tiering.poisons()) {
                hot.poisonGone();
            }
        }
    }

    /** The rows in the arrays, by place. */
    SlotStore hot() {
        return hot;
    }

    /** The id of the row at a slot. */
    int id(int slot) {
        return tier == null ? slot : tier.id(slot);
    }

    /** Where ids are found by slots; null when they are the same. */
    @Nullable
    TieredRows tier() {
        return tier;
    }

    /** Whether all rows are in the arrays, so that nothing has to be brought. */
    boolean isAllHot() {
        return tier == null || tier.isAllHot();
    }

    /** How many rows there are, hot and cold. */
    int size() {
        return ids().size();
    }

    /** An operator begins to use rows; what it has to wait for first, or null. */
    @Nullable
    Completion pin() {
        pinned = true;
        Completion late = late();
        if (late == null) {
            hot.compactIfSparse();
        }
        return late;
    }

    /** Ends the use of all slots. */
    void unpin() {
        pinned = false;
        if (cold != null) {
            cold.share.relieve(cold.member);
        }
    }

    /** Turns ids of rows that are all in the arrays into slots, which are handed out. */
    void toSlots(int[] ids, int count) {
        if (tier != null) {
            tier.toPlaces(ids, count);
        }
        hot.protect(ids, count);
    }

    /** What has to be over before rows are asked for, or null; takes over what was read. */
    @Nullable
    Completion late() {
        TieredRows tiered = tier;
        if (tiered == null) {
            return null;
        }
        if (wanted.isBeingRead()) {
            return wanted.completion();
        }
        tiered.cold().throwIfFailed();
        wanted.takeOver(tiered);
        return tiered.cold().backlog();
    }

    /** Adds rows; as {@link SlotStore#add}. */
    void add(Vector[] values, int @Nullable [] rows, int count, int[] slots, int[] buffer) {
        TieredRows tiered = tier;
        if (tiered == null) {
            hot.add(values, rows, count, slots, buffer);
            return;
        }
        for (int i = 0; i < count; i++) {
            slots[i] = tiered.begin();
        }
        for (int c = 0; c < values.length; c++) {
            Vector column = hot.column(c);
            for (int i = 0; i < count; i++) {
                column.copy(slots[i], values[c], rows == null ? i : rows[i]);
            }
        }
    }

    /** Removes rows by their ids, wherever they are. */
    void remove(int[] ids, int count) {
        TieredRows tiered = tier;
        if (tiered == null) {
            hot.remove(ids, count);
            return;
        }
        if (places.length < count) {
            places = new int[Math.max(count, 2 * places.length)];
        }
        int n = 0;
        for (int i = 0; i < count; i++) {
            int place = tiered.place(ids[i]);
            if (place >= 0) {
                places[n++] = place;
            } else {
                wanted.forget(ids[i]);
            }
        }
        hot.remove(places, n);
        tiered.ids().remove(ids, count);
    }

    /** Says that the row at this slot was changed. */
    void mark(int slot) {
        if (tier == null) {
            hot.mark(slot);
        } else {
            tier.mark(slot);
        }
    }

    /** The row of an id follows another one from now on, or none; wherever it is. */
    void setPrevious(int id, int link) {
        int place = tier == null ? id : tier.place(id);
        if (place >= 0) {
            hot.protect(place);
            links.previous().values()[place] = link;
            mark(place);
        } else if (tier != null) {
            wanted.forget(id);
            tier.ids().mark(id);
            changedLinks.add(id, link);
            if (changedLinks.isFull()) {
                changedLinks.write(tier.cold());
            }
        }
    }

    /**
     * The slot of a row that a walk comes to; or {@link ListState#WAITING}.
     *
     * @param asked the slot of the row that the walk comes from, which stays; {@link #NONE} when it begins
     */
    int walkTo(int id, int asked) {
        TieredRows tiered = tier;
        int place = id;
        if (tiered != null) {
            place = tiered.place(id);
            if (place < 0) {
                place = walkToCold(tiered, id, asked);
                if (place < 0) {
                    return ListState.WAITING;
                }
            }
            tiered.touch(place);
        }
        hot.protect(place);
        return place;
    }

    private int walkToCold(TieredRows tiered, int id, int asked) {
        if (wanted.isBeingRead()) {
            return NONE;
        }
        tiered.cold().throwIfFailed();
        if (cold != null && wanted.isThere(id)) {
            cold.share.relieveBut(cold.member, asked);
        }
        wanted.takeOver(tiered);
        int place = tiered.place(id);
        if (place >= 0) {
            return place;
        }
        int behind = id;
        for (int i = 0; i < READ_AHEAD && behind != NONE; i++) {
            want(behind);
            behind = links.next().applyAsInt(behind);
        }
        readWanted();
        return NONE;
    }

    /** This row is to be read with the next {@link #readWanted}, if it is cold. */
    void want(int id) {
        if (tier != null && tier.place(id) < 0) {
            wanted.add(id);
        }
    }

    /** Has what is wanted read; what to wait for, or null when nothing is. */
    @Nullable
    Completion readWanted() {
        if (tier == null || wanted.isEmpty()) {
            return null;
        }
        changedLinks.write(tier.cold());
        return wanted.read(tier.cold());
    }

    /** Rows that are read for a scan stay until it has come on, or may leave again. */
    void scanWaits(boolean waits) {
        isScanWaiting = waits;
    }

    /** What a walker or a scan waits for. */
    Completion completion() {
        return wanted.completion();
    }

    /** A kept column by id, until {@link #linked}. */
    IntVector byId(IntVector column) {
        return (IntVector) byIdOf(column);
    }

    /** The same of longs. */
    LongVector byId(LongVector column) {
        return (LongVector) byIdOf(column);
    }

    private Vector byIdOf(Vector column) {
        for (TieredRows.Copied copied : restoring) {
            if (copied.byPlace() == column) {
                return copied.byId();
            }
        }
        return column;
    }

    /** Links of restored rows are made anew. */
    void linked() {
        if (tier != null) {
            tier.forget(restoring);
        }
        restoring = List.of();
        isRestoring = false;
    }

    /** Nobody asks for these rows any more. */
    void close() {
        if (tier != null) {
            tier.cold().drop();
            tier = null;
        }
        if (cold != null) {
            cold.share.remove(cold.member);
        }
    }

    // What the share asks.

    @Override
    public long hotBytes() {
        return hot.size() * rowBytes();
    }

    @Override
    public long rowBytes() {
        return Math.max(1, hot.sizeBytes() / hot.capacity());
    }

    @Override
    public int evict(int most) {
        return pinned || isScanWaiting ? 0 : evict(most, NONE, false);
    }

    @Override
    public int evictBut(int most, int slot) {
        return evict(most, slot, false);
    }

    @Override
    public int evictNow(int most) {
        return evict(most, NONE, true);
    }

    private int evict(int most, int except, boolean now) {
        TieredRows tiered = tier == null ? begin(now) : tier;
        if (tiered == null) {
            return 0;
        }
        changedLinks.write(tiered.cold());
        int gone = tiered.evict(most, except, now);
        // A walk and a restore bring in more than there is memory for, and values of variable length leave theirs
        // behind.
        hot.compactIfSparse();
        return gone;
    }

    /** The first rows are to leave; null when they cannot yet. */
    private @Nullable TieredRows begin(boolean now) {
        // Marks of a checkpoint whose fate is open are those of slots.
        if (cold == null || hot.isUnsettled() || hot.size() == 0) {
            return null;
        }
        int capacity = hot.capacity();
        TierArrays.Made made = now ? cold.arrays.now(capacity) : cold.arrays.take(capacity);
        if (made.capacity() == 0) {
            return null;
        }
        List<TieredRows.Copied> copied = new ArrayList<>();
        links.number().ifPresent(column -> {
            copied.add(new TieredRows.Copied(column, made.numbers()));
            links.numberById().accept(made.numbers());
        });
        if (isRestoring) {
            restoring = links.whileRestored().stream()
                    .map(column -> new TieredRows.Copied(column, Vector.create(column.type(), made.capacity())))
                    .toList();
            copied.addAll(restoring);
        }
        Tiering tiering = cold.tiering;
        tier = new TieredRows(name, hot, copied, links.links(), made, new ColdRows(tiering.store(), tiering.io()));
        return tier;
    }

    // What checkpoints ask.

    @Override
    public SlotStore ids() {
        return tier == null ? hot : tier.ids();
    }

    @Override
    public KeptColumns kept() {
        return hot.kept();
    }

    @Override
    public FrozenRows freeze(boolean all) {
        if (tier == null) {
            return hot.freeze(all);
        }
        changedLinks.write(tier.cold());
        return tier.freeze(all);
    }

    @Override
    public int restore(int id) {
        isRestoring = true;
        return tier == null ? hot.restore(id) : tier.restore(id);
    }

    @Override
    public boolean restore(int from, int end) {
        isRestoring = true;
        return tier == null && hot.restore(from, end);
    }

    @Override
    public void reserve(long count) {
        if (tier == null) {
            hot.reserve(cold == null ? count : Math.min(count, cold.share.most() / rowBytes()));
        }
    }

    @Override
    public void bring(int[] ids, int count, int[] slots) {
        if (tier == null) {
            System.arraycopy(ids, 0, slots, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            want(ids[i]);
        }
        wanted.readNow(tier);
        System.arraycopy(ids, 0, slots, 0, count);
        tier.toPlaces(slots, count);
    }

    @Override
    public void rewritten(int[] slots, int count) {
        if (tier == null) {
            hot.rewritten(slots, count);
        } else {
            tier.rewritten(slots, count);
        }
    }

    @Override
    public void settle() {
        if (tier != null) {
            tier.loaded();
        }
        if (cold != null) {
            cold.share.relieveNow(cold.member);
        }
    }

    /** About how many bytes they take up. Any thread. */
    long sizeBytes() {
        TieredRows tiered = tier;
        return hot.sizeBytes() + (tiered == null ? 0 : tiered.sizeBytes());
    }

    /** About how many bytes of them are on disk and not in memory. Any thread. */
    long coldBytes() {
        TieredRows tiered = tier;
        return tiered == null ? 0 : tiered.coldBytes();
    }

    @Override
    public String toString() {
        return ids().toString();
    }
}
