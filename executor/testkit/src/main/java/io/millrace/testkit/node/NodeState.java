package io.millrace.testkit.node;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyGroups;
import io.millrace.columns.Signal.Barrier;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.operator.RestoredTime.Stood;
import io.millrace.state.HeapStateBackend;
import io.millrace.testkit.checkpoint.FewRowsInMemory;
import io.millrace.testkit.checkpoint.MemoryCheckpointStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The states of the operator under test, kept at each barrier: by increments, some of which come to nothing, as when a
 * checkpoint is given up.
 */
final class NodeState {

    /** What a task left at a barrier. */
    private record Left(OperatorSnapshot state, List<Long> watermarks) {}

    private final String operator;
    private final boolean kept;
    private final RandomGenerator random;
    private final StateBackend backend;
    private final CheckpointStorage storage = new MemoryCheckpointStorage();

    /** What the tasks left at the last barrier that any of them has passed. */
    private final List<Left> left = new ArrayList<>();

    private long barrier;
    private boolean completes;

    /** Whether each checkpoint is completed. */
    private final boolean alwaysCompletes;

    private final HeldIo io;

    /** @param io reads and writes of what is not in memory */
    NodeState(String operator, Feeding feeding, HeldIo io, RandomGenerator random) {
        backend = feeding.fewInMemory() ? FewRowsInMemory.backend() : new HeapStateBackend();
        this.operator = operator;
        this.io = io;
        kept = feeding.restores();
        alwaysCompletes = feeding.scriptedTasks() > 0;
        this.random = random;
    }

    /** The state of a task that begins anew. */
    OperatorState open(int index, int parallelism) {
        return backend.open(operator, KeyGroups.range(index, parallelism));
    }

    /** A task is at a barrier. */
    void reached(NodeTask task, List<Long> watermarks, Barrier at) {
        if (!kept) {
            return;
        }
        if (at.checkpoint() != barrier) {
            barrier = at.checkpoint();
            completes = alwaysCompletes || random.nextInt(4) != 0;
            left.clear();
        }
        FrozenState frozen = task.state().freeze();
        io.letAll();
        String path = "state-" + barrier + "-" + task.index();
        try (CheckpointStorage.Upload file = storage.begin(path)) {
            OperatorSnapshot written = frozen.write(file, path);
            file.finish();
            left.add(new Left(written, watermarks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        frozen.settle(completes);
    }

    /** Whether the last barrier left something to go on from. */
    boolean canRestore(int tasks) {
        return completes && left.size() == tasks;
    }

    /** What a task goes on with of what the last barrier left. */
    OperatorState restore(int index, int parallelism) {
        try {
            return backend.restore(
                    operator,
                    KeyGroups.range(index, parallelism),
                    index,
                    parallelism,
                    left.stream().map(Left::state).toList(),
                    storage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the inputs of a task begin that goes on with what the last barrier left; none when there was none. */
    List<RestoredTime> times(int index, int parallelism) {
        KeyGroupRange groups = KeyGroups.range(index, parallelism);
        List<Left> those = left.stream()
                .filter(one -> one.state().groups().overlaps(groups))
                .toList();
        List<RestoredTime> times = new ArrayList<>();
        for (int port = 0;
                !those.isEmpty() && port < those.getFirst().watermarks().size();
                port++) {
            int of = port;
            times.add(new RestoredTime(those.stream()
                    .map(one -> new Stood(one.state().groups(), one.watermarks().get(of)))
                    .toList()));
        }
        return times;
    }

    /** Nothing can be gone on from before the next barrier. */
    void restored() {
        completes = false;
    }

    /** How many rows there are in all states of a task. */
    long rows(OperatorState state) {
        String path = "rows";
        try (CheckpointStorage.Upload file = storage.begin(path)) {
            FrozenState frozen = state.freeze();
            io.letAll();
            OperatorSnapshot all = frozen.write(file, path);
            frozen.settle(false);
            return all.states().stream().mapToLong(OperatorSnapshot.State::rows).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
