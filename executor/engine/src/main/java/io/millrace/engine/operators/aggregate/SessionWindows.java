package io.millrace.engine.operators.aggregate;

/**
 * Windows of one key each, which begin with a row and end when nothing has come for the gap. Slices are short enough for the rows of
 * one key in one slice to be of one session, whatever else comes.
 *
 * @param sliceMicros a sixteenth of the gap
 */
record SessionWindows(long gapMicros, long sliceMicros, int timeColumn) implements Windows {

    /** How often a gap is looked at: sessions are complete to a slice, so sent that part of the gap later than they end. */
    private static final int SLICES_PER_GAP = 16;

    static SessionWindows of(long gapMicros, int timeColumn) {
        if (gapMicros <= 0) {
            throw new IllegalArgumentException("A session cannot end after a gap of " + gapMicros + " µs");
        }
        return new SessionWindows(gapMicros, Math.max(1, gapMicros / SLICES_PER_GAP), timeColumn);
    }

    @Override
    public long offsetMicros() {
        return 0;
    }

    /** The last slice all of whose sessions have ended at this watermark, if nothing follows in later slices. */
    long lastComplete(long watermark) {
        return watermark >= FARTHEST ? Long.MAX_VALUE - 1 : sliceOf(watermark + 2 - gapMicros - sliceMicros);
    }

    /** The last moment at which a row may belong to the session of a row in this slice, and no session that only follows can. */
    long reach(long slice) {
        return slice + sliceMicros - 1 + gapMicros;
    }
}
