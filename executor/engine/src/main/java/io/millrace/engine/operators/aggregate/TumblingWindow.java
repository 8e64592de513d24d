package io.millrace.engine.operators.aggregate;

import io.millrace.protocol.plan.OperatorConfig;

/**
 * Windows of equal size, one behind the other. A window begins where {@code (start - offset)} is a multiple of the size
 * and holds times from its start up to, without, its end. All in microseconds.
 *
 * @param timeColumn position of the event-time column; of the window's start, in the global half
 */
record TumblingWindow(long sizeMicros, long offsetMicros, int timeColumn) {

    /** As in Flink, the event time of a window's result is its last millisecond. */
    private static final long WINDOW_TIME_MICROS = 1_000;

    TumblingWindow {
        if (sizeMicros <= 0) {
            throw new IllegalArgumentException("A window cannot have a size of " + sizeMicros + " µs");
        }
    }

    static TumblingWindow of(OperatorConfig config) {
        return new TumblingWindow(
                config.longInteger("sizeMicros"), config.longInteger("offsetMicros"), config.integer("timeColumn"));
    }

    /** The start of the window that holds this time. */
    long startOf(long time) {
        return time - Math.floorMod(time - offsetMicros, sizeMicros);
    }

    /** The start of the window behind this one. */
    long endOf(long start) {
        return start + sizeMicros;
    }

    /** What results say of the window: its start, its end and its last millisecond. */
    long[] times(long start) {
        long end = endOf(start);
        return new long[] {start, end, end - WINDOW_TIME_MICROS};
    }

    /** Whether no more rows of this window are to come at this watermark, except late ones. */
    boolean isComplete(long start, long watermark) {
        return endOf(start) - 1 <= watermark;
    }
}
