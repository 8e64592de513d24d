package io.millrace.engine.job;

import io.millrace.engine.operators.source.SplitAssigner;
import io.millrace.engine.task.Task;
import io.millrace.engine.task.TaskListener;
import io.millrace.engine.task.TaskPools;
import io.millrace.engine.task.Worker;
import io.millrace.model.error.RunError;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.Completion;
import io.millrace.spi.Pending;
import io.millrace.spi.error.RunException;
import io.millrace.spi.operator.Command;
import io.millrace.spi.operator.Notice;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitEnumerator;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs an operator plan in this process, from preparing its sinks to making their output visible. All methods may be
 * called from any thread; what happens inside is told by tasks, enumerators and committers on their threads and taken in
 * one at a time, under this object's lock. Nothing on the path of rows takes it.
 */
public final class LocalJob {

    private final OperatorPlan plan;
    private final JobResources resources;
    private final Connections connections;
    private final NodeLedger ledger;
    private final JobSinks sinks;
    private final Map<Integer, Fragment> fragmentOf = new HashMap<>();
    private final Map<Integer, List<Task>> tasks;
    private final List<TaskPools> pools;

    private final Completion ended = new Completion();
    private final Map<Integer, SplitAssigner> assigners = new HashMap<>();
    private final Map<Integer, SplitEnumerator> enumerators = new HashMap<>();

    // Under the lock.
    private JobState state = JobState.CREATED;

    /** Sources whose enumerator looks for splits right now, on an I/O thread. */
    private final Set<Integer> discovering = new HashSet<>();

    /** Whether sinks are being prepared or committed right now, on an I/O thread. */
    private boolean sinksBusy;

    private int tasksLeft;
    private boolean stopping;
    private @Nullable RunError failure;
    private @Nullable JobOutcome outcome;

    /**
     * @param attempt names this run in pending files and the like; unique
     * @throws RunException if a connector refuses its config
     */
    public LocalJob(OperatorPlan plan, JobResources resources, String attempt) {
        this.plan = plan;
        this.resources = resources;
        plan.fragments().forEach(fragment -> fragment.operators().forEach(id -> fragmentOf.put(id, fragment)));
        ledger = new NodeLedger(plan);
        connections = new Connections(plan, resources, attempt);
        sinks = new JobSinks(connections.sinks(), id -> plan.operator(id).nodeId());
        PlanAssembly assembly = new PlanAssembly(
                plan, resources, connections, ledger, this::told, new Listener(), (operator, barrier) -> {});
        tasks = assembly.assemble();
        pools = assembly.pools();
        tasksLeft = tasks.values().stream().mapToInt(List::size).sum();
    }

    /** Begins. Returns at once. */
    public synchronized void start() {
        if (state != JobState.CREATED) {
            // Cancelled before it began.
            return;
        }
        enter(JobState.STARTING);
        onSinks(sinks::prepare, this::run);
    }

    /** Sources stop reading; what was read so far goes through and becomes visible. Returns at once. */
    public synchronized void stop() {
        if (state == JobState.RUNNING && !stopping) {
            stopping = true;
            connections.sources().keySet().forEach(id -> sendToAll(id, new Command.StopReading()));
        } else if (state == JobState.CREATED || state == JobState.STARTING) {
            stopping = true;
        }
    }

    /**
     * Ends the job at once; what is not committed is taken back. While output is being committed it is too late, and changes
     * nothing. Returns at once.
     */
    public synchronized void cancel() {
        if (state == JobState.COMMITTING) {
            return;
        }
        fail(RunError.user("job.cancelled", "The run was cancelled."));
    }

    /** Where the job is now. */
    public synchronized JobState state() {
        return state;
    }

    /** Done when the job is in a final state. */
    public Completion ended() {
        return ended;
    }

    /** How it ended, once it has. */
    public synchronized Optional<JobOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** What each node has done so far, in plan order. */
    public Map<String, NodeReport> nodes() {
        return ledger.reports();
    }

    /** Buffers that are still held by someone; zero after a job has ended in a clean way. */
    public int outstandingBuffers() {
        return pools.stream().mapToInt(TaskPools::outstanding).sum();
    }

    private void run() {
        connections.sources().forEach((id, source) -> {
            assigners.put(
                    id, new SplitAssigner(source.assignment(), fragment(id).parallelism(), source.isBounded()));
            enumerators.put(id, source.enumerator());
        });
        // From here on it is the tasks that end the job.
        enter(JobState.RUNNING);
        int next = 0;
        for (Fragment fragment : plan.fragments()) {
            for (Task task : tasksOf(fragment)) {
                if (fragment.blocking()) {
                    Worker own = new Worker(resources.clock());
                    own.add(task);
                    resources.threads().execute(own::runUntilFinished);
                } else {
                    resources.workers().get(next++ % resources.workers().size()).add(task);
                }
            }
        }
        connections.sources().forEach(this::discover);
        if (stopping) {
            connections.sources().keySet().forEach(id -> sendToAll(id, new Command.StopReading()));
        }
    }

