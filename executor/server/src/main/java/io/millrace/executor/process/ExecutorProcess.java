package io.millrace.executor.process;

import io.millrace.engine.inspect.StateQueries;
import io.millrace.engine.job.AttemptRunner;
import io.millrace.engine.job.CoordinatorPort;
import io.millrace.engine.port.PortLedger;
import io.millrace.executor.local.Installation;
import io.millrace.executor.runtime.EngineHost;
import io.millrace.executor.savepoint.SavepointWorker;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.shape.Codec;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.StateQuery;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.control.ControlPlaneLink;
import io.millrace.protocol.rpc.exchange.ExecutorExchange;
import io.millrace.spi.checkpoint.StateBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An executor: joins the control plane, runs what it is told and says how it goes, until it is asked to end, is refused, or
 * is stuck. Jobs run on while the control plane is away.
 */
public final class ExecutorProcess implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ExecutorProcess.class.getName());

    /** Coordinators count on it: they give an executor up after twelve. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** How long threads may take to end before the process ends around them. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** The state of a savepoint may take half of the memory: jobs have theirs beside it. */
    private static final int MOST_STATE_SHARE = 2;

    private final ExecutorId id = new ExecutorId(UUID.randomUUID().toString());
    private final ServerAddress controlPlane;
    private final Optional<Path> readyFile;
    private final EngineHost host;
    private final AttemptRunner runner;
    private final ExecutorExchange exchange;
    private final ControlPlaneLink link;
    private final StateQueries questions;
    private final SavepointWorker savepoints;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();

    /**
     * Listens for other executors from now on, and does nothing else before {@link #start}.
     *
     * @param state where operators keep theirs; to be closed after this
     * @throws IOException when it cannot listen where it should
     * @throws IllegalArgumentException when the token does not fit the control plane's address
     */
    public ExecutorProcess(ExecutorSettings settings, Installation installation, StateBackend state)
            throws IOException {
        controlPlane = settings.controlPlane();
        readyFile = settings.readyFile();
        host = new EngineHost(settings.workers());
        SecureRandom random = new SecureRandom();
        runner = new AttemptRunner(
                id,
                installation.resources(
                        host,
                        installation.fileStore(settings.filesRoot()),
                        state,
                        settings.checkpoints(),
                        () -> new PortLedger(TapRows.MOST_TAPS)),
                (attempt, to, message) -> exchange().send(attempt, to, message),
                new Speaking());
        questions = new StateQueries(
                settings.checkpoints(),
                installation.keyReader(),
                host.questionWork(),
                host.clock(),
                answer -> link().send(answer));
        savepoints = new SavepointWorker(
                settings.checkpoints(),
                installation.savepointBackend(),
                Runtime.getRuntime().maxMemory() / MOST_STATE_SHARE,
                host.savepointWork(),
                host.clock(),
                report -> link().send(report),
                order -> link().transfer(order));
        exchange = new ExecutorExchange(id, settings.exchange(), random, host.timer(), runner);
        link = new ControlPlaneLink(
                controlPlane, handshake(settings, installation), host.timer(), random, new Listening());
    }

    // The runner is made before them and speaks after them.
    private ExecutorExchange exchange() {
        return exchange;
    }

    private ControlPlaneLink link() {
        return link;
    }

    private Handshake handshake(ExecutorSettings settings, Installation installation) {
        return new Handshake(
                Versions.ours(),
                id,
                settings.workers(),
                exchange.address(settings.exchangeHost()),
                hostName(),
                ProcessHandle.current().pid(),
                CanonicalJson.print(Codec.of(Catalogue.class).write(installation.catalogue())));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Joins. */
    public void start() {
        LOG.log(Level.INFO, "Executor {0} joins {1}", new Object[] {id, controlPlane});
        link.start();
        beat();
    }

    private void beat() {
        try {
            runner.beat();
        } catch (RuntimeException e) {
            // An executor that cannot say how it is must not go on as if it were well.
            LOG.log(Level.SEVERE, "Executor " + id + " is broken", e);
            ending.complete(new Ending.Stuck("An internal error; the log has it"));
        }
        if (runner.isStuck()) {
            ending.complete(new Ending.Stuck("Tasks do not end although they were cancelled long ago"));
        }
        if (!ending.isDone()) {
            host.timer().after(HEARTBEAT, this::beat);
        }
    }

    /** Has it end; {@link #close} does it. */
    public void end(String reason) {
        ending.complete(new Ending.Asked(reason));
    }

    /** Done when there is a reason to end. */
    public CompletableFuture<Ending> ending() {
        return ending;
    }

    /** Ends everything that runs here, and then leaves. Waits for that, some seconds at most. */
    @Override
    public void close() {
        exchange.close();
        if (host.close(CLOSING)) {
            // Saying that nothing runs here any more saves everybody the wait for the end of the lease.
            link.leave();
        } else {
            LOG.warning("Something that runs here does not end; the process ends around it");
            link.close();
        }
    }

    private final class Speaking implements CoordinatorPort {

        @Override
        public void send(Heartbeat heartbeat) {
            link().send(heartbeat);
        }

        @Override
        public void show(TapRows rows) {
            link().send(rows);
        }
    }

    private final class Listening implements ControlPlaneLink.Listener {

        @Override
        public void joined() {
            LOG.log(Level.INFO, "Executor {0} has joined {1}", new Object[] {id, controlPlane});
            runner.beat();
            readyFile.ifPresent(this::tell);
        }

        private void tell(Path file) {
            try {
                Files.writeString(file, Long.toString(ProcessHandle.current().pid()));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Cannot write " + file, e);
            }
        }

        @Override
        public void introduced(SortedMap<ExecutorId, ServerAddress> peers) {
            exchange.introduce(peers);
        }

        @Override
        public void told(LeasedCommand command) {
            runner.command(command);
        }

        @Override
        public void asked(StateQuery query) {
            questions.ask(query);
        }

        @Override
        public void asked(StandingQuery query) {
            runner.look(query, answer -> link().send(answer));
        }

        @Override
        public void askedNoMore(long query) {
            questions.cancel(query);
        }

        @Override
        public void ordered(SavepointOrder order) {
            savepoints.ordered(order);
        }

        @Override
        public void lost(String reason, Duration retryIn) {
            LOG.log(
                    Level.WARNING,
                    "No contact to the control plane at {0} ({1}); jobs run on, next try in {2} ms",
                    new Object[] {controlPlane, reason, retryIn.toMillis()});
        }

        @Override
        public void refused(String reason) {
            ending.complete(new Ending.Refused(reason));
        }

        @Override
        public void noted(String reason) {
            LOG.warning(reason);
        }
    }
}
