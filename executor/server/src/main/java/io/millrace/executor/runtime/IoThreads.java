package io.millrace.executor.runtime;

import io.millrace.spi.BlockingWork;
import io.millrace.spi.Pending;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/** Runs blocking work on a pool of platform threads: RocksDB pins carriers, and files block them anyway. */
final class IoThreads implements BlockingWork {

    private final ExecutorService pool;

    IoThreads(ExecutorService pool) {
        this.pool = pool;
    }

    @Override
    public <T> Pending<T> submit(Callable<T> work) {
        Pending<T> pending = new Pending<>();
        pool.execute(() -> {
            try {
                pending.succeed(work.call());
            } catch (Exception e) {
                pending.fail(e);
            } catch (Error e) {
                // Whoever waits must learn of it, whatever it is; the thread's own end tells the log.
                pending.fail(new IllegalStateException("Background work broke down", e));
                throw e;
            }
        });
        return pending;
    }
}
