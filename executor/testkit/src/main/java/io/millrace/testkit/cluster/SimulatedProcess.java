package io.millrace.testkit.cluster;

/** A process that can die and can be paused; paused, it does later what it would have done, with clocks that went on. */
abstract class SimulatedProcess {

    private final VirtualTime time;
    private boolean alive = true;
    private long pausedUntil;

    SimulatedProcess(VirtualTime time) {
        this.time = time;
    }

    final boolean isAlive() {
        return alive;
    }

    final void kill() {
        alive = false;
    }

    final void pause(long untilNanos) {
        pausedUntil = untilNanos;
    }

    /** Has the process do something after a while, unless it is dead by then. */
    final void after(long millis, Runnable what) {
        time.after(millis * 1_000_000, () -> unlessPaused(what));
    }

    private void unlessPaused(Runnable what) {
        if (!alive) {
            return;
        }
        if (time.nowNanos() < pausedUntil) {
            time.after(pausedUntil - time.nowNanos(), () -> unlessPaused(what));
        } else {
            what.run();
        }
    }
}
