package io.millrace.testkit.checkpoint;

import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.state.ColdFolder;
import io.millrace.state.TieredStateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * State of which a few rows are in memory, and all others on disk: what is asked for is mostly to be waited for, and rows that have left
 * memory are unlike any. One database for all tests of the process, since to open one takes longer than most of them do; read and written by
 * whoever asks, or when a test lets it, so that a seed says all that happens.
 */
public final class FewRowsInMemory {

    /** For all states that are open, so a few rows: also those of short scripts leave. */
    private static final long BYTES = 800;

    /** Who reads and writes for states that are used on this thread. */
    private static final ThreadLocal<Executor> IO = ThreadLocal.withInitial(() -> Runnable::run);

    private FewRowsInMemory() {}

    private static final class Shared {

        private static final TieredStateBackend BACKEND = open();

        private static TieredStateBackend open() {
            try {
                ColdFolder folder = ColdFolder.in(Path.of(System.getProperty("java.io.tmpdir"), "millrace-tests"));
                TieredStateBackend backend = TieredStateBackend.poisoning(
                        folder.path(), BYTES, step -> IO.get().execute(step));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(backend, folder)));
                return backend;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(StateBackend backend, ColdFolder folder) {
            backend.close();
            try {
                folder.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** From now on this thread's states are read and written by {@code io}; what it was given is to be run before they are closed. */
    public static void readAndWriteBy(Executor io) {
        IO.set(io);
    }

    /** From now on they are read and written at once. */
    public static void readAndWriteAtOnce() {
        IO.remove();
    }

    /** For any test; not to be closed, as its states are. */
    public static StateBackend backend() {
        return Shared.BACKEND;
    }

    /** How many rows have come back from disk so far, for all tests. */
    public static long rowsRead() {
        return Shared.BACKEND.rowsRead();
    }
}
