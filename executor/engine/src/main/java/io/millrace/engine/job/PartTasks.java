package io.millrace.engine.job;

import io.millrace.columns.Signal.Barrier;
import io.millrace.engine.attempt.PartAction;
import io.millrace.engine.attempt.PartEvent;
import io.millrace.engine.checkpoint.Restored;
import io.millrace.engine.checkpoint.SourceSnapshot;
import io.millrace.engine.exchange.RemoteChannels;
import io.millrace.engine.port.PortLedger;
import io.millrace.engine.task.Task;
import io.millrace.engine.task.TaskListener;
import io.millrace.engine.task.TaskPools;
import io.millrace.engine.task.Worker;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.exchange.PeerPort;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.job.TaskId;
import io.millrace.spi.operator.Command;
import io.millrace.spi.operator.Notice;
import io.millrace.spi.source.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An executor's tasks of one attempt and, on the host, what the attempt has once. Methods are called in the executor's
 * mailbox, and events told there, unless they say otherwise; tasks and peers come in through it, except with rows, signals
 * and credits.
 */
final class PartTasks {

    /** A task that is in one step for so long does not work: it waits, which nobody should in a step. */
    private static final Duration LOOK = Duration.ofMillis(1_500);

    private final Fence fence;
    private final PartPlace place;
    private final JobResources resources;
    private final PeerPort peers;
    private final Executor mailbox;
    private final Consumer<PartEvent> events;
    private final PortLedger ports;
    private final NodeLedger ledger;
    private final Map<TaskId, Task> tasks;

    /** Without those of tasks that have ended. */
    private final Map<TaskId, TaskStates> states;

    private final List<TaskPools> pools;
    private final RemoteChannels remote;
    private final Map<Integer, HostedSource> hosted = new HashMap<>();
    private final List<Integer> sources;
    private final JobSinks sinks;
    private final PreparedOutput prepared = new PreparedOutput();
    private final PartCheckpointing checkpoints;
    private int tasksLeft;
    private boolean started;

    /**
     * Makes the tasks, with what they had at the checkpoint that the attempt goes on from, and on the host commits what that
     * one prepared and prepares the sinks. May block: on an I/O thread.
     *
     * @throws Exception what keeps it from that; nothing is left then
     */
    PartTasks(
            PartAction.Assemble what,
            ExecutorId self,
            JobResources resources,
            PeerPort peers,
            Executor mailbox,
            Consumer<PartEvent> events)
            throws Exception {
        this.resources = resources;
        this.peers = peers;
        this.mailbox = mailbox;
        this.events = events;
        fence = what.fence();
        place = new PartPlace(what.plan(), what.placement(), self);
        ports = resources.ports().get();
        ledger = new NodeLedger(place, ports);
        Optional<Restored> restored =
                what.restore().map(restore -> Restoring.read(restore, fence, place.plan(), resources));
        Connections connections = new Connections(what.plan(), resources, fence.attemptName(), operator -> restored.map(
                        earlier -> earlier.checkpoint(operator))
                .orElse(0L));
        CheckpointFates fates = new CheckpointFates(resources.clock());
        PlanAssembly.Assembled made = new PlanAssembly(
                        place,
                        resources,
                        connections,
                        ledger,
                        this::say,
                        this::told,
                        new Ends(),
                        restored,
                        fates,
                        this::cut)
                .assemble();
        tasks = made.tasks();
        states = made.states();
        pools = made.pools();
        remote = made.remote();
        tasksLeft = tasks.size();
        sources = List.copyOf(connections.sources().keySet());
        sinks = new JobSinks(connections.sinks(), this::node);
        try {
            Optional<CheckpointRetention> retention = Optional.empty();
            if (place.isHost()) {
                retention = Restoring.retention(what.restore(), fence, resources, mailbox);
                connections.sources().forEach((id, source) -> host(id, source, restored));
                if (what.restore().isPresent()) {
                    sinks.commit(what.restore().get().prepared());
                }
                sinks.prepare();
            }
            checkpoints = new PartCheckpointing(
                    place,
                    fence,
                    resources.checkpoints(),
                    tasks,
                    states,
                    prepared,
                    fates,
                    restored,
                    retention,
                    mailbox,
                    events);
        } catch (Exception e) {
            states.values().forEach(TaskStates::close);
            throw e;
        }
    }

