package io.millrace.testkit.played;

import io.millrace.columns.Signal;
import io.millrace.coordinator.Clock;
import io.millrace.coordinator.Coordinator;
import io.millrace.coordinator.CoordinatorSettings;
import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobStatus;
import io.millrace.coordinator.MemoryJobLog;
import io.millrace.coordinator.checkpoint.MemoryCheckpointLog;
import io.millrace.engine.exchange.SignalCodec;
import io.millrace.engine.job.AttemptRunner;
import io.millrace.engine.job.CheckpointResources;
import io.millrace.engine.job.Connectors;
import io.millrace.engine.job.CoordinatorPort;
import io.millrace.engine.job.JobResources;
import io.millrace.engine.job.Mailbox;
import io.millrace.engine.task.Worker;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.ManualClock;
import io.millrace.state.HeapStateBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A coordinator and some executors that run one plan. Nothing happens but what the test lets happen: {@link #work} turns of
 * workers and messages between executors, {@link #io} what may block, {@link #passes} time, with heartbeats.
 */
public final class PlayedCluster {

    /** Time that jobs of tests may wait for in all; more than it takes to give an executor up. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    private static final DeploymentId DEPLOYMENT = new DeploymentId("test");

    /** How a cluster is made. */
    public record Setup(int executors, int workersEach, long seed, CoordinatorSettings settings) {

        /** One executor that cannot get lost, and on which nothing is started again. */
        public static Setup single(int workers) {
            return new Setup(1, workers, 0, CoordinatorSettings.inOneProcess());
        }

        /** Some executors, with the times of real ones. */
        public static Setup of(int executors, int workersEach, long seed) {
            return new Setup(executors, workersEach, seed, CoordinatorSettings.standard());
        }
    }

    private final OperatorPlan plan;
    private final Optional<Duration> checkpointInterval;
    private final ManualClock clock = new ManualClock();
    private final Mailbox mailbox = new Mailbox();
    private final PlayedNetwork network;
    private final Coordinator coordinator;
    private final List<PlayedExecutor> executors = new ArrayList<>();
    private final Map<ExecutorId, Heartbeat> heard = new HashMap<>();
    private final List<TapRows> shown = new ArrayList<>();

    public PlayedCluster(
            OperatorPlan plan, Setup setup, Connectors connectors, FormatRegistry formats, FileStore files) {
        this(plan, setup, connectors, formats, files, Optional.empty());
    }

    /** With a place for checkpoints, of which one begins a second after the end of the last. */
    public PlayedCluster(
            OperatorPlan plan,
            Setup setup,
            Connectors connectors,
            FormatRegistry formats,
            FileStore files,
            Optional<CheckpointStorage> checkpoints) {
        this.plan = plan;
        checkpointInterval = checkpoints.map(_ -> Duration.ofSeconds(1));
        network = new PlayedNetwork(setup.seed());
        coordinator = new Coordinator(
                1,
                setup.settings(),
                new CoordinatorClock(clock),
                this::command,
                new MemoryJobLog(),
                new MemoryCheckpointLog());
        for (int i = 0; i < setup.executors(); i++) {
            ExecutorId id = new ExecutorId("executor-" + i);
            ManualBlockingWork io = ManualBlockingWork.deferred();
            List<Worker> workers = IntStream.range(0, setup.workersEach())
                    .mapToObj(_ -> new Worker(clock))
                    .toList();
            JobResources resources = new JobResources(
                    connectors,
                    formats,
                    files,
                    new HeapStateBackend(),
                    workers,
                    Runnable::run,
                    clock,
                    io,
                    checkpoints.map(storage -> new CheckpointResources(storage, io)));
            AttemptRunner runner = new AttemptRunner(id, resources, network.portOf(id), new CoordinatorPort() {
                @Override
                public void send(Heartbeat heartbeat) {
                    heard.put(id, heartbeat);
                    mailbox.execute(() -> coordinator.heard(heartbeat));
                }

                @Override
                public void show(TapRows rows) {
                    shown.add(rows);
                }
            });
            network.add(id, runner);
            executors.add(new PlayedExecutor(id, runner, workers, io));
        }
    }

    /** All executors come, and the plan is deployed. */
    public void deploy() {
        beat();
        mailbox.execute(() -> {
            coordinator.deploy(new Deployment(
                    DEPLOYMENT,
                    new Deployment.Target("pipeline", "test"),
                    "1",
                    Map.of(),
                    new Deployment.StartFrom.Beginning(),
                    plan,
                    checkpointInterval));
            coordinator.tick();
        });
    }

    /** Somebody wants this. */
    public void desire(Desired desired) {
        mailbox.execute(() -> {
            coordinator.desire(DEPLOYMENT, desired);
            coordinator.tick();
        });
    }

    /** Somebody looks at a port. */
    public void tap(String node, String port, Duration time) {
        mailbox.execute(() -> coordinator.tap(DEPLOYMENT, node, port, Math.toIntExact(time.toMillis())));
    }

    /** What executors have shown since the last call. */
    public List<TapRows> shown() {
        List<TapRows> taken = List.copyOf(shown);
        shown.clear();
        return taken;
    }

    /** How the tasks of living executors stand. */
    public List<StandingAnswer> looks() {
        List<StandingAnswer> answers = asked();
        while (work()) {
            // Each task answers in its next turn.
        }
        return answers;
    }

    /** The same when no task gets a turn for so long. */
    public List<StandingAnswer> looksWithoutTurns(Duration time) {
        List<StandingAnswer> answers = asked();
        clock.advance(time);
        return answers;
    }

    private List<StandingAnswer> asked() {
        List<StandingAnswer> answers = new ArrayList<>();
        executors.forEach(executor -> executor.runner()
                .look(new StandingQuery(1, DEPLOYMENT, status().state().attempt()), answers::add));
        return answers;
    }

    /** What is known of the job. */
    public JobStatus status() {
        return coordinator.status(DEPLOYMENT);
    }

    /** Where each living executor is with its part, as it said last. */
    public List<PartStatus> partStatuses() {
        return executors.stream()
                .flatMap(executor -> Optional.ofNullable(heard.get(executor.id())).stream())
                .flatMap(heartbeat -> heartbeat.parts().stream())
                .map(PartReport::status)
                .toList();
    }

    /** Time, for what waits for it; {@link #passes} has heartbeats as well. */
    public ManualClock clock() {
        return clock;
    }

    /** Time passes as in real executors: a heartbeat of each a second. */
    public void passes(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            beat();
            mailbox.execute(coordinator::tick);
        }
    }

    /** A turn of all workers, and some messages between executors; says whether anything happened. */
    public boolean work() {
        boolean worked = false;
        for (PlayedExecutor executor : List.copyOf(executors)) {
            worked |= executor.work();
        }
        for (int i = 0; i < executors.size() && network.deliverOne(); i++) {
            worked = true;
        }
        return worked;
    }

    /** One thing an I/O thread has to do, on each executor; says whether there was any. */
    public boolean io() {
        boolean any = false;
        for (PlayedExecutor executor : List.copyOf(executors)) {
            any |= executor.io().runNext();
        }
        return any;
    }

    /** Everything that happens without time passing. */
    public void settle() {
        // A task may have sent itself a message in a turn that did nothing else, so it is asked once more.
        int idleTurns = 0;
        while (idleTurns < 2) {
            boolean worked = io();
            worked |= work();
            idleTurns = worked ? 0 : idleTurns + 1;
        }
    }

    /** Everything, with time passing when nothing else happens, until the job has ended. */
    public JobStatus runToEnd() {
        long until = clock.nanoTime() + LONGEST_SILENCE.toNanos();
        settle();
        while (!status().state().isFinal()) {
            if (clock.nanoTime() > until) {
                throw new AssertionError("The job is stuck: " + status());
            }
            passes(Duration.ofSeconds(1));
            settle();
        }
        // The executors are told to forget what has ended.
        passes(Duration.ofSeconds(1));
        settle();
        return status();
    }

    /** An executor's process ends in mid-work. */
    public void kill(int executor) {
        PlayedExecutor killed = executors.remove(executor);
        network.remove(killed.id());
    }

    /** The end of a channel from one executor to the other does not arrive any more, nor does what follows it. */
    public void holdEnds(int from, int to) {
        network.hold(
                executors.get(from).id(),
                executors.get(to).id(),
                message -> message instanceof PeerMessage.InBand(int _, byte[] signal)
                        && SignalCodec.decode(signal) instanceof Signal.End);
    }

    /** The connection of two executors breaks, which the first of them notices. */
    public void cut(int one, int other) {
        network.cut(executors.get(one).id(), executors.get(other).id());
    }

    /** The most bytes of blocks that were under way between executors at once. */
    public long mostBlockBytes() {
        return network.mostBlockBytes();
    }

    /** Buffers of living executors that someone holds; zero after each end. */
    public int outstandingBuffers() {
        return executors.stream()
                .mapToInt(executor -> executor.runner().outstandingBuffers())
                .sum();
    }

    private void beat() {
        List.copyOf(executors).forEach(executor -> executor.runner().beat());
    }

    private void command(ExecutorId to, io.millrace.protocol.job.LeasedCommand command) {
        executors.stream().filter(executor -> executor.id().equals(to)).forEach(executor -> executor.runner()
                .command(command));
    }

    private record CoordinatorClock(ManualClock clock) implements Clock {

        @Override
        public long nanoTime() {
            return clock.nanoTime();
        }

        @Override
        public long wallMicros() {
            return clock.wallMicros();
        }
    }
}
