package io.millrace.designer.deployments.host;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.CoordinatorSettings;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.ProcessName;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.deployments.metrics.MetricLoop;
import io.millrace.designer.deployments.metrics.MetricRecorder;
import io.millrace.designer.deployments.view.DeploymentView;
import io.millrace.designer.events.Later;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Heartbeat;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The coordinators of all workspaces, from the start of the process to its end. Safe for several threads. */
@ApplicationScoped
public class CoordinatorHosts {

    private static final Logger LOG = Logger.getLogger(CoordinatorHosts.class);

    /** After there is a first workspace, and before executors are let in. */
    private static final int FOURTH = 4;

    private static final Duration TICK = Duration.ofMillis(250);

    private record Running(CoordinatorHost host, Watch watch, AtomicBoolean isDue) {}

    private final Transactions transactions;
    private final DeploymentRows rows;
    private final Clock clock;
    private final Later later;
    private final Instance<ExecutorLines> lines;
    private final DeploymentNews news;
    private final MetricRecorder recorder;
    private final MetricLoop metrics;
    private final ProcessName self;
    private final SavepointDemand savepoints;
    private final Map<WorkspaceId, Running> all = new ConcurrentHashMap<>();

    CoordinatorHosts(
            Transactions transactions,
            DeploymentRows rows,
            Clock clock,
            Later later,
            Instance<ExecutorLines> lines,
            DeploymentNews news,
            MetricRecorder recorder,
            MetricLoop metrics,
            ProcessName self,
            SavepointDemand savepoints) {
        this.transactions = transactions;
        this.rows = rows;
        this.clock = clock;
        this.later = later;
        this.lines = lines;
        this.news = news;
        this.recorder = recorder;
        this.metrics = metrics;
        this.self = self;
        this.savepoints = savepoints;
    }

    void begin(@Observes @Priority(FOURTH) StartupEvent start) {
        List<WorkspaceId> workspaces = transactions.outside(transaction -> transaction
                .handle()
                .createQuery("SELECT id FROM workspace")
                .map((row, _) -> new WorkspaceId(row.getObject("id", UUID.class)))
                .list());
        workspaces.forEach(this::begin);
        metrics.begin();
    }

    void end(@Observes ShutdownEvent stop) {
        metrics.end();
        all.values().forEach(running -> running.host().end());
    }

    /**
     * Begins to run the coordinator of a workspace, in the place of the one that runs here, if any: that one is then deposed,
     * as by another process.
     */
    public void begin(WorkspaceId workspace) {
        started(workspace);
    }

    private synchronized Running started(WorkspaceId workspace) {
        Watch watch = new Watch(workspace, rows, clock, news, recorder, savepoints, executor -> lines.get()
                .name(executor));
        CoordinatorHost host = new CoordinatorHost(
                workspace,
                self.text(),
                transactions,
                CoordinatorSettings.standard(),
                clock,
                lines::get,
                savepoints.port(workspace),
                watch);
        Running running = new Running(host, watch, new AtomicBoolean());
        all.put(workspace, running);
        metrics.add(workspace);
        host.tick();
        tickLater(host);
        return running;
    }

    private void tickLater(CoordinatorHost host) {
        later.after(TICK, () -> {
            tick(host);
            if (host.condition() == CoordinatorHost.Condition.WAITING
                    || host.condition() == CoordinatorHost.Condition.AT_WORK) {
                tickLater(host);
            }
        });
    }

    private static void tick(CoordinatorHost host) {
        try {
            host.tick();
        } catch (RuntimeException e) {
            // The next tick meets the same state again; ending the loop would leave jobs without anybody to decide.
            LOG.error("A coordinator failed by a mistake of Millrace", e);
        }
    }

    /** The coordinator of a workspace; that of a workspace which is new begins now, and waits for the database. */
    public CoordinatorHost of(WorkspaceId workspace) {
        return running(workspace).host();
    }

    /** How a deployment is that has not ended; empty for others. */
    public Optional<DeploymentView> view(WorkspaceId workspace, String deployment) {
        return Optional.ofNullable(all.get(workspace))
                .flatMap(running -> running.watch().view(deployment));
    }

    /** An executor of a workspace was heard. Does not wait. */
    public void heard(WorkspaceId workspace, Heartbeat heartbeat) {
        tell(workspace, host -> host.heard(heartbeat));
    }

    /** An executor of a workspace has ended for certain. Does not wait. */
    public void gone(WorkspaceId workspace, ExecutorId executor) {
        tell(workspace, host -> host.gone(executor));
    }

    private void tell(WorkspaceId workspace, Consumer<CoordinatorHost> news) {
        Running running = all.get(workspace);
        if (running == null) {
            return;
        }
        news.accept(running.host());
        if (running.isDue().compareAndSet(false, true)) {
            later.after(Duration.ZERO, () -> {
                running.isDue().set(false);
                tick(running.host());
            });
        }
    }

    /** How each coordinator is. */
    Map<WorkspaceId, CoordinatorHost.Condition> conditions() {
        Map<WorkspaceId, CoordinatorHost.Condition> conditions = new java.util.LinkedHashMap<>();
        all.forEach(
                (workspace, running) -> conditions.put(workspace, running.host().condition()));
        return conditions;
    }

    private Running running(WorkspaceId workspace) {
        Running running = all.get(workspace);
        return running == null ? startedOnce(workspace) : running;
    }

    private synchronized Running startedOnce(WorkspaceId workspace) {
        Running running = all.get(workspace);
        return running == null ? started(workspace) : running;
    }
}
