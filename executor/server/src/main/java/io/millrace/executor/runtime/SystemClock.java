package io.millrace.executor.runtime;

import io.millrace.spi.Clock;
import io.millrace.spi.Completion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The machine's clocks; timers complete on a thread of the scheduler. */
final class SystemClock implements Clock {

    private final ScheduledExecutorService timers;

    SystemClock(ScheduledExecutorService timers) {
        this.timers = timers;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Override
    public Completion at(long nanoTime) {
        Completion completion = new Completion();
        long delay = nanoTime - System.nanoTime();
        if (delay <= 0) {
            completion.complete();
        } else {
            var unused = timers.schedule(completion::complete, delay, TimeUnit.NANOSECONDS);
        }
        return completion;
    }
}
