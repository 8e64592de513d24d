package io.millrace.executor.local;

import io.millrace.coordinator.Coordinator;
import io.millrace.coordinator.CoordinatorSettings;
import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobStatus;
import io.millrace.coordinator.MemoryJobLog;
import io.millrace.coordinator.checkpoint.MemoryCheckpointLog;
import io.millrace.engine.job.AttemptRunner;
import io.millrace.engine.job.Mailbox;
import io.millrace.engine.port.PortLedger;
import io.millrace.executor.runtime.EngineHost;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.io.FileStore;
import io.millrace.state.HeapStateBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan on the threads of a host: a coordinator and its only executor, side by side. The life of the job is that
 * of any other, except that nobody can lose anybody and whatever fails is the end.
 */
public final class LocalRun {

    private static final ExecutorId SELF = new ExecutorId("local");
    private static final long OWNER_EPOCH = 1;

    private final OperatorPlan plan;
    private final DeploymentId deployment = new DeploymentId(UUID.randomUUID().toString());
    private final Mailbox mailbox = new Mailbox();
    private final Coordinator coordinator;
    private final AttemptRunner executor;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** As of the last thing that happened; null before it has begun. */
    private volatile @Nullable JobStatus status;

    /**
     * A run whose state has to fit memory.
     *
     * @param files the files root that sources and sinks see
     */
    public LocalRun(OperatorPlan plan, EngineHost host, Installation installation, FileStore files) {
        this(plan, host, installation, files, new HeapStateBackend());
    }

    /**
     * @param files the files root that sources and sinks see
     * @param state where operators keep theirs
     */
    public LocalRun(
            OperatorPlan plan, EngineHost host, Installation installation, FileStore files, StateBackend state) {
        this(plan, host, installation, files, state, new PortLedger(TapRows.MOST_TAPS));
    }

    /**
     * @param files the files root that sources and sinks see
     * @param state where operators keep theirs
     * @param ports counts and shows the rows that pass the nodes' ports
     */
    public LocalRun(
            OperatorPlan plan,
            EngineHost host,
            Installation installation,
            FileStore files,
            StateBackend state,
            PortLedger ports) {
        this.plan = plan;
        executor = new AttemptRunner(
                SELF,
                installation.resources(host, files, state, Optional.empty(), () -> ports),
                (attempt, to, message) -> {
                    throw new IllegalStateException("A local run has no executor " + to);
                },
                heartbeat -> happens(coordinator -> coordinator.heard(heartbeat)));
        coordinator = new Coordinator(
                OWNER_EPOCH,
                CoordinatorSettings.inOneProcess(),
                new HostClock(host.clock()),
                (to, command) -> executor.command(command),
                new MemoryJobLog(),
                new MemoryCheckpointLog());
    }

    /** Begins. */
    public void start() {
        happens(coordinator -> coordinator.deploy(new Deployment(
                deployment,
                new Deployment.Target("local", "local"),
                "local",
                Map.of(),
                new Deployment.StartFrom.Beginning(),
                plan,
                Optional.empty())));
        executor.beat();
    }

    /** Sources stop reading; what was read becomes visible. Once it has begun. */
    public void stop() {
        desire(Desired.STOP);
    }

    /** Ends at once: what is not visible yet is taken back. Once it has begun. */
    public void cancel() {
        desire(Desired.CANCEL);
    }

    private void desire(Desired desired) {
        happens(coordinator -> {
            coordinator.desire(deployment, desired);
            coordinator.tick();
        });
    }

    /** Waits until the run has ended, at most this long; then how it did. */
    public Optional<JobStatus> await(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS) ? Optional.ofNullable(status) : Optional.empty();
    }

    /** What each node has done so far, in plan order. */
    public List<NodeCounts> nodes() {
        if (status != null) {
            executor.beat();
        }
        JobStatus now = status;
        return now == null ? List.of() : now.nodes();
    }

    /** Buffers still held by someone; zero after a clean end. */
    public int outstandingBuffers() {
        return executor.outstandingBuffers();
    }

    /** Something the coordinator has to do with. */
    @FunctionalInterface
    private interface Event {
        void happens(Coordinator coordinator);
    }

    private void happens(Event event) {
        mailbox.execute(() -> {
            event.happens(coordinator);
            JobStatus now = coordinator.status(deployment);
            status = now;
            if (now.state().isFinal()) {
                ended.countDown();
            }
        });
    }
}
