package io.millrace.engine.operators.aggregate;

/**
 * Windows of one size that begin every {@code slideMicros}. Where the slide is the size they are tumbling windows. A size that is
 * no multiple of the slide is cut into more slices than it has slides: 10 s every 4 s has slices of 2 s.
 *
 * @param sliceMicros the greatest common divisor of size and slide
 */
record HoppingWindows(long sizeMicros, long slideMicros, long sliceMicros, long offsetMicros, int timeColumn)
        implements AlignedWindows {

    static HoppingWindows of(long sizeMicros, long slideMicros, long offsetMicros, int timeColumn) {
        if (sizeMicros <= 0 || slideMicros <= 0 || slideMicros > sizeMicros) {
            throw new IllegalArgumentException(
                    "There are no windows of " + sizeMicros + " µs every " + slideMicros + " µs");
        }
        long divisor = sizeMicros;
        long rest = slideMicros;
        while (rest != 0) {
            long next = divisor % rest;
            divisor = rest;
            rest = next;
        }
        return new HoppingWindows(sizeMicros, slideMicros, divisor, offsetMicros, timeColumn);
    }

    @Override
    public long endAbove(long time) {
        return time >= FARTHEST
                ? Long.MAX_VALUE
                : time - Math.floorMod(time - offsetMicros - sizeMicros, slideMicros) + slideMicros;
    }

    @Override
    public long startOf(long end) {
        return end == Long.MAX_VALUE ? end : end - sizeMicros;
    }
}
