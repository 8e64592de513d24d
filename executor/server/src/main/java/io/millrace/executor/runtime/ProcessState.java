package io.millrace.executor.runtime;

import io.millrace.state.ColdFolder;
import io.millrace.state.TieredStateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where operators of a process keep their state: rows in memory up to a limit for all of them together, the others on disk. Closed
 * after the {@link EngineHost} whose tasks use it.
 */
public final class ProcessState implements AutoCloseable {

    /**
     * Threads that read and write rows on disk. Of their own: those that write checkpoints wait for what is to be read for them, so
     * they would wait for themselves. Each state is served by one at a time, so there are some.
     */
    private static final int COLD_THREADS = 4;

    private final StateMemory memory;
    private final ColdFolder folder;
    private final ThreadPoolExecutor threads;
    private final TieredStateBackend backend;

    /**
     * Takes a folder, and removes those that killed processes left there; opens nothing before rows have to leave memory.
     *
     * @param parent where rows go that do not fit memory, which processes may share
     * @throws IOException when there is no writing there
     */
    public ProcessState(StateMemory memory, Path parent) throws IOException {
        this.memory = memory;
        folder = ColdFolder.in(parent);
        // Nobody misses what would be removed when the process has ended.
        threads = new ThreadPoolExecutor(
                COLD_THREADS,
                COLD_THREADS,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                EngineHost.named("cold"),
                new ThreadPoolExecutor.DiscardPolicy());
        backend = new TieredStateBackend(folder.path(), memory.bytes(), threads);
    }

    /** The state of a process whose user said nothing about it: half of the heap, and the system's folder for passing things. */
    public static ProcessState byDefault() throws IOException {
        return new ProcessState(StateMemory.ofHeap(Runtime.getRuntime().maxMemory()), temporary());
    }

    /** A folder for passing things, of this user. */
    public static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"), "millrace-" + System.getProperty("user.name"));
    }

    /** For jobs. */
    public TieredStateBackend backend() {
        return backend;
    }

    /** What went to disk until now, in words; nothing when all fitted. */
    public Optional<String> outgrown() {
        long written = backend.rowsWritten();
        return written == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "State outgrew its %s of memory: %,d rows went to disk, %,d came back.",
                        memory,
                        written,
                        backend.rowsRead()));
    }

    @Override
    public void close() {
        backend.close();
        threads.shutdownNow();
        try {
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " of state could not be removed", e);
        }
    }

    @Override
    public String toString() {
        return memory + " for rows of state; more of them go to " + folder;
    }
}