    private void host(int id, Source source, Optional<Restored> restored) {
        if (restored.isPresent() && restored.get().hasEnded(id)) {
            return;
        }
        hosted.put(
                id,
                new HostedSource(
                        source,
                        place.fragment(id).parallelism(),
                        resources,
                        mailbox,
                        (task, command) -> send(id, task, command),
                        error -> events.accept(new PartEvent.Broke(error.inNode(node(id)))),
                        restored.flatMap(earlier -> earlier.source(id))));
    }

    /** Whether this executor takes part in the attempt. */
    boolean hasPeer(ExecutorId executor) {
        return place.placement().executors().contains(executor);
    }

    void run() {
        start();
        hosted.values().forEach(HostedSource::start);
    }

    void stopReading() {
        hosted.values().forEach(HostedSource::end);
        for (int operator : sources) {
            int fragment = place.fragment(operator).id();
            tasks.forEach((id, task) -> {
                if (id.fragment() == fragment) {
                    task.send(operator, new Command.StopReading());
                }
            });
        }
    }

    /** Ends all tasks at once, also those that were never run: they close what they have on their worker. */
    void cancel() {
        hosted.values().forEach(HostedSource::end);
        tasks.values().forEach(Task::cancel);
        if (!started) {
            start();
        }
    }

    /** On the host: all executors begin a checkpoint, behind the splits that were dealt out before. */
    void beginCheckpoint(long number) {
        List<SourceSnapshot> known = hosted.entrySet().stream()
                .map(source -> source.getValue().snapshot(source.getKey()))
                .toList();
        for (ExecutorId executor : place.placement().executors()) {
            if (!executor.equals(place.self())) {
                say(executor, new PeerMessage.BeginCheckpoint(number));
            }
        }
        checkpoints.open(number, known);
        tasks.values().forEach(task -> task.begin(new Barrier(number, false)));
    }

    /** On the host: all parts of a checkpoint are there. */
    void mergeCheckpoint(long number, List<String> parts) {
        checkpoints.merge(number, parts);
    }

    /** On the host: a checkpoint is completed. */
    void commitCheckpoint(long number, Prepared output) {
        checkpoints.commit(number, output, sinks, resources.blockingWork());
    }

    /** What became of a checkpoint. */
    void settle(long number, boolean completed) {
        checkpoints.settle(number, completed);
    }

    private void cut(TaskStates.Cut cut) {
        mailbox.execute(() -> checkpoints.cut(cut));
    }

    /** Hands a text to an operator, if its task is here. */
    void deliver(TaskId id, int operator, String payload) {
        Task task = tasks.get(id);
        if (task != null) {
            task.send(operator, new Command.Mail(payload));
        }
    }

    /** Shows what passes a port, until then. */
    void tap(String node, String port, long untilNanos) {
        ports.open(node, port, untilNanos);
    }

    /** What has passed the ports that somebody looks at. */
    List<TapRows> taps(long nowNanos) {
        return ports.drain(nowNanos).stream()
                .map(report -> new TapRows(
                        fence,
                        report.nodeId(),
                        report.port(),
                        report.columns(),
                        report.eventTime(),
                        report.rows(),
                        report.skipped(),
                        report.total()))
                .toList();
    }

    /** The attempt is over everywhere, or nobody asks about it any more. */
    void close() {
        hosted.values().forEach(HostedSource::end);
        checkpoints.close();
    }

    /** Has the tasks say how they stand; those that take longer than {@link #LOOK} are given up. */
    void look(long query, Consumer<StandingAnswer> answer) {
        if (!started || tasks.isEmpty()) {
            answer.accept(new StandingAnswer(query, List.of(), List.of()));
            return;
        }
        Look look = new Look(
                query,
                List.copyOf(tasks.keySet()),
                hosted.entrySet().stream()
                        .map(source -> source.getValue().standing(source.getKey()))
                        .toList(),
                this::stuckIn,
                answer);
        tasks.forEach((id, task) -> task.look(operators -> mailbox.execute(() -> {
            if (operators.isEmpty()) {
                look.ended(id, place.operators(id));
            } else {
                look.said(id, operators);
            }
        })));
        resources
                .clock()
                .at(resources.clock().nanoTime() + LOOK.toNanos())
                .whenDone(() -> mailbox.execute(look::answer));
    }

    private Optional<Integer> stuckIn(TaskId id) {
        Task task = tasks.get(id);
        int stepping = task == null ? -1 : task.stepping();
        return stepping < 0 ? Optional.empty() : Optional.of(place.operators(id).get(stepping));
    }

