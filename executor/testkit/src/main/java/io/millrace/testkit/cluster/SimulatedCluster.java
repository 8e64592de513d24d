package io.millrace.testkit.cluster;

import io.millrace.coordinator.Coordinator;
import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.DeploymentRefused;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobLog;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.plan.OperatorPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One run of a cluster from one seed, in virtual time: a while of chaos, then calm, in which every job has to come to its
 * end. The same seed always gives the same run.
 *
 * <pre>{@code
 * new SimulatedCluster(seed, Sabotage.NONE).run();
 * }</pre>
 */
public final class SimulatedCluster {

    private static final long SECOND = 1_000_000_000L;

    /** In calm every job ends within this time, with all back-off, give up and work there may be. */
    private static final Duration CALM = Duration.ofMinutes(20);

    private static final int DEPLOYMENTS = 3;

    /** What becomes of a deployment if nothing breaks for good. */
    enum Course {
        /** Its input ends, and nobody stops it. */
        TO_ITS_END,
        /** Somebody stops or cancels it. */
        TO_BE_ENDED
    }

    private final long seed;
    private final Sabotage sabotage;
    private final Random random;
    private final VirtualTime time = new VirtualTime();
    private final Invariants invariants = new Invariants(this);
    private final SimulatedLog log;
    private final SimulatedConnections connections;
    private final SinkStore sinks = new SinkStore();
    private final OperatorPlan plan;
    private final TreeMap<ExecutorId, SimulatedExecutor> executors = new TreeMap<>();
    private final Map<DeploymentId, Long> workMillis = new HashMap<>();
    private final Map<DeploymentId, Course> courses = new TreeMap<>();
    private final Map<DeploymentId, Integer> failures = new HashMap<>();
    private final Set<DeploymentId> failedForGood = new HashSet<>();
    private Faults faults;
    private Optional<SimulatedCoordinator> coordinator = Optional.empty();

    /** Coordinators that were given up and live on for a while. */
    private final List<SimulatedCoordinator> undead = new ArrayList<>();

    private int executorsStarted;
    private boolean calm;

    public SimulatedCluster(long seed, Sabotage sabotage) {
        this.seed = seed;
        this.sabotage = sabotage;
        random = new Random(seed);
        Random cutting = new Random(~seed);
        faults = Faults.draw(random, cutting);
        connections = new SimulatedConnections(this, cutting);
        log = new SimulatedLog(random, () -> faults, sabotage, invariants);
        plan = SimulatedPlan.of(1 + random.nextInt(4), 1 + random.nextInt(2));
    }

    /**
     * Runs to the end.
     *
     * @return what happened, for statistics
     * @throws Violation if an invariant did not hold; its message names the seed
     */
    public Summary run() {
        try {
            begin();
            long chaosEnds = (30 + random.nextInt(60)) * SECOND;
            while (time.nowNanos() < chaosEnds) {
                time.step();
            }
            calm();
            long end = time.nowNanos() + CALM.toNanos();
            while (time.nowNanos() < end && !allEnded()) {
                time.step();
            }
            courses.forEach((id, course) -> {
                if (log.last(id).isPresent()) {
                    invariants.ended(course, id, mayFail(id));
                }
            });
            return summary();
        } catch (Violation | IllegalStateException e) {
            Violation violation = new Violation("Seed " + seed + ", at " + time.now() + ": " + e.getMessage());
            violation.initCause(e);
            throw violation;
        }
    }

    /** How a job came along. */
    public record Summary(List<List<JobEvent>> jobs) {}

    private Summary summary() {
        return new Summary(courses.keySet().stream().map(log::events).toList());
    }

