package io.millrace.state;

import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.state.contract.CheckpointContract;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Checkpoints of tables of which a few rows are in memory, read and written by threads of their own. */
final class TieredCheckpointContractTest extends CheckpointContract {

    private static ExecutorService io;
    private static FewHotRows few;

    @BeforeContainer
    static void open() {
        io = Executors.newFixedThreadPool(2);
        few = new FewHotRows(io);
    }

    @AfterContainer
    static void close() {
        io.close();
        few.close();
    }

    @Override
    protected StateBackend backend() {
        return few.backend();
    }
}
