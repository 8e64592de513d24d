package io.millrace.engine.job;

import io.millrace.engine.attempt.PartEvent;
import io.millrace.engine.checkpoint.CheckpointErrors;
import io.millrace.engine.checkpoint.CheckpointFiles;
import io.millrace.engine.checkpoint.Manifest;
import io.millrace.engine.checkpoint.Restored;
import io.millrace.engine.checkpoint.SourceSnapshot;
import io.millrace.engine.task.Task;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.PlanIdentity;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Pending;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An executor's part of an attempt's checkpoints: has its tasks begin the barrier, writes what they left, tells how far it has
 * come. Called in the mailbox. What goes wrong is the checkpoint's end and never the job's.
 */
final class PartCheckpointing {

    private final Fence fence;
    private final ExecutorId self;
    private final PlanIdentity plan;
    private final IntFunction<String> nodeOf;
    private final Optional<CheckpointResources> resources;
    private final Map<TaskId, Task> tasks;
    private final Map<TaskId, TaskStates> states;
    private final PreparedOutput prepared;
    private final CheckpointFates fates;
    private final Executor mailbox;
    private final Consumer<PartEvent> events;
    private final StoredFiles stored;
    private final Set<TaskId> allTasks;

    /** On the host. */
    private final Optional<CheckpointRetention> retention;

    private final Set<TaskId> ended = new HashSet<>();

    /** Tasks whose states are being written. */
    private final Set<TaskId> writing = new HashSet<>();

    private @Nullable OpenCheckpoint open;

    /** The fate of the open one, told while it was still being written. */
    private Optional<Boolean> fate = Optional.empty();

    private boolean writesPart;

    /**
     * @param states of each task
     * @param prepared what sinks have prepared
     * @param fates told to the tasks
     * @param restored what the attempt went on from
     * @param retention what is kept; only on the host
     */
    PartCheckpointing(
            PartPlace place,
            Fence fence,
            Optional<CheckpointResources> resources,
            Map<TaskId, Task> tasks,
            Map<TaskId, TaskStates> states,
            PreparedOutput prepared,
            CheckpointFates fates,
            Optional<Restored> restored,
            Optional<CheckpointRetention> retention,
            Executor mailbox,
            Consumer<PartEvent> events) {
        this.fence = fence;
        self = place.self();
        plan = PlanIdentity.of(place.plan());
        nodeOf = operator -> place.plan().operator(operator).nodeId();
        this.resources = resources;
        this.tasks = tasks;
        this.states = states;
        this.prepared = prepared;
        this.fates = fates;
        this.retention = retention;
        allTasks = place.placement().tasks().keySet();
        this.mailbox = mailbox;
        this.events = events;
        stored = new StoredFiles(restored.map(Restored::ownFiles).orElse(List.of()));
    }

    /**
     * A checkpoint begins here, by the host's word or by a barrier that was faster. Tasks are told beside, also of one that is
     * past: where it has begun at some sources, tasks behind them wait until it comes from all.
     *
     * @param sources what the host knows once about sources; nothing elsewhere
     */
    void open(long number, List<SourceSnapshot> sources) {
        OpenCheckpoint current = open;
        if (current != null && current.number() == number) {
            current.add(sources);
            return;
        }
        if (current != null || fates.isPast(number)) {
            return;
        }
        OpenCheckpoint begun = new OpenCheckpoint(
                number, fates.clock().nanoTime(), fates.clock().wallMicros(), nodeOf);
        begun.add(sources);
        open = begun;
        if (resources.isEmpty()) {
            begun.fail(CheckpointErrors.NO_STORAGE);
            tell(begun);
            return;
        }
        ended.forEach(task -> {
            prepared.mark(task);
            begun.ended(task);
        });
        tell(begun);
        goOn(begun);
    }

    /** A task is past the barrier. */
    void cut(TaskStates.Cut cut) {
        if (open == null || open.number() != cut.checkpoint()) {
            open(cut.checkpoint(), List.of());
        }
        OpenCheckpoint current = open;
        if (current == null || current.number() != cut.checkpoint() || current.isFailed() || fate.isPresent()) {
            // Too late for it. What is frozen goes back to the task once the fate is known.
            settleTasks();
            return;
        }
        prepared.mark(cut.task());
        current.passed(cut);
        write(current, cut);
        goOn(current);
    }

    /** A task has ended, well or not. */
    void taskEnded(TaskId task, boolean finished) {
        ended.add(task);
        closeUnlessWritten(task);
        OpenCheckpoint current = open;
        if (current != null && finished && !current.isFailed() && !current.knows(task)) {
            prepared.mark(task);
            current.ended(task);
            goOn(current);
        }
    }

    /** All parts are written: the host merges them. */
    void merge(long number, List<String> parts) {
        OpenCheckpoint current = open;
        if (current == null || current.number() != number) {
            throw new IllegalStateException("Checkpoint " + number + " is not open and cannot be completed: " + fence);
        }
        CheckpointFiles files = new CheckpointFiles(storage().storage());
        submit(
                () -> files.merge(fence, number, parts, allTasks),
                merged -> {
                    current.merged(merged.path(), merged.manifest().prepared());
                    tell(current);
                },
                failure -> fail(current, failure));
    }

