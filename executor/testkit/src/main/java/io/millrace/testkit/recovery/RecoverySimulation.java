package io.millrace.testkit.recovery;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Rescaling;
import io.millrace.coordinator.state.Running;
import io.millrace.model.error.RunError;
import io.millrace.model.json.JsonObject;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.state.HeapStateBackend;
import io.millrace.testkit.checkpoint.FewRowsInMemory;
import io.millrace.testkit.checkpoint.MemoryCheckpointStorage;
import io.millrace.testkit.cluster.Violation;
import io.millrace.testkit.cluster.VirtualTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * One run from one seed, in virtual time. The same seed always gives the same run.
 *
 * <pre>{@code
 * new RecoverySimulation(seed, Mode.FAULTS_STOP, RecoverySabotage.NONE).run();
 * }</pre>
 */
public final class RecoverySimulation {

    /** How long things go wrong. */
    public enum Mode {
        /** For a while; then the job has to come to its end. */
        FAULTS_STOP,
        /** Always. The job may come to a halt and must never be wrong. */
        FAULTS_NEVER_STOP
    }

    /**
     * What happened, for statistics.
     *
     * @param hits what went wrong, and in which phase
     * @param rows how many there were to read
     * @param checkpoints how many were completed
     * @param attempts how many there were
     * @param rescales how many attempts ended so that the next one began at another parallelism
     */
    public record Summary(List<Hit> hits, int rows, long checkpoints, long attempts, long rescales) {}

    private static final long SECOND = 1_000_000_000L;
    private static final DeploymentId JOB = new DeploymentId("job");

    /** Of so many runs with an operator of the engine one has most of its rows on disk. */
    private static final int ON_DISK = 20;

    /** In calm every job ends within this time, with all back-off and giving up there may be. */
    private static final Duration CALM = Duration.ofMinutes(20);

    /** The rest of the input comes by then, whatever has gone wrong. */
    private static final long LATEST_INPUT = 60 * SECOND;

    /** A run whose faults never stop is looked at for so long. */
    private static final long LONG_ENOUGH = 40 * SECOND;

    private final long seed;
    private final Mode mode;
    private final RecoverySabotage sabotage;
    private final Computation computation;
    private final Random random;
    private final VirtualTime time = new VirtualTime();
    private final Rows rows;
    private final RowStore store = new RowStore();
    private final SimulatedStorage storage = new SimulatedStorage();

    /** What operators of the engine leave in checkpoints. */
    private final CheckpointStorage files = new MemoryCheckpointStorage();

    private final StateBackend backend;

    private final RecoveryLog log = new RecoveryLog(this);
    private final RowOracle oracle;
    private final Links links = new Links(this);
    private final Control control = new Control(this);
    private final TreeMap<ExecutorId, RowExecutor> executors = new TreeMap<>();
    private final int[] parallelism;
    private final Optional<Desired> ended;
    private FaultPlan faults;
    private final Mishaps mishaps = new Mishaps(this);
    private int executorsStarted;
    private boolean calm;

    /** A run that counts rows. */
    public RecoverySimulation(long seed, Mode mode, RecoverySabotage sabotage) {
        this(seed, mode, sabotage, Computation.COUNTS);
    }

    /** A run that computes something. */
    public RecoverySimulation(long seed, Mode mode, RecoverySabotage sabotage, Computation computation) {
        this.seed = seed;
        this.mode = mode;
        this.sabotage = sabotage;
        this.computation = computation;
        random = new Random(seed);
        rows = new Rows(random);
        // To read and write takes most of the time of those that do.
        backend = seed % ON_DISK == 0 ? FewRowsInMemory.backend() : new HeapStateBackend();
        oracle = new RowOracle(this, computation.judge(rows));
        parallelism = new int[] {2 + random.nextInt(2), 1 + random.nextInt(3), 1 + random.nextInt(2)};
        ended = random.nextInt(8) == 0
                ? Optional.of(
                        List.of(Desired.SUSPEND, Desired.STOP, Desired.CANCEL).get(random.nextInt(3)))
                : Optional.empty();
        faults = new FaultPlan(this, mode == Mode.FAULTS_NEVER_STOP);
    }

    /**
     * Runs to the end.
     *
     * @throws Violation if an invariant did not hold; its message names the seed
     */
    public Summary run() {
        try {
            begin();
            long chaosEnds = mode == Mode.FAULTS_NEVER_STOP ? LONG_ENOUGH : LATEST_INPUT;
            while (time.nowNanos() < chaosEnds && !hasEnded()) {
                step();
            }
            if (mode == Mode.FAULTS_STOP) {
                calm();
                long end = time.nowNanos() + CALM.toNanos();
                while (time.nowNanos() < end && !hasEnded()) {
                    step();
                }
                long settled = time.nowNanos() + 2 * SECOND;
                while (time.nowNanos() < settled) {
                    step();
                }
                oracle.ended();
            }
            return new Summary(
                    List.copyOf(faults.hits()),
                    rows.total(),
                    log.completed(),
                    log.events().stream()
                            .filter(event -> event.state() instanceof Running)
                            .mapToLong(event -> event.state().attempt())
                            .distinct()
                            .count(),
                    log.events().stream()
                            .filter(event -> event.state() instanceof Rescaling)
                            .mapToLong(event -> event.state().attempt())
                            .distinct()
                            .count());
        } catch (Violation | IllegalStateException | IllegalArgumentException e) {
            Violation violation = new Violation("Seed " + seed + " (" + mode + ", " + sabotage + ", " + computation
                    + "), at " + time.now()
                    + ": "
                    + e.getMessage() + "\nFaults: " + faults.hits()
                    + "\nAlone: new RecoverySimulation(" + seed + "L, Mode." + mode + ", RecoverySabotage." + sabotage
                    + (computation == Computation.COUNTS ? "" : ", Computation." + computation) + ").run()");
            violation.initCause(e);
            throw violation;
        } finally {
            executors.values().forEach(RowExecutor::close);
        }
    }

