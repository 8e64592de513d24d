package io.millrace.testkit.checkpoint;

import io.millrace.spi.Clock;
import io.millrace.spi.Completion;
import io.millrace.spi.testing.ManualClock;
import java.time.Duration;

/** Time that passes whenever somebody looks at it, so that a turn of a task ends after a few steps. One thread. */
final class TickingClock implements Clock {

    private static final Duration TICK = Duration.ofNanos(200_000);

    private final ManualClock clock = new ManualClock();

    @Override
    public long nanoTime() {
        clock.advance(TICK);
        return clock.nanoTime();
    }

    @Override
    public long wallMicros() {
        return clock.wallMicros();
    }

    @Override
    public Completion at(long nanoTime) {
        return clock.at(nanoTime);
    }

    void advanceToNext() {
        clock.advanceToNext();
    }
}
