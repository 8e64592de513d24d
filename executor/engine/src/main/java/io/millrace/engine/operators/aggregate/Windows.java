package io.millrace.engine.operators.aggregate;

import io.millrace.protocol.plan.OperatorConfig;

/**
 * How event time is cut into windows. Time is cut into <em>slices</em> first, of equal width and one behind the other: the
 * coarsest pieces that no window begins or ends within. A row belongs to one slice, however many windows hold that, so it is
 * taken in once; a window is made of its slices when it fires. A slice is named by its first moment. All in microseconds.
 */
sealed interface Windows permits AlignedWindows, SessionWindows {

    /** As in Flink, the event time of a window's result is its last millisecond. */
    long WINDOW_TIME_MICROS = 1_000;

    /** Times behind this one are the end of time: no window ends there. */
    long FARTHEST = Long.MAX_VALUE / 2;

    /** Reads them from the plan: see docs/operator-plan.md. */
    static Windows of(OperatorConfig config) {
        int timeColumn = config.integer("timeColumn");
        String kind = config.string("kind");
        if (kind.equals("session")) {
            return SessionWindows.of(config.longInteger("gapMicros"), timeColumn);
        }
        long size = config.longInteger("sizeMicros");
        long offset = config.longInteger("offsetMicros");
        return switch (kind) {
            case "tumbling" -> HoppingWindows.of(size, size, offset, timeColumn);
            case "hopping" -> HoppingWindows.of(size, config.longInteger("slideMicros"), offset, timeColumn);
            case "cumulative" -> new CumulativeWindows(size, config.longInteger("stepMicros"), offset, timeColumn);
            default ->
                throw new IllegalArgumentException(
                        "This executor knows no windows '" + kind + "'. Is the plan from a newer version?");
        };
    }

    /** Position of the event-time column; of the slice, in the global half. */
    int timeColumn();

    /** Slices begin this much behind multiples of their width. */
    long offsetMicros();

    /** How wide a slice is. */
    long sliceMicros();

    /** The slice that holds this time. */
    default long sliceOf(long time) {
        return time - Math.floorMod(time - offsetMicros(), sliceMicros());
    }

    /** What results say of a window or a slice: its start, its end and its last millisecond. */
    static long[] times(long start, long end) {
        return new long[] {start, end, end - WINDOW_TIME_MICROS};
    }
}