    private void step() {
        time.step();
        faults.look();
    }

    private boolean hasEnded() {
        return log.state().map(JobState::isFinal).orElse(false);
    }

    private void begin() {
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            startExecutor();
        }
        control.takeOver();
        Deployment deployment = new Deployment(
                JOB,
                new Deployment.Target("flights", "default"),
                "r1",
                Map.of(),
                new Deployment.StartFrom.Beginning(),
                plan(),
                Optional.of(Duration.ofSeconds(1)));
        control.ask(coordinator -> coordinator.deploy(deployment));
        rescaleSometimes(new Random(~seed));
        ended.ifPresent(wish -> time.after(random.nextLong(SECOND), () -> endWhenEnoughHasHappened(wish)));
    }

    /** In some runs, up to three times; more tasks than there are workers as well. */
    private void rescaleSometimes(Random chance) {
        for (int times = chance.nextInt(6); times < 3; times++) {
            int tasks = 1 + chance.nextInt(6);
            time.after(chance.nextLong(20 * SECOND), () -> control.ask(coordinator -> coordinator.rescale(JOB, tasks)));
        }
    }

    private void endWhenEnoughHasHappened(Desired wish) {
        if (lastSplitIsFound()) {
            control.ask(coordinator -> coordinator.desire(JOB, wish));
        } else {
            time.after(random.nextLong(SECOND), () -> endWhenEnoughHasHappened(wish));
        }
    }

    private OperatorPlan plan() {
        List<PhysicalOperator> operators = new ArrayList<>();
        List<Fragment> fragments = new ArrayList<>();
        for (int i = 0; i < parallelism.length; i++) {
            String name = "n" + i;
            operators.add(
                    new PhysicalOperator(i, name, List.of(name), List.of(), List.of(), JsonObject.EMPTY, Map.of()));
            fragments.add(new Fragment(i, List.of(i), parallelism[i], false));
        }
        return new OperatorPlan(
                ZoneOffset.UTC,
                operators,
                fragments,
                List.of(
                        new PlanEdge(0, 0, 1, 0, new Distribution.Hash(List.of(0))),
                        new PlanEdge(1, 0, 2, 0, new Distribution.Hash(List.of(0)))),
                List.of());
    }

    private void calm() {
        calm = true;
        mishaps.end();
        executors.values().forEach(executor -> executor.pause(0));
        control.calm();
    }

    void startExecutor() {
        ExecutorId id = new ExecutorId("e" + ++executorsStarted);
        executors.put(id, new RowExecutor(id, this));
    }

    /** Whether the last split is there to be found: enough has happened by then for a run to be worth its time. */
    boolean lastSplitIsFound() {
        return log.completed() >= 3 && (calm || faults.isDone());
    }

    /** Something arrives at an executor's process, if that lives. */
    void arrivesAt(ExecutorId to, long afterMillis, Runnable what) {
        RowExecutor executor = executors.get(to);
        if (executor != null) {
            executor.after(afterMillis, what);
        }
    }

    Optional<RowExecutor> executor(ExecutorId id) {
        return Optional.ofNullable(executors.get(id));
    }

    Collection<RowExecutor> executors() {
        return executors.values();
    }

    /** Its process ends. */
    void kill(RowExecutor executor) {
        executor.kill();
        executor.close();
        executors.remove(executor.id());
    }

    long storageMillis() {
        return random.nextDouble() < mishaps.weather().slowStorage()
                ? random.nextInt(20_000)
                : 10 + random.nextInt(150);
    }

    Optional<RunError> storageFailure() {
        return random.nextDouble() < mishaps.weather().fullStorage()
                ? Optional.of(RunError.external("checkpoint.storage", "The storage is full.", true))
                : Optional.empty();
    }

    Optional<RunError> commitFailure() {
        return random.nextDouble() < mishaps.weather().commitFailure()
                ? Optional.of(RunError.external("sink.away", "The sink does not answer.", true))
                : Optional.empty();
    }

    boolean logFails() {
        return random.nextDouble() < mishaps.weather().logFailure();
    }

    /** Whether an executor was, or may have been, given up. */
    boolean hasLostExecutors() {
        return faults.hits().stream().anyMatch(hit -> switch (hit.fault()) {
            case HOST_DIES, EXECUTOR_DIES, EXECUTOR_PAUSES, EXECUTOR_IS_CUT_OFF, STORAGE_IS_DAMAGED -> true;
            default -> false;
        });
    }

    boolean isToBeEnded() {
        return ended.isPresent();
    }

    boolean isToBeSuspended() {
        return ended.filter(Desired.SUSPEND::equals).isPresent();
    }

    Mishaps mishaps() {
        return mishaps;
    }

    Rows rows() {
        return rows;
    }

    Random random() {
        return random;
    }

    VirtualTime time() {
        return time;
    }

    Computation computation() {
        return computation;
    }

    CheckpointStorage files() {
        return files;
    }

    StateBackend backend() {
        return backend;
    }

    RecoverySabotage sabotage() {
        return sabotage;
    }

    RowStore store() {
        return store;
    }

    SimulatedStorage storage() {
        return storage;
    }

    RecoveryLog log() {
        return log;
    }

    RowOracle oracle() {
        return oracle;
    }

    Links links() {
        return links;
    }

    Control control() {
        return control;
    }
}
