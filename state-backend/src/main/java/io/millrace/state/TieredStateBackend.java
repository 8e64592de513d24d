package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Keeps rows of tables, lists and ordered state in memory up to a limit, and cold ones on disk: a {@link HeapStateBackend} as long as
 * everything fits. The decisions behind it are docs/adr/0020-state-beyond-memory.md and docs/adr/0037-lists-keep-their-links-in-memory.md.
 * Any thread may call it.
 */
public final class TieredStateBackend implements StateBackend {

    /** Of the memory, what blocks of the disk and rows that go there get. */
    private static final int STORE_SHARE = 4;

    private final Tiering tiering;

    /**
     * A backend; nothing is opened before a row is cold.
     *
     * @param folder for cold rows, of this process alone; it is emptied when the first row comes and removed at the end
     * @param memoryBytes for rows: three quarters on the Java heap, a quarter outside. What finds them (10 to 44 bytes a row), keys
     *     of lists and timers come on top
     * @param io for reading and writing: threads that may block, other ones than those that write checkpoints, and there until this
     *     is closed
     */
    public TieredStateBackend(Path folder, long memoryBytes, Executor io) {
        this(tiering(folder, memoryBytes, io, false));
    }

    /**
     * The same for tests: rows that are gone from memory are made unlike any, so that whoever uses one of them after fails, or brings out
     * what never came in.
     */
    public static TieredStateBackend poisoning(Path folder, long memoryBytes, Executor io) {
        return new TieredStateBackend(tiering(folder, memoryBytes, io, true));
    }

    private static Tiering tiering(Path folder, long memoryBytes, Executor io, boolean poisons) {
        long ofStore = memoryBytes / STORE_SHARE;
        return new Tiering(new HotMemory(memoryBytes - ofStore), new ColdStore(folder, ofStore), io, poisons);
    }

    TieredStateBackend(Tiering tiering) {
        this.tiering = tiering;
    }

    /** How many rows have come back from disk since the beginning. */
    public long rowsRead() {
        return tiering.store().rowsRead();
    }

    /** How many rows went to disk since the beginning. */
    public long rowsWritten() {
        return tiering.store().rowsWritten();
    }

    /** About how many bytes the rows in memory take up. */
    public long hotBytes() {
        return tiering.memory().used();
    }

    @Override
    public OperatorState open(String operatorName, KeyGroupRange groups) {
        return new HeapOperatorState(groups, new HeapStateAccess(operatorName, groups, tiering));
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
        HeapStateAccess access = new HeapStateAccess(operatorName, groups, tiering);
        OperatorState state = new HeapOperatorState(groups, access);
        try {
            new StateRestore(access, groups, task, tasks, snapshots, storage).run();
            return state;
        } catch (IOException | RuntimeException e) {
            // What was restored so far has a share of the memory, and rows on disk.
            state.close();
            throw e;
        }
    }

    /** Waits for what is being read and written, and removes what is on disk. */
    @Override
    public void close() {
        tiering.store().close();
    }
}
