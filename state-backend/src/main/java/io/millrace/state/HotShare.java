package io.millrace.state;

import org.jspecify.annotations.Nullable;

/**
 * The stores of one state that have rows in the arrays, in the order they were used, and what they take of {@link HotMemory}. What a store takes is
 * asked only when it was used, and those without rows are not gone through: there may be thousands, such as those of the slices of
 * windows. The task's thread.
 */
final class HotShare {

    /** So many rows leave in one turn: more than a batch makes and brings in, with the lists of its keys. */
    private static final int MOST_ROWS = 32_768;

    private final HotMemory memory;

    /** The one that was not used for longest, and the one that was used last; null when there are none. */
    private @Nullable Member oldest;

    private @Nullable Member newest;

    /** How many take part, with rows or without. */
    private int stores;

    /** What all of them take, and what of it was reported. */
    private long taken;

    private long reported;

    /** A store that takes part, from {@link #add} to {@link #remove}. */
    static final class Member {

        private final HotRows rows;
        private @Nullable Member older;
        private @Nullable Member newer;
        private long taken;

        /** Whether it is among those that are gone through. */
        private boolean linked;

        private boolean removed;

        private Member(HotRows rows) {
            this.rows = rows;
        }
    }

    HotShare(HotMemory memory) {
        this.memory = memory;
    }

    Member add(HotRows rows) {
        if (stores++ == 0) {
            memory.enter();
        }
        return new Member(rows);
    }

    void remove(Member member) {
        if (member.removed) {
            return;
        }
        member.removed = true;
        unlink(member);
        taken -= member.taken;
        if (--stores == 0) {
            memory.leave(reported);
            reported = 0;
        }
    }

    private void append(Member member) {
        member.older = newest;
        member.newer = null;
        if (newest == null) {
            oldest = member;
        } else {
            newest.newer = member;
        }
        newest = member;
        member.linked = true;
    }

    private void unlink(Member member) {
        if (!member.linked) {
            return;
        }
        member.linked = false;
        if (member.older == null) {
            oldest = member.newer;
        } else {
            member.older.newer = member.newer;
        }
        if (member.newer == null) {
            newest = member.older;
        } else {
            member.newer.older = member.older;
        }
    }

    /** A store takes more or less than before. */
    void changed(Member member) {
        long bytes = member.rows.hotBytes();
        taken += bytes - member.taken;
        member.taken = bytes;
        if (bytes > 0 && !member.linked && !member.removed) {
            append(member);
        }
    }

    /** A store's rows may leave; those of the store that was not used for longest go first. */
    void relieve(Member used) {
        if (used != newest) {
            unlink(used);
            append(used);
        }
        long excess = report(used);
        if (excess <= 0) {
            return;
        }
        int left = MOST_ROWS;
        Member member = oldest;
        while (excess > 0 && left > 0 && member != null) {
            Member following = member.newer;
            long rowBytes = member.rows.rowBytes();
            int gone = member.rows.evict((int) Math.min(left, rows(excess, rowBytes)));
            left -= gone;
            excess -= gone * rowBytes;
            changed(member);
            if (member.taken == 0) {
                unlink(member);
            }
            member = following;
        }
        report(used);
    }

    /** Rows of a state with one store may leave while a walker has none but that at {@code slot}. */
    void relieveBut(Member walked, int slot) {
        long excess = report(walked);
        if (excess > 0) {
            walked.rows.evictBut((int) Math.min(MOST_ROWS, rows(excess, walked.rows.rowBytes())), slot);
            report(walked);
        }
    }

    /** More bytes than this rows never have in memory. */
    long most() {
        return memory.bytes();
    }

    /** Rows that were restored leave at once, as many as have to; on the thread that restores. */
    void relieveNow(Member restored) {
        long excess = report(restored);
        if (excess > 0) {
            restored.rows.evictNow((int) Math.min(Integer.MAX_VALUE, rows(excess, restored.rows.rowBytes())));
            report(restored);
        }
    }

    /** How many bytes more the rows of all states may have. */
    long roomBytes() {
        return memory.room();
    }

    private static long rows(long excess, long rowBytes) {
        return (excess + rowBytes - 1) / rowBytes;
    }

    /** Says what all stores take, of which this one may take more or less than before. */
    private long report(Member member) {
        changed(member);
        long excess = memory.excess(reported, taken);
        reported = taken;
        return excess;
    }
}
