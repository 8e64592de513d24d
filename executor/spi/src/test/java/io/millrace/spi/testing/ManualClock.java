package io.millrace.spi.testing;

import io.millrace.spi.Clock;
import io.millrace.spi.Completion;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when the test says so. One thread. */
public final class ManualClock implements Clock {

    private record Alarm(long nanoTime, Completion completion) {}

    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparingLong(Alarm::nanoTime));
    private long nanoTime;
    private long wallMicros;

    /** A clock that shows this time of day. */
    public ManualClock(long wallMicros) {
        this.wallMicros = wallMicros;
    }

    /** A clock that shows 1970-01-01T00:00 UTC. */
    public ManualClock() {
        this(0);
    }

    @Override
    public long nanoTime() {
        return nanoTime;
    }

    @Override
    public long wallMicros() {
        return wallMicros;
    }

    @Override
    public Completion at(long time) {
        Completion completion = new Completion();
        alarms.add(new Alarm(time, completion));
        ring();
        return completion;
    }

    /** Lets time pass; what waits for a moment within is told in order. */
    public void advance(Duration time) {
        wallMicros += time.toNanos() / 1_000;
        nanoTime += time.toNanos();
        ring();
    }

    /** Lets time pass until the next moment somebody waits for; false when nobody waits. */
    public boolean advanceToNext() {
        Alarm next = alarms.peek();
        if (next == null) {
            return false;
        }
        advance(Duration.ofNanos(next.nanoTime - nanoTime));
        return true;
    }

    private void ring() {
        while (!alarms.isEmpty() && alarms.peek().nanoTime <= nanoTime) {
            alarms.remove().completion.complete();
        }
    }
}
