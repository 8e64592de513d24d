package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.testing.RandomRows;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * State of every kind, frozen and written while tasks go on, kept or given up, lost and restored at any parallelism: it is
 * always what it was at the barrier.
 */
public abstract class CheckpointContract {

    private static final List<Integer> PARALLELISMS = List.of(1, 2, 3, 8);
    private static final int STEPS_BETWEEN_WRITES = 50;

    /** The backend under test. */
    protected abstract StateBackend backend();

    @Property(tries = 60)
    void columnsOfAnyTypeAreRestoredAsTheyWereAtTheBarrier(@ForAll long seed) throws Exception {
        RandomRows rows = new RandomRows(seed);
        Layouts layouts = Layouts.any(rows);
        List<List<@Nullable Object>> pool =
                rows.rows(layouts.key(), 1 + rows.random().nextInt(60));
        // Between two writes of the file the tasks do something else to their state.
        run(rows, layouts, pool, 30, this::writeBetweenSteps);
    }

    @Property(tries = 8)
    void manyPagesAreRestoredAsTheyWereAtTheBarrier(@ForAll long seed) throws Exception {
        RandomRows rows = new RandomRows(seed);
        run(rows, Layouts.plain(), manyKeys(), 2_000, this::writeBetweenSteps);
    }

    @Property(tries = 8)
    void whatAnotherThreadWritesMeanwhileIsAsItWasAtTheBarrier(@ForAll long seed) throws Exception {
        RandomRows rows = new RandomRows(seed);
        run(rows, Layouts.plain(), manyKeys(), 1_000, this::writeBesideSteps);
    }

    private static List<List<@Nullable Object>> manyKeys() {
        List<List<@Nullable Object>> keys = new ArrayList<>();
        LongStream.range(0, 9_000).forEach(key -> keys.add(List.of(key)));
        return keys;
    }

    /** Writes what is frozen while the tasks go on. */
    private interface Writing {
        List<OperatorSnapshot> write(
                RunningTasks running, List<FrozenState> frozen, MemoryStorage storage, IntSupplier fileNumber)
                throws Exception;
    }

    private void run(RandomRows rows, Layouts layouts, List<List<@Nullable Object>> pool, int most, Writing writing)
            throws Exception {
        StateBackend backend = backend();
        RandomGenerator random = rows.random();
        MemoryStorage storage = new MemoryStorage();
        Tasks first = Tasks.open(backend, layouts, oneOf(random));
        RunningTasks running = new RunningTasks(rows, layouts, pool, most, first);
        int[] files = {0};
        for (int round = 0; round < 5; round++) {
            for (int step = random.nextInt(25); step >= 0; step--) {
                running.step();
            }
            StateModel expected = running.model().copy();
            List<FrozenState> frozen =
                    running.tasks().states().stream().map(OperatorState::freeze).toList();
            if (random.nextInt(4) == 0) {
                // It is given up before it is written, or it is written and does not complete; its files go.
                Set<String> before = Set.copyOf(storage.files().keySet());
                if (random.nextBoolean()) {
                    writing.write(running, frozen, storage, () -> files[0]++);
                }
                frozen.forEach(state -> state.settle(false));
                storage.files().keySet().retainAll(before);
                continue;
            }
            List<OperatorSnapshot> snapshots = writing.write(running, frozen, storage, () -> files[0]++);
            frozen.forEach(state -> state.settle(true));
            if (random.nextInt(3) > 0) {
                continue;
            }
            int parallelism = oneOf(random);
            Tasks.restore(backend, layouts, parallelism, snapshots, storage)
                    .contents()
                    .requireEqual(expected);
            running.tasks().close();
            running.goOnWith(Tasks.restore(backend, layouts, parallelism, snapshots, storage), expected);
        }
        requireRestorable(backend, layouts, running, writing, storage, files);
        running.tasks().close();
        backend.close();
    }

    private void requireRestorable(
            StateBackend backend,
            Layouts layouts,
            RunningTasks running,
            Writing writing,
            MemoryStorage storage,
            int[] files)
            throws Exception {
        StateModel expected = running.model().copy();
        List<FrozenState> frozen =
                running.tasks().states().stream().map(OperatorState::freeze).toList();
        List<OperatorSnapshot> snapshots = writing.write(running, frozen, storage, () -> files[0]++);
        for (int parallelism : PARALLELISMS) {
            Tasks.restore(backend, layouts, parallelism, snapshots, storage)
                    .contents()
                    .requireEqual(expected);
        }
    }

    private static int oneOf(RandomGenerator random) {
        return PARALLELISMS.get(random.nextInt(PARALLELISMS.size()));
    }

