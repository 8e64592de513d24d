package io.millrace.engine.task;

import io.millrace.spi.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that gives each of its tasks a turn, over and over. Cooperative: tasks never wait, so one that stands still
 * costs the others nothing. When nothing moves it spins shortly (the next batch mostly comes within microseconds) and
 * then parks until it is woken.
 *
 * <p>The same class serves blocking tasks: a worker with one task, on a thread of its own.
 */
public final class Worker implements Runnable {

    /** A turn: long enough to work off some batches, short enough that neighbours and mailboxes get their share. */
    private static final long TURN_NANOS = 1_000_000;

    /** How long to spin before parking. */
    private static final long SPIN_NANOS = 50_000;

    /** How long to park at most. A guard: every wake-up is told, so that this is only waited out when nothing is to do. */
    private static final long PARK_NANOS = 100_000_000;

    private final Clock clock;
    private final ConcurrentLinkedQueue<Task> arriving = new ConcurrentLinkedQueue<>();
    private final List<Task> tasks = new ArrayList<>();

    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    /** Set by the worker before it looks a last time and parks; whoever brings work and sees it unparks the thread. */
    private volatile boolean parked;

    public Worker(Clock clock) {
        this.clock = clock;
    }

    /** Any thread: hands a task over. */
    public void add(Task task) {
        task.belongsTo(this);
        arriving.add(task);
        wake();
    }

    /** Any thread: there may be something to do. Cheap while the worker is awake. */
    public void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /** Any thread: the loop ends; tasks that are not finished are left as they are. */
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** The loop, until {@link #stop}. */
    @Override
    public void run() {
        thread = Thread.currentThread();
        long idleSince = 0;
        boolean idle = false;
        while (!stopped) {
            if (runOnce()) {
                idle = false;
                continue;
            }
            long now = clock.nanoTime();
            if (!idle) {
                idle = true;
                idleSince = now;
            } else if (now - idleSince > SPIN_NANOS) {
                park();
                continue;
            }
            Thread.onSpinWait();
        }
    }

    /** The loop for a blocking task's own worker, until its tasks are finished. */
    public void runUntilFinished() {
        thread = Thread.currentThread();
        takeArriving();
        while (!stopped && !tasks.isEmpty()) {
            if (!runOnce()) {
                park();
            }
        }
    }

    /**
     * One turn for each task. The body of the loop, to be called directly where one thread plays all workers.
     *
     * @return whether anything was done
     */
    public boolean runOnce() {
        boolean worked = takeArriving();
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            worked |= task.run(clock.nanoTime() + TURN_NANOS);
            if (task.isFinished()) {
                tasks.remove(i--);
            }
        }
        return worked;
    }

    private boolean takeArriving() {
        boolean any = false;
        for (Task task = arriving.poll(); task != null; task = arriving.poll()) {
            tasks.add(task);
            any = true;
        }
        return any;
    }

    private void park() {
        parked = true;
        // Whoever put work in before it could see `parked` is seen here; whoever did after it unparks.
        if (!runOnce() && !stopped) {
            LockSupport.parkNanos(this, PARK_NANOS);
        }
        parked = false;
    }
}
