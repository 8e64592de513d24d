package io.millrace.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Something that will be done, on whatever thread; the one who waits is told. A task that waits for one is not run until
 * it is done, and holds no worker meanwhile.
 *
 * <p>One thread may wait (a task belongs to one worker); any thread may complete, once.
 */
public class Completion {

    private static final VarHandle STATE;

    /** Stands for "done" in {@link #state}. */
    private static final Runnable DONE = new Runnable() {
        @Override
        public void run() {}
    };

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Completion.class, "state", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Null at first, then who to wake, then {@link #DONE}. */
    @Nullable
    private volatile Runnable state;

    /** Whether it is done; what the completing thread wrote before is visible then. */
    public final boolean isDone() {
        return state == DONE;
    }

    /** Says that it is done and wakes who waits. Saying it again changes nothing. */
    public final void complete() {
        Runnable before = (Runnable) STATE.getAndSet(this, DONE);
        if (before != null && before != DONE) {
            before.run();
        }
    }

    /**
     * Has {@code wake} called once it is done, at once if it is already. A second call replaces the first.
     *
     * @param wake must be short and must not throw; runs on the completing thread
     */
    public final void whenDone(Runnable wake) {
        Runnable before;
        do {
            before = state;
            if (before == DONE) {
                wake.run();
                return;
            }
        } while (!STATE.compareAndSet(this, before, wake));
    }
}
