package io.millrace.engine.operators.over;

/**
 * Which rows a result is of, among copies of a partition's rows in order: from the first to the last, both included. By the number of rows
 * a frame ends with its row; by time it also has the rows behind that are of the same time.
 */
final class Frames {

    private final boolean isRange;
    private final long preceding;

    private HeldRows rows;
    private int begin;
    private int end;

    /** The first row of the frame at hand, which only moves on while the rows of a partition are gone through. */
    private int first;

    private int last;

    /** @param preceding how far a frame goes back, in rows or microseconds; {@link Long#MAX_VALUE} for all */
    Frames(boolean isRange, long preceding, HeldRows rows) {
        this.isRange = isRange;
        this.preceding = preceding;
        this.rows = rows;
    }

    /** Begins with the rows of a partition. */
    void begin(HeldRows of, int from, int to) {
        rows = of;
        begin = from;
        end = to;
        first = from;
        last = from - 1;
    }

    /** Goes on to the frame of this row, which is not before the one asked for last. */
    void moveTo(int row) {
        if (!isRange) {
            first = preceding >= row - begin ? begin : (int) (row - preceding);
            last = row;
            return;
        }
        long time = rows.time(row);
        // Times lie apart by less than all a long can hold, but a frame may go further back than there are times.
        long earliest =
                preceding == Long.MAX_VALUE || time < Long.MIN_VALUE + preceding ? Long.MIN_VALUE : time - preceding;
        while (rows.time(first) < earliest) {
            first++;
        }
        last = Math.max(last, row);
        while (last + 1 < end && rows.time(last + 1) == time) {
            last++;
        }
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }
}
