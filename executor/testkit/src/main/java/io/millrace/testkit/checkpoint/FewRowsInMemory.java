package io.millrace.testkit.checkpoint;

import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.state.ColdFolder;
import io.millrace.state.TieredStateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * State of which a few rows are in memory, and all others on disk: what is asked for is mostly to be waited for. One database for all
 * tests of the process, since to open one takes longer than most of them do; read and written by whoever asks, so that a seed says
 * all that happens.
 */
public final class FewRowsInMemory {

    /** For all states that are open, so some ten rows. */
    private static final long BYTES = 2_000;

    private FewRowsInMemory() {}

    private static final class Shared {

        private static final StateBackend BACKEND = open();

        private static StateBackend open() {
            try {
                ColdFolder folder = ColdFolder.in(Path.of(System.getProperty("java.io.tmpdir"), "millrace-tests"));
                TieredStateBackend backend = new TieredStateBackend(folder.path(), BYTES, Runnable::run);
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

    /** For any test; not to be closed, as its states are. */
    public static StateBackend backend() {
        return Shared.BACKEND;
    }
}
