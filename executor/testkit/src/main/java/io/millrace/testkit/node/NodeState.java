package io.millrace.testkit.node;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.Signal.Barrier;
import io.millrace.engine.task.BarrierListener;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.HeapStateBackend;
import io.millrace.testkit.checkpoint.FewRowsInMemory;
import io.millrace.testkit.checkpoint.MemoryCheckpointStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The state of the operator under test, kept at each barrier: by increments, some of which come to nothing, as when a
 * checkpoint is given up.
 */
final class NodeState implements BarrierListener {

    private final String operator;
    private final boolean kept;
    private final RandomGenerator random;
    private final StateBackend backend;
    private final CheckpointStorage storage = new MemoryCheckpointStorage();
    private OperatorState state;
    private @Nullable OperatorSnapshot snapshot;
    private List<Long> watermarks = List.of();

    /**
     * @param kept whether anything is done at barriers
     * @param fewInMemory whether most rows are on disk
     */
    NodeState(String operator, boolean kept, boolean fewInMemory, RandomGenerator random) {
        backend = fewInMemory ? FewRowsInMemory.backend() : new HeapStateBackend();
        this.operator = operator;
        this.kept = kept;
        this.random = random;
        state = backend.open(operator, KeyGroupRange.ALL);
    }

    StateAccess access() {
        return state.access();
    }

    @Override
    public void reached(Reached at, Barrier barrier) {
        if (!kept) {
            return;
        }
        FrozenState frozen = state.freeze();
        boolean completed = random.nextInt(4) != 0;
        String path = "state-" + barrier.checkpoint();
        try (CheckpointStorage.Upload file = storage.begin(path)) {
            OperatorSnapshot written = frozen.write(file, path);
            file.finish();
            snapshot = completed ? written : null;
            watermarks = at.watermarks();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        frozen.settle(completed);
    }

    /** Whether the last barrier left something to go on from. */
    boolean canRestore() {
        return snapshot != null;
    }

    /** Goes on with what the last barrier left, as another process would. */
    void restore() {
        state.close();
        OperatorSnapshot last = snapshot;
        if (last == null) {
            throw new IllegalStateException("There is nothing to go on from");
        }
        try {
            state = backend.restore(operator, KeyGroupRange.ALL, 0, 1, List.of(last), storage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        snapshot = null;
    }

    /** How many rows there are in all states. */
    long rows() {
        String path = "rows";
        try (CheckpointStorage.Upload file = storage.begin(path)) {
            FrozenState frozen = state.freeze();
            OperatorSnapshot all = frozen.write(file, path);
            frozen.settle(false);
            return all.states().stream().mapToLong(OperatorSnapshot.State::rows).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operator is done. */
    void close() {
        state.close();
    }

    /** At which the inputs stood at the last barrier. */
    List<Long> watermarks() {
        return watermarks;
    }
}