    /** The checkpoint is completed: the host makes visible what it prepared. */
    void commit(long number, Prepared output, JobSinks sinks, BlockingWork threads) {
        PartCheckpoint now = open != null && open.number() == number ? open.now() : PartCheckpoint.begun(number);
        Pending<Boolean> committing = threads.submit(() -> {
            sinks.commit(output);
            return true;
        });
        committing.whenDone(() -> mailbox.execute(() -> {
            PartCheckpoint then;
            try {
                committing.get();
                then = now.at(Stage.COMMITTED);
            } catch (Exception e) {
                then = now.failed(Stage.COMMIT_FAILED, RunErrors.from(e));
            }
            events.accept(new PartEvent.Checkpoint(then));
        }));
    }

    /** What became of a checkpoint. It is settled when nothing is written for it any more. */
    void settle(long number, boolean completed) {
        fates.past(number);
        if (open == null || open.number() != number) {
            settled(number, completed);
            return;
        }
        fate = Optional.of(completed);
        settleIfIdle();
    }

    /** Gives back what is not being written; the rest follows. */
    void close() {
        tasks.keySet().forEach(task -> {
            ended.add(task);
            closeUnlessWritten(task);
        });
    }

    private void write(OpenCheckpoint current, TaskStates.Cut cut) {
        writing.add(cut.task());
        CheckpointFiles files = new CheckpointFiles(storage().storage());
        submit(
                () -> files.write(
                        fence,
                        cut.checkpoint(),
                        cut.task(),
                        cut.operators().stream()
                                .map(TaskStates.OperatorCut::state)
                                .toList()),
                written -> {
                    wroteStates(cut.task());
                    written.file().ifPresent(stored::add);
                    current.wrote(cut, written);
                    goOn(current);
                },
                failure -> {
                    wroteStates(cut.task());
                    fail(current, failure);
                });
    }

    private void wroteStates(TaskId task) {
        writing.remove(task);
        if (ended.contains(task)) {
            closeUnlessWritten(task);
        }
    }

    private void closeUnlessWritten(TaskId task) {
        TaskStates own = states.get(task);
        if (own != null && !writing.contains(task)) {
            states.remove(task);
            own.close();
        }
    }

    /** Something has changed: the next step, if it is time for it. */
    private void goOn(OpenCheckpoint current) {
        if (current != open || current.isFailed() || fate.isPresent() || writesPart) {
            settleIfIdle();
            return;
        }
        if (current.stage() == Stage.ALIGNING && current.knows(tasks.keySet())) {
            current.at(Stage.WRITING);
            tell(current);
        }
        if (current.stage() == Stage.WRITING && writing.isEmpty()) {
            writePart(current);
        }
    }

    private void writePart(OpenCheckpoint current) {
        writesPart = true;
        CheckpointFiles files = new CheckpointFiles(storage().storage());
        Manifest part = current.part(fence, plan, prepared.marked(), stored);
        submit(
                () -> files.writePart(fence, self, part),
                path -> {
                    writesPart = false;
                    current.wrotePart(path, part.prepared(), fates.clock().nanoTime());
                    tell(current);
                    settleIfIdle();
                },
                failure -> {
                    writesPart = false;
                    fail(current, failure);
                });
    }

    private void fail(OpenCheckpoint current, Exception failure) {
        if (current == open && !current.isFailed()) {
            current.fail(CheckpointErrors.taking(failure));
            tell(current);
        }
        settleIfIdle();
    }

    private void settleIfIdle() {
        OpenCheckpoint current = open;
        if (current != null && fate.isPresent() && writing.isEmpty() && !writesPart) {
            boolean completed = fate.get();
            open = null;
            fate = Optional.empty();
            settled(current.number(), completed);
        }
    }

    private void settled(long number, boolean completed) {
        fates.settled(number, completed);
        prepared.settle(completed);
        stored.settle(completed);
        settleTasks();
        retention.ifPresent(host -> host.settled(number, completed));
        events.accept(new PartEvent.Settled(number, prepared.all()));
    }

    private void settleTasks() {
        tasks.forEach((id, task) -> {
            TaskStates own = states.get(id);
            if (own != null) {
                task.execute(own::settle);
            }
        });
    }

    private void tell(OpenCheckpoint current) {
        events.accept(new PartEvent.Checkpoint(current.now()));
    }

    private CheckpointResources storage() {
        return resources.orElseThrow();
    }

    /** Has something done that may block, and goes on with it in the mailbox. */
    private <T> void submit(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        BlockingWork threads = storage().work();
        Pending<T> pending = threads.submit(work);
        pending.whenDone(() -> mailbox.execute(() -> {
            T result;
            try {
                result = pending.get();
            } catch (Exception e) {
                failed.accept(e);
                return;
            }
            done.accept(result);
        }));
    }
}
