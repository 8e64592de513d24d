package io.millrace.testkit.cluster;

/** A process that can die and can be paused; paused, it does later what it would have done, with clocks that went on. */
public abstract class SimulatedProcess {

    private final VirtualTime time;
    private boolean alive = true;
    private long pausedUntil;

    /** One that lives. */
    protected SimulatedProcess(VirtualTime time) {
        this.time = time;
    }

    /** Whether it was not killed. */
    public final boolean isAlive() {
        return alive;
    }

    /** It does nothing more. */
    public final void kill() {
        alive = false;
    }

    /** It does nothing until then, in virtual time; a time that is over has it go on. */
    public final void pause(long untilNanos) {
        pausedUntil = untilNanos;
    }

    /** Has the process do something after a while, unless it is dead by then. */
    public final void after(long millis, Runnable what) {
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
