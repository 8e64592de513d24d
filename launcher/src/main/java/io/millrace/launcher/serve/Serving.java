package io.millrace.launcher.serve;

import io.millrace.launcher.ExitCode;
import io.millrace.launcher.Installation;
import io.millrace.launcher.World;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.InstanceLock;
import io.millrace.launcher.data.RunState;
import io.millrace.launcher.data.Secrets;
import io.millrace.launcher.postgres.Binaries;
import io.millrace.launcher.postgres.Programs;
import io.millrace.launcher.process.BackOff;
import io.millrace.launcher.process.ChildSpec;
import io.millrace.launcher.process.ChildStatus;
import io.millrace.launcher.process.Keeper;
import io.millrace.launcher.process.ProcessIdentity;
import io.millrace.launcher.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Serves a data directory from the lock to the last process that ends. */
public final class Serving {

    private static final int LOG_LINES = 20;

    /** All turns with their graces, and some room. Then the process ends, and the watching shells do the rest. */
    private static final long STOP_LIMIT_S = 30;

    private final World world;
    private final ServeOptions options;
    private final Consumer<RunState> whenReady;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int exitCode = ExitCode.DONE;

    /**
     * @param whenReady runs once, on a thread of its own, when all children are ready for the first time
     */
    public Serving(World world, ServeOptions options, Consumer<RunState> whenReady) {
        this.world = world;
        this.options = options;
        this.whenReady = whenReady;
    }

    /** Empty, and nothing done, when another launcher serves this data. Otherwise the exit code, when all is over. */
    public Optional<Integer> run() throws IOException, InterruptedException {
        DataDirectory data = options.data();
        data.prepare();
        Optional<InstanceLock> taken = InstanceLock.take(data);
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        try (InstanceLock _ = taken.get()) {
            Programs programs = Programs.of(binaries());
            Secrets secrets = new Secrets(data, world.secrets());
            Endpoints endpoints = Endpoints.choose(options.port());
            new Preparation(world, data, programs, secrets).run();
            PreviewArguments.write(world.installation(), data);
            serve(endpoints, new Children(world.installation(), options, endpoints, secrets).all(programs));
        } finally {
            done.countDown();
        }
        return Optional.of(exitCode);
    }

    private Binaries binaries() throws IOException, InterruptedException {
        Installation installation = world.installation();
        Optional<Binaries> unpacked = Binaries.unpacked(installation.cache(), installation.postgresVersion());
        return unpacked.isPresent()
                ? unpacked.get()
                : Step.run(
                        world,
                        "Unpacking PostgreSQL",
                        () -> Binaries.unpack(installation.cache(), installation.postgresVersion()));
    }

    private void serve(Endpoints endpoints, List<ChildSpec> children) throws IOException, InterruptedException {
        DataDirectory data = options.data();
        Progress progress = new Progress(world);
        RunState first = new RunState(
                ProcessIdentity.own(),
                world.clock().instant(),
                endpoints.http(),
                options.grpcHost() + ":" + endpoints.grpc(),
                endpoints.postgres(),
                List.of());
        try (LauncherLog log = new LauncherLog(world, data, progress)) {
            Notice notice = new Notice(first, progress, log);
            Supervisor supervisor = new Supervisor(
                    children,
                    new Keeper(data.logs(), world.threads()),
                    new BackOff(world.chance()),
                    world.clock(),
                    log,
                    notice::changed);
            Runtime.getRuntime().addShutdownHook(world.threads().newThread(() -> stopAtSignal(supervisor)));
            log.note("starts Millrace " + world.installation().product() + " at port " + endpoints.http());
            Supervisor.Outcome outcome = supervisor.run();
            RunState.remove(data);
            if (outcome instanceof Supervisor.Outcome.DidNotStart(String child, String how)) {
                exitCode = ExitCode.FAILED;
                explain(child, how);
            }
            log.note("stopped");
        }
    }

    /** Ctrl-C, SIGTERM, or a terminal that closes: the first lets everything end in order; there is no second. */
    private void stopAtSignal(Supervisor supervisor) {
        if (done.getCount() == 0) {
            return;
        }
        world.err().println("\nStopping …");
        supervisor.requestStop();
        try {
            if (!done.await(STOP_LIMIT_S, TimeUnit.SECONDS)) {
                exitCode = ExitCode.FAILED;
            }
        } catch (InterruptedException e) {
            exitCode = ExitCode.FAILED;
        }
        world.err().println("Stopped");
        world.err().flush();
        // Otherwise the shell would see the signal instead of how it went.
        Runtime.getRuntime().halt(exitCode);
    }

    private void explain(String child, String how) throws IOException {
        Path log = options.data().logs().resolve(child + ".log");
        world.err().println("millrace: " + child + " does not start: it " + how + ". Its last words:");
        if (Files.exists(log)) {
            List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
            lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())
                    .forEach(line -> world.err().println("  " + line));
        }
        world.err().println("The whole log: " + log);
    }

    /** What is done when something changed; on the supervisor's thread. */
    private final class Notice {

        private RunState state;
        private final Progress progress;
        private final LauncherLog log;
        private boolean wasReady;

        Notice(RunState state, Progress progress, LauncherLog log) {
            this.state = state;
            this.progress = progress;
            this.log = log;
        }

        void changed(List<ChildStatus> children) {
            state = state.with(children);
            progress.show(children);
            try {
                state.writeTo(options.data());
            } catch (IOException e) {
                // A full disk must not end what still runs.
                log.note("cannot write down what runs: " + e.getMessage());
            }
            if (!wasReady && state.isReady()) {
                wasReady = true;
                RunState ready = state;
                world.threads().newThread(() -> whenReady.accept(ready)).start();
            }
        }
    }
}