    private List<OperatorSnapshot> writeBetweenSteps(
            RunningTasks running, List<FrozenState> frozen, MemoryStorage storage, IntSupplier fileNumber)
            throws IOException {
        // What is copied is written as well, so without an end to the steps there would seldom be one to the writing.
        int[] left = {STEPS_BETWEEN_WRITES};
        storage.setBetweenWrites(() -> {
            if (left[0]-- > 0) {
                running.step();
            }
        });
        List<OperatorSnapshot> snapshots = new ArrayList<>();
        for (FrozenState state : frozen) {
            snapshots.add(write(state, storage, fileNumber.getAsInt()));
        }
        storage.setBetweenWrites(() -> {});
        return snapshots;
    }

    private List<OperatorSnapshot> writeBesideSteps(
            RunningTasks running, List<FrozenState> frozen, MemoryStorage storage, IntSupplier fileNumber)
            throws Exception {
        Callable<List<OperatorSnapshot>> work = () -> {
            List<OperatorSnapshot> snapshots = new ArrayList<>();
            for (FrozenState state : frozen) {
                snapshots.add(write(state, storage, fileNumber.getAsInt()));
            }
            return snapshots;
        };
        FutureTask<List<OperatorSnapshot>> writing = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform().start(writing);
        do {
            running.step();
        } while (!writing.isDone());
        thread.join();
        return writing.get();
    }

    private static OperatorSnapshot write(FrozenState state, MemoryStorage storage, int number) throws IOException {
        String path = "file-" + number;
        try (CheckpointStorage.Upload file = storage.begin(path)) {
            OperatorSnapshot snapshot = state.write(file, path);
            file.finish();
            return snapshot;
        }
    }

    @Example
    void twoCheckpointsAreNotOpenAtOnce() {
        OperatorState state = Tasks.open(backend(), Layouts.plain(), 1).states().getFirst();
        FrozenState frozen = state.freeze();
        assertThatThrownBy(state::freeze)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("operator");

        frozen.settle(false);
        assertThatThrownBy(() -> frozen.settle(false)).isInstanceOf(IllegalStateException.class);
        state.freeze();
    }

    @Example
    void whatWasNotWrittenCannotHaveCompleted() {
        OperatorState state = Tasks.open(backend(), Layouts.plain(), 1).states().getFirst();
        FrozenState frozen = state.freeze();

        assertThatThrownBy(() -> frozen.settle(true)).isInstanceOf(IllegalStateException.class);
    }

    @Example
    void whatIsGivenUpIsNotWritten() {
        RandomRows rows = new RandomRows(5);
        Tasks tasks = Tasks.open(backend(), Layouts.plain(), 1);
        RunningTasks running = new RunningTasks(rows, Layouts.plain(), manyKeys(), 500, tasks);
        for (int i = 0; i < 30; i++) {
            running.step();
        }
        FrozenState settled = tasks.states().getFirst().freeze();
        settled.settle(false);
        assertThatThrownBy(() -> write(settled, new MemoryStorage(), 0)).isInstanceOf(IOException.class);

        FrozenState lost = tasks.states().getFirst().freeze();
        tasks.close();
        assertThatThrownBy(() -> write(lost, new MemoryStorage(), 0)).isInstanceOf(IOException.class);
    }

    @Example
    void whatIsGivenUpWhileItIsWrittenEndsThere() {
        RandomRows rows = new RandomRows(5);
        Tasks tasks = Tasks.open(backend(), Layouts.plain(), 1);
        RunningTasks running = new RunningTasks(rows, Layouts.plain(), manyKeys(), 500, tasks);
        for (int i = 0; i < 50; i++) {
            running.step();
        }
        FrozenState frozen = tasks.states().getFirst().freeze();
        MemoryStorage storage = new MemoryStorage();
        int[] writes = {0};
        storage.setBetweenWrites(() -> {
            if (++writes[0] == 5) {
                frozen.settle(false);
            }
        });

        assertThatThrownBy(() -> write(frozen, storage, 0)).isInstanceOf(IOException.class);
        assertThat(storage.files()).isEmpty();
    }

    @Example
    void stateThatDidNotChangeIsNotWrittenAgain() throws IOException {
        RandomRows rows = new RandomRows(7);
        Tasks tasks = Tasks.open(backend(), Layouts.plain(), 1);
        RunningTasks running = new RunningTasks(rows, Layouts.plain(), manyKeys(), 500, tasks);
        for (int i = 0; i < 50; i++) {
            running.step();
        }
        MemoryStorage storage = new MemoryStorage();
        FrozenState first = tasks.states().getFirst().freeze();
        OperatorSnapshot whole = write(first, storage, 0);
        first.settle(true);

        FrozenState second = tasks.states().getFirst().freeze();
        OperatorSnapshot same = write(second, storage, 1);

        assertThat(same).isEqualTo(whole);
        assertThat(storage.files().get("file-1")).isEmpty();
    }
}
