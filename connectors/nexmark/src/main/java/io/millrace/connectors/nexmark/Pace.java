package io.millrace.connectors.nexmark;

import io.millrace.spi.Clock;
import io.millrace.spi.Completion;
import java.util.concurrent.TimeUnit;

/**
 * Lets rows through at a steady rate. The schedule does not wait for the pipeline: after a stall the rows that are due
 * come at once, so that latency is measured from when a row should have come.
 */
final class Pace {

    /** Rows are let through in groups this far apart when they are due more often: waking up has its price. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Clock clock;
    private final long rowsPerSecond;
    private final long start;
    private long released;

    Pace(Clock clock, long rowsPerSecond) {
        this.clock = clock;
        this.rowsPerSecond = rowsPerSecond;
        start = clock.nanoTime();
    }

    /** How many rows may come now, at most {@code limit}. */
    int due(int limit) {
        long elapsed = clock.nanoTime() - start;
        long dueByNow = elapsed / SECOND * rowsPerSecond + elapsed % SECOND * rowsPerSecond / SECOND;
        return (int) Math.max(Math.min(dueByNow - released, limit), 0);
    }

    /** Rows came. */
    void released(int rows) {
        released += rows;
    }

    /** Done when the next row is due, or the next tick. */
    Completion next() {
        long row = released + 1;
        long due = start + row / rowsPerSecond * SECOND + Math.ceilDiv(row % rowsPerSecond * SECOND, rowsPerSecond);
        return clock.at(Math.max(due, clock.nanoTime() + TICK_NANOS));
    }
}
