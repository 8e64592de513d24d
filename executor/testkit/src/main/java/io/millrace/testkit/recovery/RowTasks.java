package io.millrace.testkit.recovery;

import io.millrace.engine.attempt.PartEvent;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.StateBackend;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tasks of one executor in one attempt, and their part of checkpoints. */
final class RowTasks {

    static final int SOURCES = 0;
    static final int COUNTS = 1;
    static final int SINKS = 2;

    private final Fence fence;
    private final Placement placement;
    private final RowExecutor executor;
    private final RecoverySimulation simulation;
    private final int[] tasksOf = new int[SINKS + 1];
    private final TreeMap<TaskId, Task> tasks = new TreeMap<>();
    private final Map<TaskId, TaskState> frozen = new HashMap<>();
    private final @Nullable Assigner assigner;
    private List<Place> unassignedAtCut = List.of();
    private long begun;
    private long taking;
    private long settled;
    private boolean writes;
    private boolean runs;
    private boolean over;

    /** What came before this executor was told to run. */
    private final List<Runnable> early = new ArrayList<>();

    private Optional<Stage> stage = Optional.empty();

    RowTasks(Fence fence, Placement placement, RowExecutor executor, RecoverySimulation simulation, Cut restored) {
        this.fence = fence;
        this.placement = placement;
        this.executor = executor;
        this.simulation = simulation;
        placement.tasks().keySet().forEach(task -> tasksOf[task.fragment()]++);
        for (TaskId id : placement.tasksOf(executor.id())) {
            tasks.put(id, make(id, restored));
        }
        assigner = placement.host().equals(executor.id())
                ? new Assigner(this, restored.splits(simulation.rows()), simulation::lastSplitIsFound)
                : null;
    }

    private Task make(TaskId id, Cut restored) {
        return switch (id.fragment()) {
            case SOURCES -> new SourceTask(id, this);
            case COUNTS -> simulation.computation().task(id, this, all(SOURCES), restored);
            default -> new SinkTask(id, this, all(COUNTS));
        };
    }

    private List<TaskId> all(int fragment) {
        return placement.tasks().keySet().stream()
                .filter(task -> task.fragment() == fragment)
                .toList();
    }

    int tasksOf(int fragment) {
        return tasksOf[fragment];
    }

    Random random() {
        return simulation.random();
    }

    Rows rows() {
        return simulation.rows();
    }

    Computation computation() {
        return simulation.computation();
    }

    CheckpointStorage files() {
        return simulation.files();
    }

    StateBackend backend() {
        return simulation.backend();
    }

    RecoverySabotage sabotage() {
        return simulation.sabotage();
    }

    boolean skipsAlignment() {
        return sabotage() == RecoverySabotage.ALIGNMENT_IS_SKIPPED;
    }

    boolean isOver() {
        return over;
    }

    Fence fence() {
        return fence;
    }

    Placement placement() {
        return placement;
    }

    /** How far the open checkpoint is here; for those who look from above. */
    Optional<Stage> stage() {
        return stage;
    }

    void stage(Optional<Stage> now) {
        stage = now;
    }

    void after(long millis, Runnable what) {
        executor.after(millis, what);
    }

    void run() {
        runs = true;
        List.copyOf(early).forEach(Runnable::run);
        early.clear();
        tasks.values().forEach(task -> {
            if (task instanceof SourceTask source) {
                source.run();
            }
        });
    }

    /** Sources stop reading. */
    void stop() {
        tasks.values().forEach(task -> {
            if (task instanceof SourceTask) {
                task.stop();
            }
        });
    }

    /** Its process is gone, or done with them. */
    void close() {
        tasks.values().forEach(Task::close);
    }

    /** All tasks end at once. */
    void cancel() {
        over = true;
        sinks().forEach(SinkTask::abandon);
    }

    private List<SinkTask> sinks() {
        List<SinkTask> sinks = new ArrayList<>();
        for (Task task : tasks.values()) {
            if (task instanceof SinkTask sink) {
                sinks.add(sink);
            }
        }
        return sinks;
    }

    RowStore.PendingFile beginFile(TaskId sink, int number) {
        return simulation
                .store()
                .begin(
                        fence.attemptName() + "/" + sink + "-" + number,
                        fence.attempt(),
                        simulation.time().nowNanos());
    }

    void removeFile(String name) {
        simulation.store().remove(name);
    }

    void send(TaskId from, TaskId to, Element element) {
        ExecutorId there = placement.tasks().get(to);
        if (there == null) {
            throw new IllegalStateException(to + " is nowhere in " + placement);
        }
        simulation.links().send(executor.id(), there, fence, Optional.of(from), Optional.of(to), element);
    }

    void sendToAll(TaskId from, int fragment, Element element) {
        for (int i = 0; i < tasksOf(fragment); i++) {
            send(from, new TaskId(fragment, i), element);
        }
    }

    void toHost(Element.Control control) {
        simulation.links().send(executor.id(), placement.host(), fence, Optional.empty(), Optional.empty(), control);
    }

    void toTask(TaskId task, Element.Control control) {
        send(task, task, control);
    }

    /** Something came by a connection. */
    void received(Optional<TaskId> from, Optional<TaskId> to, Element element) {
        if (over) {
            return;
        }
        if (!runs) {
            early.add(() -> received(from, to, element));
            return;
        }
        switch (element) {
            case Element.Control.SplitWanted(TaskId task) -> {
                if (assigner != null) {
                    assigner.wanted(task);
                }
            }
            case Element.Control.Splits(TaskId task, List<Place> places, boolean isLast, long bound) -> {
                if (tasks.get(task) instanceof SourceTask source && !source.hasEnded()) {
                    source.given(places, isLast, bound);
                }
            }
            case Element.Control.Begin(long checkpoint) -> begin(checkpoint);
            default -> {
                Task task = to.map(tasks::get).orElse(null);
                if (task != null) {
                    task.receive(from.orElseThrow(), element);
                }
            }
        }
    }