    /** What the tasks have counted, and how large their states are. */
    List<NodeCounts> counts() {
        Map<String, StateBytes> stateBytes = new HashMap<>();
        states.values()
                .forEach(own ->
                        own.sizes((operator, bytes) -> stateBytes.merge(node(operator), bytes, StateBytes::and)));
        return ledger.counts(stateBytes);
    }

    /** Buffers that are still held by someone; zero when all tasks have ended. Any thread. */
    int outstandingBuffers() {
        return pools.stream().mapToInt(TaskPools::outstanding).sum();
    }

    /**
     * A peer says something. Any thread.
     *
     * @throws IllegalArgumentException when it makes no sense in this attempt
     */
    void received(PeerMessage message) {
        switch (message) {
            case PeerMessage.Block block -> remote.received(block);
            case PeerMessage.InBand signal -> remote.received(signal);
            case PeerMessage.Credit credit -> remote.received(credit);
            case PeerMessage.SplitWanted(int operator, int task) -> wanted(operator, task);
            case PeerMessage.AssignSplits assign ->
                sendHere(assign.operator(), assign.task(), SourceMessages.command(assign));
            case PeerMessage.HoldWatermark(int operator, int task, long micros) ->
                sendHere(operator, task, new Command.HoldWatermark(micros));
            case PeerMessage.BeginCheckpoint(long number) -> {
                // As with splits the tasks get it at once: neither may overtake the other on the way by the mailbox.
                tasks.values().forEach(task -> task.begin(new Barrier(number, false)));
                mailbox.execute(() -> checkpoints.open(number, List.of()));
            }
        }
    }

    private String node(int operator) {
        return place.plan().operator(operator).nodeId();
    }

    private void start() {
        started = true;
        int next = 0;
        for (Map.Entry<TaskId, Task> entry : tasks.entrySet()) {
            if (place.isBlocking(entry.getKey())) {
                Worker own = new Worker(resources.clock());
                own.add(entry.getValue());
                resources.threads().execute(own::runUntilFinished);
            } else {
                resources.workers().get(next++ % resources.workers().size()).add(entry.getValue());
            }
        }
        if (tasks.isEmpty()) {
            events.accept(new PartEvent.Ended(prepared.all()));
        }
    }

    /** An operator tells something; on its task's thread. */
    private void told(int operator, int task, Notice notice) {
        switch (notice) {
            case Notice.SplitWanted _ -> {
                if (place.isHost()) {
                    wanted(operator, task);
                } else {
                    say(place.placement().host(), new PeerMessage.SplitWanted(operator, task));
                }
            }
            case Notice.Prepared(List<byte[]> committables) ->
                mailbox.execute(() -> prepared.add(place.task(operator, task), operator, committables));
        }
    }

    private void wanted(int operator, int task) {
        HostedSource source = hosted.get(operator);
        if (source == null) {
            throw new IllegalArgumentException("Operator " + operator + " is no source of this host");
        }
        mailbox.execute(() -> source.wanted(task));
    }

    /** To a task of a source, here or elsewhere. */
    private void send(int operator, int task, Command command) {
        place.elsewhere(place.task(operator, task))
                .ifPresentOrElse(
                        executor -> say(executor, SourceMessages.of(operator, task, command)),
                        () -> sendHere(operator, task, command));
    }

    private void sendHere(int operator, int task, Command command) {
        Task here = tasks.get(place.task(operator, task));
        if (here == null) {
            throw new IllegalArgumentException("Task " + task + " of operator " + operator + " is not here");
        }
        here.send(operator, command);
    }

    private void say(ExecutorId to, PeerMessage message) {
        peers.send(fence, to, message);
    }

    private void taskEnded(Task task, boolean finished) {
        checkpoints.taskEnded(id(task), finished);
        if (--tasksLeft == 0) {
            events.accept(new PartEvent.Ended(prepared.all()));
        }
    }

    private TaskId id(Task task) {
        return tasks.entrySet().stream()
                .filter(entry -> entry.getValue() == task)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Told on the workers' threads. */
    private final class Ends implements TaskListener {

        @Override
        public void finished(Task task) {
            mailbox.execute(() -> taskEnded(task, true));
        }

        @Override
        public void cancelled(Task task) {
            mailbox.execute(() -> taskEnded(task, false));
        }

        @Override
        public void failed(Task task, Throwable cause) {
            mailbox.execute(() -> {
                events.accept(new PartEvent.Broke(RunErrors.from(cause)));
                taskEnded(task, false);
            });
        }
    }
}
