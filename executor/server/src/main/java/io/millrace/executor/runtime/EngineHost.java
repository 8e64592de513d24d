package io.millrace.executor.runtime;

import io.millrace.engine.task.Worker;
import io.millrace.protocol.rpc.Timer;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of an executor process: workers, I/O threads and a timer. They end with {@link #close}. */
public final class EngineHost implements AutoCloseable {

    /**
     * Threads that may block at once. Files and RocksDB on one machine gain little beyond a few; two sinks that wait for
     * a slow disk must still leave one for a source.
     */
    private static final int IO_THREADS = 4;

    /** For checkpoints alone: a storage that is slow or dead must hold up neither sources nor sinks. */
    private static final int CHECKPOINT_THREADS = 2;

    /** For savepoints: some are written, some are read by slow networks. */
    private static final int SAVEPOINT_THREADS = 4;

    /** How long a disk may take to finish what it was asked for when everything else is over. */
    private static final Duration TIDYING = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor timers =
            new ScheduledThreadPoolExecutor(1, named("timer"), new ThreadPoolExecutor.DiscardPolicy());
    private final ExecutorService io = Executors.newFixedThreadPool(IO_THREADS, named("io"));
    private final IoThreads blocking = new IoThreads(io);
    private final ExecutorService checkpointing = Executors.newFixedThreadPool(CHECKPOINT_THREADS, named("checkpoint"));
    private final IoThreads checkpoints = new IoThreads(checkpointing);
    private final ExecutorService questions = Executors.newSingleThreadExecutor(quiet(named("questions")));
    private final IoThreads questioning = new IoThreads(questions);
    private final ExecutorService savepoints =
            Executors.newFixedThreadPool(SAVEPOINT_THREADS, quiet(named("savepoint")));
    private final IoThreads savepointing = new IoThreads(savepoints);
    private final Clock clock = new SystemClock(timers);
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger blockingTasks = new AtomicInteger();

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

    /** The threads that write and read checkpoints. What they have not written when the process ends nobody needs. */
    public BlockingWork checkpointWork() {
        return checkpoints;
    }

    /** One thread for what people want to know, behind everything that runs. */
    public BlockingWork questionWork() {
        return questioning;
    }

    /** Threads for savepoints, behind everything that runs. */
    public BlockingWork savepointWork() {
        return savepointing;
    }

    /** Runs each blocking task on a thread of its own. */
    public Executor threads() {
        ThreadFactory factory = named("blocking");
        return task -> {
            blockingTasks.incrementAndGet();
            factory.newThread(() -> {
                        try {
                            task.run();
                        } finally {
                            blockingTasks.decrementAndGet();
                        }
                    })
                    .start();
        };
    }

    /** Time for connections to other processes; passes on the timer's thread. */
    public Timer timer() {
        return (delay, what) -> {
            var unused = timers.schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
        };
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
        checkpointing.shutdownNow();
        questions.shutdownNow();
        savepoints.shutdownNow();
        timers.shutdownNow();
    }

    /**
     * Closes, and waits this long for what still runs.
     *
     * @return whether nothing runs any more
     */
    public boolean close(Duration atMost) {
        close();
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    return false;
                }
            }
            return io.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) && blockingTasks.get() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // A hint alone: it spares what runs and nothing relies on it.
    private static ThreadFactory quiet(ThreadFactory factory) {
        return runnable -> {
            Thread thread = factory.newThread(runnable);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        };
    }

    static ThreadFactory named(String kind) {
        AtomicInteger count = new AtomicInteger();
        return runnable -> {
            Thread thread = new Thread(runnable, "millrace-" + kind + "-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