    private void begin() {
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            startExecutor();
        }
        takeOver();
        for (int i = 0; i < DEPLOYMENTS; i++) {
            plan("d" + i, i == 0 ? "flights" : "nexmark");
        }
        chaos();
    }

    private void plan(String name, String pipeline) {
        DeploymentId id = new DeploymentId(name);
        Deployment deployment = new Deployment(
                id,
                new Deployment.Target(pipeline, "default"),
                "r1",
                Map.of(),
                new Deployment.StartFrom.Beginning(),
                plan,
                Optional.empty());
        boolean bounded = random.nextInt(3) > 0;
        boolean ended = !bounded || random.nextInt(4) == 0;
        workMillis.put(id, bounded ? random.nextLong(30_000) : Long.MAX_VALUE / 4);
        courses.put(id, ended ? Course.TO_BE_ENDED : Course.TO_ITS_END);
        time.after(random.nextLong(40 * SECOND), () -> ask(c -> c.deploy(deployment)));
        if (ended) {
            time.after(
                    random.nextLong(90 * SECOND),
                    () -> ask(c -> c.desire(id, random.nextInt(3) == 0 ? Desired.CANCEL : Desired.STOP)));
        }
    }

    /** Someone asks until there is an answer. */
    private void ask(Consumer<Coordinator> what) {
        if (coordinator.isEmpty()) {
            time.after(SECOND, () -> ask(what));
            return;
        }
        coordinator.get().request(target -> {
            try {
                what.accept(target);
                invariants.check();
            } catch (DeploymentRefused refused) {
                // The target is taken, or the deployment is not there yet: time heals that.
                if (!refused.error().code().equals("deployment.ended")) {
                    time.after(2 * SECOND, () -> ask(what));
                }
            } catch (JobLog.Unavailable | JobLog.NotOwner again) {
                time.after(2 * SECOND, () -> ask(what));
            }
        });
    }

    /** Once a second, chance looks at every process. */
    private void chaos() {
        if (calm) {
            return;
        }
        for (SimulatedExecutor executor : List.copyOf(executors.values())) {
            if (perMinute(faults.executorDeaths())) {
                kill(executor);
            } else if (perMinute(faults.pauses())) {
                executor.pause(soon());
            } else if (perMinute(faults.partitions())) {
                executor.partition(soon());
            }
        }
        connections.chaos();
        coordinator.ifPresent(current -> {
            if (perMinute(faults.coordinatorDeaths())) {
                coordinator = Optional.empty();
                if (random.nextBoolean()) {
                    current.kill();
                } else {
                    undead.add(current);
                    current.pause(random.nextBoolean() ? soon() : 0);
                }
                time.after(random.nextLong(10 * SECOND), this::takeOver);
            } else if (perMinute(faults.pauses())) {
                current.pause(soon());
            }
        });
        time.after(SECOND, this::chaos);
    }

    private void calm() {
        calm = true;
        faults = Faults.NONE;
        executors.values().forEach(executor -> {
            executor.partition(0);
            executor.pause(0);
        });
        undead.forEach(SimulatedProcess::kill);
        undead.clear();
        coordinator.ifPresent(current -> current.pause(0));
        courses.forEach((id, course) -> {
            if (course == Course.TO_BE_ENDED) {
                ask(c -> c.desire(id, Desired.STOP));
            }
        });
    }

    void kill(SimulatedExecutor executor) {
        executor.kill();
        executors.remove(executor.id());
        if (random.nextInt(4) == 0) {
            // Whoever started it has seen it end.
            coordinator.ifPresent(c -> c.request(target -> target.gone(executor.id())));
        }
        time.after((1 + random.nextInt(10)) * SECOND, this::startExecutor);
    }

    private void startExecutor() {
        ExecutorId id = new ExecutorId("e" + ++executorsStarted);
        executors.put(id, new SimulatedExecutor(id, this));
    }

    private void takeOver() {
        SimulatedCoordinator next = new SimulatedCoordinator(this, log.takeOver());
        invariants.tookOver(next.coordinator().deployments());
        coordinator = Optional.of(next);
    }

    void toExecutor(ExecutorId to, LeasedCommand command) {
        send(() -> {
            SimulatedExecutor executor = executors.get(to);
            if (executor != null && !executor.isPartitioned()) {
                executor.after(0, () -> executor.receive(command));
            }
        });
    }

    void toCoordinator(SimulatedExecutor from, Heartbeat heartbeat) {
        if (from.isPartitioned()) {
            return;
        }
        // Which one it is still connected to is chance as well.
        Optional<SimulatedCoordinator> to = !undead.isEmpty() && random.nextInt(3) == 0
                ? Optional.of(undead.get(random.nextInt(undead.size())))
                : coordinator;
        to.ifPresent(target -> send(() -> target.after(0, () -> target.receive(heartbeat))));
    }

    private void send(Runnable arrive) {
        if (random.nextDouble() < faults.loss()) {
            return;
        }
        time.after(delay(), arrive);
        if (random.nextDouble() < faults.doubling()) {
            time.after(delay(), arrive);
        }
    }

    private long delay() {
        return random.nextDouble() < faults.longDelay()
                ? random.nextLong(30 * SECOND)
                : SECOND / 1_000 + random.nextLong(SECOND / 20);
    }

    LeasedCommand tampered(LeasedCommand command, long clock) {
        long end = command.leaseEndNanos();
        return switch (sabotage) {
            case LEASES_NEVER_END -> new LeasedCommand(command.command(), Long.MAX_VALUE);
            case LATE_COMMANDS_ARE_OBEYED -> new LeasedCommand(command.command(), Math.max(end, clock + 1));
            default -> command;
        };
    }

    private boolean perMinute(double often) {
        return random.nextDouble() < often / 60;
    }

    private long soon() {
        return time.nowNanos() + random.nextLong(40 * SECOND);
    }

    private boolean allEnded() {
        return courses.keySet().stream()
                .allMatch(id -> log.last(id).map(last -> last.state().isFinal()).orElse(false));
    }

    private boolean mayFail(DeploymentId id) {
        return failedForGood.contains(id) || failures.getOrDefault(id, 0) >= 5;
    }

    void failed(DeploymentId deployment, RunError error) {
        failures.merge(deployment, 1, Integer::sum);
        if (!error.retryable()) {
            failedForGood.add(deployment);
        }
    }

    void commit(Fence fence, Prepared prepared) {
        sinks.commit(fence.deployment(), prepared, sabotage == Sabotage.COMMITS_ARE_REPEATED);
        invariants.visible(fence.deployment());
    }

    boolean isAlive(ExecutorId executor) {
        return executors.containsKey(executor);
    }

    boolean allHaveRun(Placement placement, Fence fence) {
        return placement.executors().stream().allMatch(id -> {
            SimulatedExecutor executor = executors.get(id);
            return executor != null && executor.hasRun(fence.deployment(), fence.attempt());
        });
    }

    int sinkTasks(DeploymentId deployment) {
        Deployment known = log.deployments().get(deployment);
        return known == null
                ? 0
                : known.plan().fragments().get(SimulatedExecutor.SINK_OPERATOR).parallelism();
    }

    long workMillis(DeploymentId deployment) {
        return workMillis.getOrDefault(deployment, 0L);
    }

    OperatorPlan plan() {
        return plan;
    }

    VirtualTime time() {
        return time;
    }

    Random random() {
        return random;
    }

    Faults faults() {
        return faults;
    }

    Sabotage sabotage() {
        return sabotage;
    }

    SimulatedLog log() {
        return log;
    }

    SinkStore sinks() {
        return sinks;
    }

    Invariants invariants() {
        return invariants;
    }

    Collection<SimulatedExecutor> executors() {
        return executors.values();
    }
}
