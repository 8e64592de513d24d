package io.millrace.executor.runtime;

import io.millrace.engine.task.Worker;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of an executor process: workers, I/O threads and a timer. They end with {@link #close}. */
public final class EngineHost implements AutoCloseable {

    /**
     * Threads that may block at once. Files and RocksDB on one machine gain little beyond a few; two sinks that wait for
     * a slow disk must still leave one for a source.
     */
    private static final int IO_THREADS = 4;

    /** How long a disk may take to finish what it was asked for when everything else is over. */
    private static final Duration TIDYING = Duration.ofSeconds(10);

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(named("timer"));
    private final ExecutorService io = Executors.newFixedThreadPool(IO_THREADS, named("io"));
    private final IoThreads blocking = new IoThreads(io);
    private final Clock clock = new SystemClock(timers);
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param workerCount how many workers; mostly one per core
     */
    public EngineHost(int workerCount) {
        ThreadFactory factory = named("worker");
        for (int i = 0; i < workerCount; i++) {
            Worker worker = new Worker(clock);
            workers.add(worker);
            Thread thread = factory.newThread(worker);
            threads.add(thread);
            thread.start();
        }
    }

    /** The workers, running. */
    public List<Worker> workers() {
        return List.copyOf(workers);
    }

    /** The threads of the workers, in their order; for measuring. */
    public List<Thread> workerThreads() {
        return List.copyOf(threads);
    }

    /** The machine's clock. */
    public Clock clock() {
        return clock;
    }

    /** The I/O threads. */
    public BlockingWork blockingWork() {
        return blocking;
    }

    /** Runs each blocking task on a thread of its own. */
    public Executor threads() {
        ThreadFactory factory = named("blocking");
        return task -> factory.newThread(task).start();
    }

    /** Ends the threads, after what they were asked to write or remove, such as a result that is not to be. */
    @Override
    public void close() {
        workers.forEach(Worker::stop);
        try {
            blocking.awaitIdle(TIDYING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        io.shutdownNow();
        timers.shutdownNow();
    }

    private static ThreadFactory named(String kind) {
        AtomicInteger count = new AtomicInteger();
        return runnable -> {
            Thread thread = new Thread(runnable, "millrace-" + kind + "-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
