package io.millrace.spi.testing;

import io.millrace.spi.BlockingWork;
import io.millrace.spi.Pending;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;

/**
 * Blocking work on the test's own thread: at once when {@link #direct}, or when the test says so, as if the disk were
 * slow.
 */
public final class ManualBlockingWork implements BlockingWork {

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final boolean direct;
    private int submitted;

    private ManualBlockingWork(boolean direct) {
        this.direct = direct;
    }

    /** Work is done before {@link #submit} returns. */
    public static ManualBlockingWork direct() {
        return new ManualBlockingWork(true);
    }

    /** Work is done by {@link #runNext} or {@link #runAll}. */
    public static ManualBlockingWork deferred() {
        return new ManualBlockingWork(false);
    }

    @Override
    public <T> Pending<T> submit(Callable<T> work) {
        submitted++;
        Pending<T> pending = new Pending<>();
        waiting.add(() -> finish(work, pending));
        if (direct) {
            runAll();
        }
        return pending;
    }

    private static <T> void finish(Callable<T> work, Pending<T> pending) {
        try {
            pending.succeed(work.call());
        } catch (Exception e) {
            pending.fail(e);
        }
    }

    /** Does what was submitted first; false when there is nothing. */
    public boolean runNext() {
        Runnable next = waiting.poll();
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    /** Does all there is. */
    public void runAll() {
        while (runNext()) {
            // Work may submit more.
        }
    }

    /** How much waits to be done. */
    public int waiting() {
        return waiting.size();
    }

    /** How much was ever submitted. */
    public int submitted() {
        return submitted;
    }
}
