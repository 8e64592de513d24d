package io.millrace.engine.operators.aggregate;

import io.millrace.protocol.plan.OperatorConfig;

/**
 * Windows of equal size, one behind the other. A window begins where {@code (start - offset)} is a multiple of the size
 * and holds times from its start up to, without, its end. All in microseconds.
 *
 * @param timeColumn position of the event-time column; of the window's start, in the global half
 */
record TumblingWindow(long sizeMicros, long offsetMicros, int timeColumn) {

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

    /** Whether no more rows of this window are to come at this watermark, except late ones. */
    boolean isComplete(long start, long watermark) {
        return endOf(start) - 1 <= watermark;
    }
}
