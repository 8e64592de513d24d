package io.millrace.engine.operators.ttl;

import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.Schema;
import io.millrace.spi.Completion;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes away what rows left behind that were removed for their time: members, in a table whose key goes on behind theirs. Both say of
 * which life they are, so operators do not see such members, and this only gives their room back. Goes through them in steps, as
 * {@link TableTtl} does; looks for the row of each, which may be on disk.
 */
public final class MemberTtl {

    private final TimeToLive ttl;
    private final Table owners;
    private final int ownerLife;
    private final Table members;
    private final int memberLife;
    private final TableLayout layout;
    private final Pace pace;
    private Table.@Nullable Scan scan;

    // Members in hand: copies, since what they are looked for may have to be waited for.
    private final Vector[] keys;
    private final Vector[] ownerKeys;
    private final long[] lives = new long[Pace.RUN];
    private int count;

    private final int[] slots = new int[Pace.RUN];
    private final int[] ownerSlots = new int[Pace.RUN];
    private final int[] left = new int[Pace.RUN];
    private final long[] hashes = new long[Pace.RUN];

    /**
     * @param ownerLife which value column of the owners says what life it is
     * @param memberLife which of the members'
     * @param layout of the members
     */
    public MemberTtl(TimeToLive ttl, Table owners, int ownerLife, Table members, int memberLife, TableLayout layout) {
        this.ttl = ttl;
        this.owners = owners;
        this.ownerLife = ownerLife;
        this.members = members;
        this.memberLife = memberLife;
        this.layout = layout;
        pace = new Pace(ttl);
        Schema key = layout.key();
        keys = new Vector[key.size()];
        Arrays.setAll(keys, c -> Vector.create(key.type(c), Pace.RUN));
        ownerKeys = Arrays.copyOf(keys, layout.groupColumns());
    }

    /** Looks at some members, of whatever row. To be called often, while nobody has slots in hands. */
    public void sweep() {
        for (int runs = pace.runs(members.size(), ttl.now()); runs > 0; runs--) {
            boolean haveSlots = count == 0;
            if (haveSlots && !read()) {
                if (scan != null) {
                    pace.undone(runs);
                }
                return;
            }
            boolean isSettled = settle(haveSlots);
            members.unpin();
            if (!isSettled) {
                pace.undone(runs);
                return;
            }
        }
    }

    /** Copies the next members; false when they have to be waited for, or there are none. */
    private boolean read() {
        if (scan == null) {
            scan = members.scan();
        }
        int read = scan.next(slots);
        if (read == Table.Scan.WAITING) {
            return false;
        }
        if (read == 0) {
            scan = null;
            return false;
        }
        for (int c = 0; c < keys.length; c++) {
            keys[c].clear();
            keys[c].gather(0, members.key(c), slots, read);
        }
        long[] of = lives(members, memberLife);
        for (int i = 0; i < read; i++) {
            lives[i] = of[slots[i]];
        }
        count = read;
        return true;
    }

    /**
     * Removes those of the members in hand whose rows are gone; false when something has to be waited for.
     *
     * @param haveSlots whether the members are still where they were read
     */
    private boolean settle(boolean haveSlots) {
        Arrays.fill(hashes, 0, count, KeyHash.EMPTY_KEY);
        for (int c = 0; c < ownerKeys.length; c++) {
            KeyHash.hash(ownerKeys[c], null, count, hashes, c == 0);
        }
        Completion missing = owners.fetch(ownerKeys, null, count, hashes, Table.Absent.SKIP, ownerSlots);
        if (missing != null) {
            // Whoever asks for owners next does so for rows of its own: those read for this are not to be kept in
            // memory until then.
            owners.unpin();
            return false;
        }
        long[] now = lives(owners, ownerLife);
        int gone = 0;
        for (int i = 0; i < count; i++) {
            if (ownerSlots[i] < 0 || now[ownerSlots[i]] != lives[i]) {
                left[gone++] = i;
            }
        }
        owners.unpin();
        if (haveSlots) {
            for (int i = 0; i < gone; i++) {
                slots[i] = slots[left[i]];
            }
            members.remove(slots, gone);
        } else if (gone > 0 && !remove(gone)) {
            return false;
        }
        count = 0;
        return true;
    }

    private boolean remove(int gone) {
        layout.hash(keys, left, gone, hashes);
        Completion missing = members.fetch(keys, left, gone, hashes, Table.Absent.SKIP, slots);
        if (missing != null) {
            return false;
        }
        long[] of = lives(members, memberLife);
        int removed = 0;
        for (int i = 0; i < gone; i++) {
            // Since it was copied, it may have gone, or be of its row's next life.
            if (slots[i] >= 0 && of[slots[i]] == lives[left[i]]) {
                slots[removed++] = slots[i];
            }
        }
        if (removed > 0) {
            members.remove(slots, removed);
        }
        return true;
    }

    private static long[] lives(Table table, int column) {
        return ((LongVector) table.value(column)).values();
    }
}