    private void discover(int id, Source source) {
        SplitEnumerator enumerator = enumerators.get(id);
        SplitAssigner assigner = assigners.get(id);
        if (enumerator == null || assigner == null) {
            throw new IllegalStateException("Operator " + id + " is no source");
        }
        discovering.add(id);
        Pending<SplitEnumerator.Discovery> looking = resources.blockingWork().submit(enumerator::discover);
        looking.whenDone(() -> {
            synchronized (this) {
                discovering.remove(id);
                if (state != JobState.RUNNING || tasksLeft == 0) {
                    closeInBackground(enumerator);
                    return;
                }
                try {
                    found(id, source, assigner, looking.get());
                } catch (Exception e) {
                    fail(RunErrors.from(e).inNode(plan.operator(id).nodeId()));
                }
            }
        });
    }

    private void found(int id, Source source, SplitAssigner assigner, SplitEnumerator.Discovery discovery) {
        Optional<Duration> again = discovery.again();
        send(id, assigner.found(discovery.splits(), again.isEmpty()));
        again.ifPresent(pause -> resources
                .clock()
                .at(resources.clock().nanoTime() + pause.toNanos())
                .whenDone(() -> discoverAgain(id, source)));
    }

    private synchronized void discoverAgain(int id, Source source) {
        if (state == JobState.RUNNING && !stopping && failure == null && tasksLeft > 0) {
            discover(id, source);
        }
    }

    private synchronized void told(int operator, int task, Notice notice) {
        switch (notice) {
            case Notice.SplitWanted _ -> {
                SplitAssigner assigner = assigners.get(operator);
                if (assigner != null) {
                    send(operator, assigner.wanted(task));
                }
            }
            case Notice.Prepared(List<byte[]> committables) -> sinks.prepared(operator, committables);
        }
    }

    private void send(int operator, List<SplitAssigner.Message> messages) {
        List<Task> readers = tasksOf(fragment(operator));
        messages.forEach(message -> readers.get(message.task()).send(operator, message.command()));
    }

    private void sendToAll(int operator, Command command) {
        tasksOf(fragment(operator)).forEach(task -> task.send(operator, command));
    }

    private synchronized void taskEnded() {
        if (--tasksLeft > 0) {
            return;
        }
        enumerators.forEach((id, enumerator) -> {
            if (!discovering.contains(id)) {
                closeInBackground(enumerator);
            }
        });
        RunError cause = failure;
        if (cause != null) {
            takeBack(cause);
        } else {
            commit();
        }
    }

    private void commit() {
        enter(JobState.COMMITTING);
        onSinks(sinks::commit, () -> {
            JobState end = stopping ? JobState.STOPPED : JobState.FINISHED;
            end(new JobOutcome(end, Optional.empty()));
        });
    }

    private void takeBack(RunError cause) {
        Pending<Boolean> aborting = resources.blockingWork().submit(() -> {
            sinks.takeBack();
            return true;
        });
        // Whether or not everything could be taken back: the first failure is what to tell.
        aborting.whenDone(() -> {
            synchronized (this) {
                end(new JobOutcome(JobState.FAILED, Optional.of(cause)));
            }
        });
    }

    private void end(JobOutcome how) {
        enter(how.state());
        outcome = how;
        closeInBackground(sinks);
        ended.complete();
    }

    /** Lets go of something. The job has its result by now or gets it otherwise, so a failure says nothing to anyone. */
    private void closeInBackground(AutoCloseable done) {
        resources.blockingWork().submit(() -> {
            done.close();
            return true;
        });
    }

    private void fail(RunError error) {
        if (state.isFinal() || failure != null) {
            return;
        }
        failure = error;
        switch (state) {
            case CREATED, STARTING, COMMITTING -> {
                if (state == JobState.CREATED) {
                    enter(JobState.STARTING);
                }
                // A sink is not used by two threads: what runs ends first, and then sees that all is to be taken back.
                if (!sinksBusy) {
                    takeBack(error);
                }
            }
            case RUNNING -> tasks.values().forEach(list -> list.forEach(Task::cancel));
            case FINISHED, STOPPED, FAILED -> {}
        }
    }

    /** What is done with all sinks. */
    @FunctionalInterface
    private interface SinkWork {
        void run() throws Exception;
    }

    /** Does something with the sinks on an I/O thread and goes on under the lock; a failure fails the job. */
    private void onSinks(SinkWork work, Runnable then) {
        sinksBusy = true;
        Pending<Boolean> pending = resources.blockingWork().submit(() -> {
            work.run();
            return true;
        });
        pending.whenDone(() -> {
            synchronized (this) {
                sinksBusy = false;
                if (failure != null) {
                    takeBack(failure);
                    return;
                }
                try {
                    pending.get();
                    then.run();
                } catch (Exception e) {
                    fail(RunErrors.from(e));
                }
            }
        });
    }

    private void enter(JobState next) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException("A job does not go from " + state + " to " + next);
        }
        state = next;
    }

    private Fragment fragment(int operator) {
        Fragment fragment = fragmentOf.get(operator);
        if (fragment == null) {
            throw new IllegalArgumentException("There is no operator " + operator);
        }
        return fragment;
    }

    private List<Task> tasksOf(Fragment fragment) {
        return tasks.getOrDefault(fragment.id(), List.of());
    }

    private final class Listener implements TaskListener {

        @Override
        public void finished(Task task) {
            taskEnded();
        }

        @Override
        public void cancelled(Task task) {
            taskEnded();
        }

        @Override
        public void failed(Task task, Throwable cause) {
            synchronized (LocalJob.this) {
                fail(RunErrors.from(cause));
            }
            taskEnded();
        }
    }
}
