package io.millrace.testkit.process;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobStatus;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.state.Phase;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.rpc.control.AttachedExecutor;
import io.millrace.protocol.rpc.security.ClusterId;
import io.millrace.protocol.rpc.security.JoinToken;
import io.millrace.protocol.rpc.security.JoinTokens;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.protocol.rpc.security.StoredToken;
import io.millrace.testkit.server.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A control plane and executor processes on this machine. Verbs wait until what they do has happened, and fail with the end of
 * a log when it does not. Executors end with the cluster, and with the test's JVM however that goes.
 *
 * <p>The executor's main class has to be on the test's class path.
 */
public final class TestCluster implements AutoCloseable {

    /**
     * What an executor runs.
     *
     * @param mainClass with {@code executor} as its first argument
     * @param before folders and archives whose classes come before those of the test's class path
     */
    public record Program(String mainClass, List<Path> before) {

        /** The one that is built here. */
        public static final Program STANDARD = new Program("io.millrace.executor.cli.Main", List.of());

        public Program {
            before = List.copyOf(before);
        }

        private String classPath() {
            String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            return Stream.concat(before.stream().map(Path::toString), Stream.of(own))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static final ClusterId CLUSTER = new ClusterId("test");
    private static final long PATIENCE_SECONDS = 60;

    private final Path filesRoot;
    private final int workersEach;
    private final JoinToken token = JoinToken.issue(new SecureRandom(), Optional.empty());
    private final KeptJobLog log = new KeptJobLog();
    private final Map<ExecutorId, ChildJvm> executors = new HashMap<>();
    private HostedCoordinator coordinator;
    private int started;
    private int deployed;

    private TestCluster(Path filesRoot, int workersEach) throws IOException {
        this.filesRoot = filesRoot;
        this.workersEach = workersEach;
        coordinator = host(0);
    }

    /**
     * Starts a cluster.
     *
     * @param filesRoot what pipelines read and write
     */
    public static TestCluster start(Path filesRoot, int executors, int workersEach) throws IOException {
        TestCluster cluster = new TestCluster(filesRoot, workersEach);
        for (int i = 0; i < executors; i++) {
            cluster.startExecutor();
        }
        return cluster;
    }

    private HostedCoordinator host(int port) throws IOException {
        return new HostedCoordinator(
                new ListenAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Optional.empty()),
                CLUSTER,
                JoinTokens.only(StoredToken.of(token, CLUSTER)),
                log);
    }

    /** Starts an executor, which has joined when this returns. */
    public ExecutorId startExecutor() {
        return startExecutor(List.of());
    }

    /** Starts an executor with more arguments, which has joined when this returns. */
    public ExecutorId startExecutor(List<String> moreArguments) {
        return joined(launch(Program.STANDARD, token.text(), moreArguments));
    }

    /** Starts an executor that is another program, which has joined when this returns. */
    public ExecutorId startExecutor(Program program) {
        return joined(launch(program, token.text(), List.of()));
    }

    private ExecutorId joined(ChildJvm process) {
        long pid = process.pid();
        coordinator.await(() -> attached(pid).isPresent(), PATIENCE_SECONDS, "an executor to join");
        ExecutorId id =
                coordinator.ask(_ -> attached(pid).orElseThrow().handshake().executor());
        executors.put(id, process);
        return id;
    }

    /** Starts an executor process that shows this token, and does not wait for it. The caller ends it. */
    public ChildJvm launchWithToken(String shownToken) {
        return launch(Program.STANDARD, shownToken, List.of());
    }

    /** Starts an executor process that is another program, and does not wait for it. The caller ends it. */
    public ChildJvm launch(Program program) {
        return launch(program, token.text(), List.of());
    }

    private ChildJvm launch(Program program, String shownToken, List<String> moreArguments) {
        List<String> arguments = new ArrayList<>(List.of(
                "executor",
                "--control-plane=127.0.0.1:" + coordinator.port(),
                "--token=" + shownToken,
                "--workers=" + workersEach,
                "--files-root=" + filesRoot,
                "--until-input-ends"));
        arguments.addAll(moreArguments);
        String name = "executor-" + ++started;
        return ChildJvm.start(
                name,
                // Small, and up soon rather than fast in the long run.
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xss4m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        program.classPath()),
                program.mainClass(),
                arguments,
                Path.of("target", "test-cluster", name + ".log"));
    }

    private Optional<AttachedExecutor> attached(long pid) {
        return coordinator.attached().values().stream()
                .filter(executor -> executor.handshake().pid() == pid)
                .findFirst();
    }

    /** What an executor said when it joined. */
    public AttachedExecutor attached(ExecutorId executor) {
        return coordinator.ask(_ -> Optional.ofNullable(coordinator.attached().get(executor.value()))
                .orElseThrow(() -> new AssertionError(executor + " is not attached")));
    }

    /** Deploys a plan as it is, without checkpoints; the job may not run yet when this returns. */
    public DeploymentId deploy(OperatorPlan plan) {
        return deploy(
                plan,
                plan.fragments().stream().mapToInt(Fragment::parallelism).max().orElse(1),
                Optional.empty());
    }

    /**
     * Deploys a plan; the job may not run yet when this returns.
     *
     * @param parallelism how many tasks those fragments have that have several in the plan
     */
    public DeploymentId deploy(OperatorPlan plan, int parallelism, Optional<Duration> checkpointInterval) {
        DeploymentId id = new DeploymentId("deployment-" + ++deployed);
        coordinator.ask(asked -> {
            asked.deploy(new Deployment(
                    id,
                    new Deployment.Target("pipeline-" + id, "test"),
                    "1",
                    Map.of(),
                    new Deployment.StartFrom.Beginning(),
                    plan,
                    parallelism,
                    checkpointInterval));
            return id;
        });
        return id;
    }

