package io.millrace.executor.local;

import io.millrace.coordinator.Clock;

/** The executor's clock, for a coordinator in the same process. */
record HostClock(io.millrace.spi.Clock clock) implements Clock {

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public long wallMicros() {
        return clock.wallMicros();
    }
}
