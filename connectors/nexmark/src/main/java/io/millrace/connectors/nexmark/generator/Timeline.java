package io.millrace.connectors.nexmark.generator;

/**
 * When events happen: event {@code n} at {@code base + floor(n * 1000 / rate)} milliseconds, as in the public suite with
 * one generator.
 *
 * @param baseMicros time of event 0, microseconds since 1970-01-01T00:00, whole milliseconds
 * @param eventsPerSecond of event time
 */
public record Timeline(long baseMicros, long eventsPerSecond) {

    /** Beyond this the arithmetic would overflow; at a hundred million a second it takes two years to get there. */
    public static final long MAX_EVENTS = Long.MAX_VALUE / 1_000;

    public Timeline {
        if (eventsPerSecond < 1 || baseMicros % 1_000 != 0) {
            throw new IllegalArgumentException(
                    eventsPerSecond + " events a second from " + baseMicros + " are no timeline");
        }
    }

    /** The time of an event in microseconds. */
    public long micros(long event) {
        return baseMicros + millis(event) * 1_000;
    }

    /** The time of an event in milliseconds since event 0. */
    long millis(long event) {
        return event * 1_000 / eventsPerSecond;
    }

    /** Writes the times of {@code count} neighbouring events, with one division for all. */
    void fill(long[] micros, int row, long event, int count) {
        long rate = eventsPerSecond;
        long scaled = event * 1_000;
        long time = baseMicros + scaled / rate * 1_000;
        long rest = scaled % rate;
        long restStep = 1_000 % rate;
        long step = 1_000 / rate * 1_000;
        for (int i = 0; i < count; i++) {
            micros[row + i] = time;
            time += step;
            rest += restStep;
            // All ones when the rest is a whole millisecond, without a branch that is hard to guess.
            long full = rate - 1 - rest >> 63;
            rest -= rate & full;
            time += 1_000 & full;
        }
    }
}