    /** Waits until the job is there, and fails at once when it ends elsewhere. */
    public void awaitPhase(DeploymentId deployment, Phase phase) {
        coordinator.await(
                () -> phase(deployment) == phase || isFinal(deployment),
                PATIENCE_SECONDS,
                deployment + " to be " + phase);
        JobStatus status = status(deployment);
        if (status.state().phase() != phase && status.state().isFinal()) {
            throw new AssertionError(deployment + " is " + status.state() + " and will not be " + phase + ": "
                    + status.reason().map(Object::toString).orElse("no reason known"));
        }
    }

    /** Waits until so many rows have come into a node in the current attempt. */
    public void awaitRowsIn(DeploymentId deployment, String node, long rows) {
        coordinator.await(
                () -> known(deployment).nodes().stream()
                        .anyMatch(counts -> counts.nodeId().equals(node) && counts.rowsIn() >= rows),
                PATIENCE_SECONDS,
                rows + " rows to come into " + node);
    }

    /** Somebody wants this of a job. */
    public void desire(DeploymentId deployment, Desired desired) {
        coordinator.ask(asked -> {
            asked.desire(deployment, desired);
            return desired;
        });
    }

    /** Somebody wants a job to go on at another parallelism; it does when this returns. */
    public void rescale(DeploymentId deployment, int parallelism) {
        coordinator.ask(asked -> {
            asked.rescale(deployment, parallelism);
            return parallelism;
        });
        coordinator.await(
                () -> isFinal(deployment)
                        || (phase(deployment) == Phase.RUNNING
                                && known(deployment).parallelism().equals(Parallelism.of(parallelism))),
                PATIENCE_SECONDS,
                deployment + " to run at parallelism " + parallelism);
    }

    /** What is known of a job. */
    public JobStatus status(DeploymentId deployment) {
        return coordinator.ask(asked -> asked.status(deployment));
    }

    /** All that was written down about a job, by any coordinator. */
    public List<JobEvent> events(DeploymentId deployment) {
        return log.events(deployment);
    }

    private JobStatus known(DeploymentId deployment) {
        return coordinator.coordinator().status(deployment);
    }

    private Phase phase(DeploymentId deployment) {
        return known(deployment).state().phase();
    }

    private boolean isFinal(DeploymentId deployment) {
        return known(deployment).state().isFinal();
    }

    /** Kills an executor's process (kill -9). The coordinator is told that it has ended, as a supervisor would. */
    public void killExecutor(ExecutorId executor) {
        taken(executor).kill(Duration.ofSeconds(PATIENCE_SECONDS));
        gone(executor);
    }

    private void gone(ExecutorId executor) {
        coordinator.ask(asked -> {
            asked.gone(executor);
            return executor;
        });
    }

    private ChildJvm taken(ExecutorId executor) {
        return Optional.ofNullable(executors.remove(executor))
                .orElseThrow(() -> new AssertionError(executor + " does not run"));
    }

    /** Asks an executor's process to end (SIGTERM); it has left when this returns. */
    public void terminateExecutor(ExecutorId executor) {
        Optional.ofNullable(executors.get(executor))
                .orElseThrow(() -> new AssertionError(executor + " does not run"))
                .terminate();
        awaitLeft(executor);
    }

    /** Waits until the gateway has noted something with these words. */
    public void awaitNote(String words) {
        coordinator.await(
                () -> coordinator.notes().stream().anyMatch(note -> note.contains(words)),
                PATIENCE_SECONDS,
                "the control plane to note '" + words + "'");
    }

    /** Waits for the next line that an executor writes to its standard output. */
    public String awaitLine(ExecutorId executor) {
        return Optional.ofNullable(executors.get(executor))
                .orElseThrow(() -> new AssertionError(executor + " does not run"))
                .nextLine(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** Waits until an executor's process has ended by itself; then its process. The coordinator is told. */
    public ChildJvm awaitEnd(ExecutorId executor, int exitCode) {
        ChildJvm process = taken(executor);
        int code = process.awaitExit(Duration.ofSeconds(PATIENCE_SECONDS));
        if (code != exitCode) {
            throw new AssertionError(executor + " has ended with exit code " + code + ":\n" + process.log());
        }
        gone(executor);
        return process;
    }

    /** Waits until an executor has said that it leaves, and its process has ended as it should. */
    public void awaitLeft(ExecutorId executor) {
        coordinator.await(() -> coordinator.hasLeft(executor), PATIENCE_SECONDS, executor + " to leave");
        ChildJvm process = taken(executor);
        int code = process.awaitExit(Duration.ofSeconds(PATIENCE_SECONDS));
        if (code != 0) {
            throw new AssertionError(executor + " has ended with exit code " + code + ":\n" + process.log());
        }
    }

    /** Ends the control plane, and starts another at the same place, which takes the job log over. All executors have come back. */
    public void restartCoordinator() throws IOException {
        int port = coordinator.port();
        coordinator.close();
        coordinator = host(port);
        coordinator.await(
                () -> executors.keySet().stream()
                        .allMatch(id -> coordinator.attached().containsKey(id.value())),
                PATIENCE_SECONDS,
                "all executors to come back");
    }

    /** Ends everything. */
    @Override
    public void close() {
        coordinator.close();
        executors.values().forEach(process -> process.kill(Duration.ofSeconds(PATIENCE_SECONDS)));
    }
}
