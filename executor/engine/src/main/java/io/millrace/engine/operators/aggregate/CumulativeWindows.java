package io.millrace.engine.operators.aggregate;

/**
 * Windows that begin together and end one step apart, until one has the whole size; then the next begin. The size is a multiple of
 * the step.
 */
record CumulativeWindows(long sizeMicros, long stepMicros, long offsetMicros, int timeColumn)
        implements AlignedWindows {

    CumulativeWindows {
        if (sizeMicros <= 0 || stepMicros <= 0 || sizeMicros % stepMicros != 0) {
            throw new IllegalArgumentException(
                    "There are no windows that grow to " + sizeMicros + " µs by " + stepMicros + " µs");
        }
    }

    @Override
    public long sliceMicros() {
        return stepMicros;
    }

    @Override
    public long endAbove(long time) {
        return time >= FARTHEST ? Long.MAX_VALUE : time - Math.floorMod(time - offsetMicros, stepMicros) + stepMicros;
    }

    @Override
    public long startOf(long end) {
        return end == Long.MAX_VALUE ? end : end - 1 - Math.floorMod(end - 1 - offsetMicros, sizeMicros);
    }
}
