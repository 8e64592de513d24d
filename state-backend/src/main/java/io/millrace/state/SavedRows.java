package io.millrace.state;

import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the last completed checkpoint has the rows of a store: a base with all of them and changes since, oldest first.
 *
 * @param segments the base and what came after; none when there is no checkpoint to build upon
 * @param note what else was said about the rows; see {@link StatePart}
 */
record SavedRows(List<Segment> segments, long note) {

    static final SavedRows NONE = new SavedRows(List.of(), 0);

    /** Below this much a base is as quickly written as its changes are found and put together again. */
    private static final long SMALL_BYTES = 32 << 10;

    /** So many pieces are read in reasonable time, and a share of 1 % per checkpoint is merged at half the base before. */
    private static final int MOST_SEGMENTS = 64;

    SavedRows {
        segments = List.copyOf(segments);
    }

    /**
     * Whether all rows are to be written anew, rather than changes.
     *
     * @param changed how many rows came or changed
     * @param rows how many there are
     */
    boolean wantsBase(long changed, long rows) {
        if (segments.isEmpty() || segments.size() >= MOST_SEGMENTS || 2 * changed > rows) {
            return true;
        }
        long base = segments.getFirst().length();
        long changes = 0;
        for (Segment segment : segments.subList(1, segments.size())) {
            changes += segment.length();
        }
        return base <= SMALL_BYTES || 2 * changes > base;
    }

    /** With the changes of one more checkpoint. */
    SavedRows and(Segment changes, long newNote) {
        List<Segment> all = new ArrayList<>(segments);
        all.add(changes);
        return new SavedRows(all, newNote);
    }
}
