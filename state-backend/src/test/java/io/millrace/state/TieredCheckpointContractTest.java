package io.millrace.state;

import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.state.contract.CheckpointContract;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Checkpoints of tables of which a few rows are in memory, read and written by threads of their own. */
final class TieredCheckpointContractTest extends CheckpointContract {

    private static @Nullable ExecutorService io;
    private static @Nullable FewHotRows few;

    @BeforeContainer
    static void open() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        io = threads;
        few = new FewHotRows(threads);
    }

    @AfterContainer
    static void close() {
        Objects.requireNonNull(io).close();
        Objects.requireNonNull(few).close();
    }

    @Override
    protected StateBackend backend() {
        return Objects.requireNonNull(few).backend();
    }
}
