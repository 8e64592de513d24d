package io.millrace.state;

import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * key → row with more rows than memory: a {@link HeapTable} whose rows may leave its arrays for the disk. As long as none did it is
 * just that table. From the first row on that leaves, the index finds ids, {@link TieredRows} knows where they are, and a fetch of
 * cold rows has them read for the whole batch at once and is asked again.
 *
 * <p>Rows leave only between {@link #unpin} and the next fetch: so slots are places, and stay what they are for a batch.
 */
final class TieredTable implements KeyedRows, StoredRows, HotRows {

    private final String name;
    private final HeapTable hot;
    private final HotShare share;
    private final HotShare.Member member;
    private final FetchBuffers buffers;
    private final Tiering tiering;

    private final TierArrays arrays;

    /** Null as long as no row is cold. */
    @Nullable
    private TieredRows tier;

    /** The hash of each row by id, once a row is cold. */
    private LongVector hashes;

    /** Rows to be read for a fetch or a scan, and what is being read. */
    private WantedRows wanted = new WantedRows();

    /** Whether an operator has slots. */
    private boolean pinned;

    /** Whether a scan handed out slots and was not called since. */
    private boolean scanned;

    /** Whether rows are read for a scan that goes on with the next call: so that it comes on, however little memory there is. */
    private boolean isScanWaiting;

    /**
     * An empty table.
     *
     * @param name what it is, for messages
     * @param hot empty; not used by anybody else
     * @param tiering where rows go that do not fit memory
     */
    TieredTable(String name, HeapTable hot, HotShare share, FetchBuffers buffers, Tiering tiering) {
        this.name = name;
        this.hot = hot;
        this.share = share;
        this.buffers = buffers;
        this.tiering = tiering;
        arrays = new TierArrays(tiering.io(), true);
        hashes = hot.hashVector();
        hot.store().growWithin(share::roomBytes);
        if (tiering.poisons()) {
            hot.store().poisonGone();
        }
        member = share.add(this);
    }

    @Override
    @Nullable
    public Completion fetch(
            Vector[] keys, int @Nullable [] rows, int count, long[] hashes, Absent absent, int[] slots) {
        TieredRows tiered = tier;
        // Also when it has to wait: what was read for it stays until it asks again.
        pinned = true;
        if (tiered == null) {
            return hot.fetch(keys, rows, count, hashes, absent, slots);
        }
        Completion late = late(tiered);
        return late == null ? find(tiered, keys, rows, count, hashes, absent, slots) : late;
    }

    /** What has to be over before anything is looked for. */
    @Nullable
    private Completion late(TieredRows tiered) {
        if (wanted.isBeingRead()) {
            return wanted.completion();
        }
        // What failed is done as well.
        tiered.cold().throwIfFailed();
        wanted.takeOver(tiered);
        return tiered.cold().backlog();
    }

    private @Nullable Completion find(
            TieredRows tiered,
            Vector[] probe,
            int @Nullable [] rows,
            int count,
            long[] hashes,
            Absent absent,
            int[] slots) {
        SlotStore places = hot.store();
        places.compactIfSparse();
        buffers.ensure(count);
        int missing = hot.index().candidates(hashes, count, slots, buffers);
        boolean allHot = tiered.toPlaces(slots, count);
        if (!allHot && wantCandidates(tiered, count, hashes, slots)) {
            return wanted.read(tiered.cold());
        }
        if (!allHot || !candidatesAreRight(probe, rows, count, missing, slots)) {
            missing = searchOneByOne(tiered, probe, rows, count, hashes, slots);
            if (!wanted.isEmpty()) {
                return wanted.read(tiered.cold());
            }
        }
        places.protect(slots, count);
        tiered.touch(slots, count);
        if (missing > 0 && absent == Absent.CREATE) {
            create(tiered, probe, rows, missing, hashes, slots);
        }
        return null;
    }

    /** Wants the cold candidates; false when there is one of another hash, so that the right one has to be looked for. */
    private boolean wantCandidates(TieredRows tiered, int count, long[] hashes, int[] slots) {
        wanted.clear();
        for (int i = 0; i < count; i++) {
            int id = slots[i];
            if (id >= 0 && tiered.place(id) < 0) {
                if (this.hashes.values()[id] != hashes[i]) {
                    return false;
                }
                wanted.add(id);
            }
        }
        return true;
    }

    private boolean candidatesAreRight(Vector[] probe, int @Nullable [] rows, int count, int missing, int[] slots) {
        if (missing == 0) {
            return hot.keys().allEqual(slots, probe, rows, null, count, buffers.fresh);
        }
        int n = 0;
        for (int i = 0; i < count; i++) {
            buffers.found[n] = i;
            n += ~slots[i] >>> 31;
        }
        return hot.keys().allEqual(slots, probe, rows, buffers.found, n, buffers.fresh);
    }

    /** Of cold rows all 64 bits of the hash are compared, then they are read: whether one has the key, the key says. */
    private int searchOneByOne(
            TieredRows tiered, Vector[] probe, int @Nullable [] rows, int count, long[] hashes, int[] slots) {
        wanted.clear();
        int missing = 0;
        for (int i = 0; i < count; i++) {
            int slot = search(tiered, probe, rows == null ? i : rows[i], hashes[i]);
            slots[i] = slot;
            if (slot < 0) {
                buffers.missing[missing++] = i;
            }
        }
        return missing;
    }

    private int search(TieredRows tiered, Vector[] probe, int row, long hash) {
        HashIndex index = hot.index();
        for (long at = index.firstMatch(hash); at >= 0; at = index.nextMatch(at, hash)) {
            int id = index.slotAt(at);
            if (hashes.values()[id] != hash) {
                continue;
            }
            int place = tiered.place(id);
            if (place < 0) {
                wanted.add(id);
            } else if (hot.keys().equal(place, probe, row)) {
                return place;
            }
        }
        return -1;
    }

    private void create(
            TieredRows tiered, Vector[] probe, int @Nullable [] rows, int missing, long[] hashes, int[] slots) {
        for (int i = 0; i < missing; i++) {
            int position = buffers.missing[i];
            int row = rows == null ? position : rows[position];
            int place = search(tiered, probe, row, hashes[position]);
            if (place < 0) {
                place = begin(tiered, hashes[position]);
                hot.keys().copy(place, probe, row);
            }
            slots[position] = place;
        }
    }

    private int begin(TieredRows tiered, long hash) {
        hot.requireGroup(hash);
        HashIndex index = hot.index();
        // To find a row costs little beside reading it, and the index is beside the budget.
        while (index.isTight(hash)) {
            index.grow(hash, hashes.values());
        }
        int place = tiered.begin();
        hashes.values()[tiered.id(place)] = hash;
        hot.hashes()[place] = hash;
        long at = index.firstMatch(hash);
        while (at >= 0) {
            at = index.nextMatch(at, hash);
        }
        index.put(~at, hash, tiered.id(place));
        return place;
    }

    @Override
    public void written(int[] slots, int count) {
        if (tier == null) {
            hot.written(slots, count);
        } else {
            tier.mark(slots, count);
        }
    }

    @Override
    public void unpin() {
        pinned = false;
        scanned = false;
        share.relieve(member);
    }

    @Override
    public void remove(int[] slots, int count) {
        if (tier == null) {
            hot.remove(slots, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            hot.store().requireLive(slots[i]);
            hot.index().remove(hashes.values(), tier.id(slots[i]));
            tier.remove(slots[i]);
        }
    }

    @Override
    public Vector key(int column) {
        return hot.key(column);
    }

    @Override
    public Vector value(int column) {
        return hot.value(column);
    }

    @Override
    public long size() {
        return ids().size();
    }

    @Override
    public Scan scan() {
        return new TierScan();
    }

    private void wantCold(TieredRows tiered, int[] ids, int count) {
        for (int i = 0; i < count; i++) {
            if (tiered.place(ids[i]) < 0) {
                wanted.add(ids[i]);
            }
        }
    }

    /** Goes through the ids, and reads the cold ones of each step; those may leave again before the next one. */
    private final class TierScan implements Scan {

        private int next;
        private @Nullable Completion waitingFor;

        @Override
        public int next(int[] slots) {
            TieredRows tiered = tier;
            if (tiered == null) {
                return after(slots, collect(slots));
            }
            scanned = false;
            if (!pinned) {
                share.relieve(member);
            }
            isScanWaiting = true;
            waitingFor = late(tiered);
            if (waitingFor != null) {
                return WAITING;
            }
            int from = next;
            int count = collect(slots);
            wanted.clear();
            wantCold(tiered, slots, count);
            if (!wanted.isEmpty()) {
                next = from;
                waitingFor = wanted.read(tiered.cold());
                return WAITING;
            }
            isScanWaiting = false;
            tiered.toPlaces(slots, count);
            share.changed(member);
            return after(slots, count);
        }

        private int collect(int[] slots) {
            SlotStore ids = ids();
            int count = 0;
            int id = ids.nextLive(next);
            while (id < ids.top() && count < slots.length) {
                slots[count++] = id;
                id = ids.nextLive(id + 1);
            }
            next = id;
            return count;
        }

        private int after(int[] slots, int count) {
            hot.store().protect(slots, count);
            scanned = count > 0;
            return count;
        }

        @Override
        public Completion completion() {
            return Objects.requireNonNull(waitingFor, "Nothing has to be waited for");
        }
    }

    // What the share asks.

    @Override
    public long hotBytes() {
        return hot.store().size() * rowBytes();
    }

    @Override
    public long rowBytes() {
        SlotStore places = hot.store();
        return Math.max(1, places.sizeBytes() / places.capacity());
    }

    @Override
    public int evict(int most) {
        return pinned || scanned || isScanWaiting ? 0 : evict(most, false);
    }

    private int evict(int most, boolean now) {
        if (tier == null) {
            // Marks of a checkpoint whose fate is open are those of slots.
            if (hot.store().isUnsettled() || hot.store().size() == 0) {
                return 0;
            }
            int capacity = hot.store().capacity();
            TierArrays.Made made = now ? arrays.now(capacity) : arrays.take(capacity);
            if (made.capacity() == 0) {
                return 0;
            }
            hashes = made.numbers();
            List<TieredRows.Copied> copied = List.of(new TieredRows.Copied(hot.hashVector(), hashes));
            ColdRows cold = new ColdRows(tiering.store(), tiering.io());
            tier = new TieredRows(name, hot.store(), copied, List.of(), made, cold);
        }
        return tier.evict(most, -1, now);
    }

    // What checkpoints ask.

    @Override
    public StoredRows rows() {
        return this;
    }

    @Override
    public SlotStore ids() {
        return tier == null ? hot.store() : tier.ids();
    }

    @Override
    public KeptColumns kept() {
        return hot.store().kept();
    }

    @Override
    public FrozenRows freeze(boolean all) {
        return tier == null ? hot.store().freeze(all) : tier.freeze(all);
    }

    @Override
    public int restore(int id) {
        return tier == null ? hot.store().restore(id) : tier.restore(id);
    }

    @Override
    public boolean restore(int from, int end) {
        return tier == null && hot.store().restore(from, end);
    }

    @Override
    public void reserve(long count) {
        if (tier == null) {
            hot.store().reserve(Math.min(count, share.most() / rowBytes()));
        }
    }

    @Override
    public void bring(int[] ids, int count, int[] slots) {
        if (tier == null) {
            System.arraycopy(ids, 0, slots, 0, count);
            return;
        }
        wanted.clear();
        wantCold(tier, ids, count);
        wanted.readNow(tier);
        System.arraycopy(ids, 0, slots, 0, count);
        tier.toPlaces(slots, count);
    }

    @Override
    public void rewritten(int[] slots, int count) {
        if (tier == null) {
            hot.store().rewritten(slots, count);
        } else {
            tier.rewritten(slots, count);
        }
    }

    @Override
    public void settle() {
        if (tier != null) {
            tier.loaded();
        }
        share.relieveNow(member);
        hot.store().compactIfSparse();
    }

    @Override
    public int evictNow(int most) {
        return evict(most, true);
    }

    @Override
    public void rebuild() {
        if (tier == null) {
            hot.rebuild();
        } else {
            hot.index().rebuild(hashes.values(), tier.ids());
        }
    }

    @Override
    public long sizeBytes() {
        TieredRows tiered = tier;
        return hot.sizeBytes() + (tiered == null ? 0 : tiered.sizeBytes());
    }

    @Override
    public long coldBytes() {
        TieredRows tiered = tier;
        return tiered == null ? 0 : tiered.coldBytes();
    }

    @Override
    public void clear() {
        forget();
        hot.clear();
        share.changed(member);
    }

    @Override
    public void close() {
        forget();
        share.remove(member);
    }

    private void forget() {
        if (tier != null) {
            tier.cold().drop();
        }
        arrays.forget();
        hashes = hot.hashVector();
        tier = null;
        wanted = new WantedRows();
        pinned = false;
        scanned = false;
        isScanWaiting = false;
    }

    @Override
    public String toString() {
        return ids().toString();
    }
}
