package io.millrace.engine.job;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs what it is given one at a time and in order, on the thread of whoever gave something while nothing ran. So what runs
 * needs no lock and must be short, and nobody waits: who comes while it is busy leaves the work to the other. What is given
 * from inside runs afterwards, never in between.
 */
public final class Mailbox implements Executor {

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Any thread. A failure, which is a bug, comes out at whoever's thread it is, when all others have run. */
    @Override
    public void execute(Runnable work) {
        waiting.add(work);
        if (count.getAndIncrement() > 0) {
            return;
        }
        Throwable failure = null;
        do {
            failure = runNext(failure);
        } while (count.decrementAndGet() > 0);
        switch (failure) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalStateException(failure);
        }
    }

    private @Nullable Throwable runNext(@Nullable Throwable failure) {
        try {
            waiting.remove().run();
            return failure;
        } catch (Throwable t) { // Whatever it is, the others must run.
            return failure == null ? t : failure;
        }
    }
}
