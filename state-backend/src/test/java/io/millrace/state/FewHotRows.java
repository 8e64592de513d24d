package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

/** Backends whose arrays may hold a few rows, over one database: to open it takes longer than what most tests do. */
final class FewHotRows implements AutoCloseable {

    /** Five to twenty rows of a few columns. */
    private static final long HOT_BYTES = 500;

    private final Path folder;
    private final ColdStore store;
    private final Executor io;

    /** @param io reads and writes; the caller's to end, before this is closed */
    FewHotRows(Executor io) {
        this.io = io;
        try {
            folder = Files.createTempDirectory("cold");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = new ColdStore(folder.resolve("rows"), 0);
    }

    /** Another backend, which leaves the database open when it is closed. */
    StateBackend backend() {
        TieredStateBackend backend = new TieredStateBackend(new Tiering(new HotMemory(HOT_BYTES), store, io));
        return new StateBackend() {

            @Override
            public OperatorState open(String operatorName, KeyGroupRange groups) {
                return backend.open(operatorName, groups);
            }

            @Override
            public OperatorState restore(
                    String operatorName,
                    KeyGroupRange groups,
                    int task,
                    int tasks,
                    List<OperatorSnapshot> snapshots,
                    CheckpointStorage storage)
                    throws IOException {
                return backend.restore(operatorName, groups, task, tasks, snapshots, storage);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {
        store.close();
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