    /** On the host: a checkpoint is to begin everywhere. */
    void beginEverywhere(long checkpoint) {
        unassignedAtCut = assigner == null || sabotage() == RecoverySabotage.A_SPLIT_IS_FORGOTTEN
                ? List.of()
                : assigner.unassigned();
        for (ExecutorId each : placement.executors()) {
            simulation
                    .links()
                    .send(
                            executor.id(),
                            each,
                            fence,
                            Optional.empty(),
                            Optional.empty(),
                            new Element.Control.Begin(checkpoint));
        }
    }

    private void begin(long checkpoint) {
        if (checkpoint <= begun) {
            return;
        }
        begun = checkpoint;
        take(checkpoint);
        for (Task task : List.copyOf(tasks.values())) {
            if (task instanceof SourceTask && !task.hasEnded()) {
                task.pass(checkpoint);
            }
        }
        // An executor without tasks of its own, or all of whose tasks have ended.
        writeIfAllPassed();
    }

    private void take(long checkpoint) {
        if (checkpoint <= taking || checkpoint <= settled) {
            return;
        }
        taking = checkpoint;
        writes = false;
        frozen.clear();
        tells(PartCheckpoint.begun(checkpoint));
        for (Task task : tasks.values()) {
            if (task.hasEnded()) {
                frozen.put(task.id, task.freeze(checkpoint));
            }
        }
    }

    /** The barrier has passed a task. */
    void passed(Task task, long checkpoint) {
        take(checkpoint);
        if (checkpoint == taking && checkpoint > settled) {
            frozen.putIfAbsent(task.id, task.freeze(checkpoint));
            writeIfAllPassed();
        } else if (task instanceof SinkTask) {
            // The barrier is one of a checkpoint that was given up; files still end at it.
            task.freeze(checkpoint);
        }
    }

    /** A task has come to its end. */
    void ended(Task task) {
        if (taking > settled && !frozen.containsKey(task.id)) {
            frozen.put(task.id, task.freeze(taking));
            writeIfAllPassed();
        }
        if (!over && tasks.values().stream().allMatch(Task::hasEnded)) {
            executor.after(0, () -> {
                if (!over) {
                    executor.happened(fence, new PartEvent.Ended(unsettled()));
                }
            });
        }
    }

    private void writeIfAllPassed() {
        if (writes || taking <= settled || frozen.size() < tasks.size()) {
            return;
        }
        writes = true;
        long checkpoint = taking;
        Prepared prepared = names(sinks().stream()
                .flatMap(sink -> sink.preparedUntil(checkpoint).stream())
                .toList());
        Map<TaskId, TaskState> states = Map.copyOf(frozen);
        List<Place> unassigned = unassignedAtCut;
        String path = path(fence, checkpoint, executor.id());
        tells(PartCheckpoint.begun(checkpoint).at(Stage.WRITING));
        executor.after(simulation.storageMillis(), () -> {
            if (over && stage.isEmpty()) {
                return;
            }
            Optional<RunError> failure = simulation.storageFailure();
            if (failure.isPresent() || !write(path, states, unassigned, prepared)) {
                RunError error = failure.orElse(RunError.internal("storage.exists", path + " is there already."));
                tells(PartCheckpoint.begun(checkpoint).failed(Stage.FAILED, error));
                return;
            }
            tells(PartCheckpoint.begun(checkpoint)
                    .at(Stage.WRITTEN, path, prepared)
                    .with(CheckpointFigures.NOTHING));
            if (sabotage() == RecoverySabotage.SETTLED_TOO_EARLY) {
                sinks().forEach(sink -> sink.settle(checkpoint, true));
            }
        });
    }

    private boolean write(String path, Map<TaskId, TaskState> states, List<Place> unassigned, Prepared prepared) {
        Map<TaskId, TaskState> written = new HashMap<>();
        if (!simulation.storage().isThere(path)) {
            states.forEach((task, state) -> written.put(task, state.written(path + "/" + task)));
        }
        return simulation.storage().create(path, new Contents.PartFile(written, unassigned, prepared));
    }

    private void tells(PartCheckpoint now) {
        if (now.number() > settled) {
            stage = Optional.of(now.stage());
            executor.after(0, () -> executor.happened(fence, new PartEvent.Checkpoint(now)));
        }
    }

    /** It is known what became of a checkpoint. */
    Prepared settle(long checkpoint, boolean completed) {
        settled = Math.max(settled, checkpoint);
        if (taking <= settled) {
            stage = Optional.empty();
        }
        boolean taken = completed || sabotage() == RecoverySabotage.PREPARED_OF_A_FAILED_ONE_IS_LOST;
        tasks.values().forEach(task -> task.settle(checkpoint, taken));
        return unsettled();
    }

    /** All that was prepared and is in no completed checkpoint. */
    Prepared unsettled() {
        return names(sinks().stream().flatMap(sink -> sink.prepared().stream()).toList());
    }

    static String path(Fence fence, long checkpoint, ExecutorId executor) {
        return fence.deployment() + "/" + fence.attempt() + "/" + checkpoint + "/" + executor;
    }

    static String manifest(Fence fence, long checkpoint) {
        return fence.deployment() + "/" + fence.attempt() + "/" + checkpoint + "/manifest";
    }

    private static Prepared names(List<String> names) {
        return names.isEmpty()
                ? Prepared.NOTHING
                : Prepared.NOTHING.and(
                        SINKS,
                        names.stream()
                                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                                .toList());
    }

    static List<String> names(Prepared prepared) {
        return prepared.of(SINKS).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }
}
