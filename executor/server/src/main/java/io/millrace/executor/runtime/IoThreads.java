package io.millrace.executor.runtime;

import io.millrace.spi.BlockingWork;
import io.millrace.spi.Pending;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs blocking work on a pool of platform threads: RocksDB pins carriers, and files block them anyway. */
final class IoThreads implements BlockingWork {

    private final ExecutorService pool;

    /** Work that was asked for and is not over yet, together with what its end has asked for. */
    private int running;

    IoThreads(ExecutorService pool) {
        this.pool = pool;
    }

    @Override
    public <T> Pending<T> submit(Callable<T> work) {
        Pending<T> pending = new Pending<>();
        begun();
        pool.execute(() -> {
            try {
                pending.succeed(work.call());
            } catch (Exception e) {
                pending.fail(e);
            } catch (Error e) {
                // Whoever waits must learn of it, whatever it is; the thread's own end tells the log.
                pending.fail(new IllegalStateException("Background work broke down", e));
                throw e;
            } finally {
                over();
            }
        });
        return pending;
    }

    private synchronized void begun() {
        running++;
    }

    private synchronized void over() {
        running--;
        notifyAll();
    }

    /** Waits until nothing is under way any more, at most this long. */
    synchronized void awaitIdle(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (running > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
    }
}
