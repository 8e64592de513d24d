package io.millrace.connectors.file.source;

import io.millrace.connectors.file.FileSourceConfig.Pace;
import io.millrace.spi.Clock;
import io.millrace.spi.Completion;
import java.util.concurrent.TimeUnit;

/** When event time is reached in real time. It begins with the first row that is asked for. */
final class ReplayClock {

    /** Rows that are due more often come in groups this far apart: waking up has its price. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Clock clock;
    private final double nanosPerMicro;
    private long firstTime = ReplayPlan.NO_TIME;
    private long firstNanos;

    ReplayClock(Clock clock, Pace pace) {
        this.clock = clock;
        nanosPerMicro = (double) pace.per().toNanos() * 1_000 / pace.advance().toNanos();
    }

    /** Whether event time has come to here. Rows without a time are due at once. */
    boolean isDue(long time) {
        return time == ReplayPlan.NO_TIME || nanosAt(time) <= clock.nanoTime();
    }

    /** Done when event time comes to here, or at the next tick. */
    Completion at(long time) {
        return clock.at(Math.max(nanosAt(time), clock.nanoTime() + TICK_NANOS));
    }

    private long nanosAt(long time) {
        if (firstTime == ReplayPlan.NO_TIME) {
            firstTime = time;
            firstNanos = clock.nanoTime();
        }
        return firstNanos + (long) ((time - firstTime) * nanosPerMicro);
    }
}
