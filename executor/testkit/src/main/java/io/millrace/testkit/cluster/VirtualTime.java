package io.millrace.testkit.cluster;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The one clock behind all clocks of a simulation, and what is to happen when. */
public final class VirtualTime {

    private record Happening(long atNanos, long order, Runnable what) {}

    private final PriorityQueue<Happening> queue =
            new PriorityQueue<>(Comparator.comparingLong(Happening::atNanos).thenComparingLong(Happening::order));
    private long nowNanos;
    private long order;

    /** Nanoseconds since the simulation began. */
    public long nowNanos() {
        return nowNanos;
    }

    /** The same. */
    public Duration now() {
        return Duration.ofNanos(nowNanos);
    }

    /** Has something happen after a while. */
    public void after(long nanos, Runnable what) {
        queue.add(new Happening(nowNanos + Math.max(0, nanos), order++, what));
    }

    /** Lets the next thing happen. */
    public void step() {
        Happening next = queue.remove();
        nowNanos = next.atNanos();
        next.what().run();
    }
}
