package io.millrace.designer.deployments.savepoints;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.DeploymentRefused;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobLog;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.host.CoordinatorHost.Condition;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.millrace.designer.deployments.host.SavepointDemand;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.deployments.savepoints.SavepointOrders.Standing;
import io.millrace.designer.deployments.savepoints.SavepointRow.Phase;
import io.millrace.designer.deployments.savepoints.SavepointView.Progress;
import io.millrace.designer.events.Later;
import io.millrace.model.error.RunError;
import io.millrace.model.io.DocumentWriter;
import io.millrace.model.json.CanonicalJson;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointOrder.Work;
import io.millrace.protocol.job.SavepointReport.State;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/**
 * Brings every savepoint to its end: has the deployment take its checkpoint, an executor write it, and what is not wanted any more
 * removed; and the checkpoints that deployments start at which start from savepoints. Where everything is stands in the database, so the loop of the next process goes on with it. Works while this process
 * owns the coordinator of the workspace.
 */
@ApplicationScoped
public class SavepointLoop {

    private static final Logger LOG = Logger.getLogger(SavepointLoop.class);

    private static final Duration AGAIN = Duration.ofMillis(500);

    private static final Duration EVERYWHERE = Duration.ofSeconds(10);

    /** What executors say of a checkpoint that was removed. */
    private static final String GONE = "checkpoint.missing";

    /** After the coordinators have begun. */
    private static final int FIFTH = 5;

    private record Key(WorkspaceId workspace, String savepoint) {}

    private final Transactions transactions;
    private final SavepointRows rows;
    private final DeploymentRows deployments;
    private final CoordinatorHosts hosts;
    private final SavepointOrders orders;
    private final SavepointRestores restores;
    private final SavepointDemand demand;
    private final Clearing clearing;
    private final Clock clock;
    private final Later later;

    /** Where there may be something to do. */
    private final Set<WorkspaceId> awake = ConcurrentHashMap.newKeySet();

    private final Map<Key, Standing> standing = new ConcurrentHashMap<>();

    /** What was said last of those with which something is wrong. */
    private final Map<Key, String> reported = new ConcurrentHashMap<>();

    /** Uploads that come to this process now. */
    private final Set<Key> receiving = ConcurrentHashMap.newKeySet();

    private volatile boolean isEnded;

    SavepointLoop(
            Transactions transactions,
            SavepointRows rows,
            DeploymentRows deployments,
            CoordinatorHosts hosts,
            SavepointOrders orders,
            SavepointRestores restores,
            SavepointDemand demand,
            Clearing clearing,
            Clock clock,
            Later later) {
        this.transactions = transactions;
        this.rows = rows;
        this.deployments = deployments;
        this.hosts = hosts;
        this.orders = orders;
        this.restores = restores;
        this.demand = demand;
        this.clearing = clearing;
        this.clock = clock;
        this.later = later;
    }

    void begin(@Observes @Priority(FIFTH) StartupEvent start) {
        lookEverywhere();
        again();
    }

    /** From time to time: what is to be cleared becomes due without anybody saying so. */
    private void lookEverywhere() {
        if (isEnded) {
            return;
        }
        try {
            awake.addAll(transactions.outside(transaction -> transaction
                    .handle()
                    .createQuery("SELECT id FROM workspace")
                    .map((row, _) -> new WorkspaceId(row.getObject("id", UUID.class)))
                    .list()));
        } catch (JdbiException e) {
            LOG.warnf("The list of workspaces cannot be read now: %s", e.getMessage());
        }
        later.after(EVERYWHERE, this::lookEverywhere);
    }

    void end(@Observes ShutdownEvent stop) {
        isEnded = true;
    }

    /** Something is to be done in a workspace. */
    void wake(WorkspaceId workspace) {
        awake.add(workspace);
    }

    /** An upload comes to this process; {@link #received} ends that. */
    void receives(WorkspaceId workspace, String savepoint) {
        receiving.add(new Key(workspace, savepoint));
    }

    /** The upload is over. */
    void received(WorkspaceId workspace, String savepoint) {
        receiving.remove(new Key(workspace, savepoint));
        wake(workspace);
    }

    /** How far a savepoint is, as far as was heard. */
    Optional<Progress> progress(WorkspaceId workspace, String savepoint) {
        return Optional.ofNullable(standing.get(new Key(workspace, savepoint)))
                .map(Standing::progress)
                .map(now -> new Progress(now.bytes(), now.of()));
    }

    private void again() {
        if (!isEnded) {
            later.after(AGAIN, () -> {
                try {
                    Stream.concat(awake.stream(), demand.workspaces().stream())
                            .distinct()
                            .toList()
                            .forEach(this::round);
                } finally {
                    again();
                }
            });
        }
    }

    private void round(WorkspaceId workspace) {
        if (hosts.of(workspace).condition() != Condition.AT_WORK) {
            return;
        }
        // Whoever wakes it from now on is heard at the next round.
        awake.remove(workspace);
        try {
            for (SavepointRow row : rows.unfinished(workspace)) {
                awake.add(workspace);
                alone(workspace, row.id(), () -> step(workspace, row));
            }
            for (String savepoint : restores.wanted(workspace)) {
                alone(workspace, savepoint, () -> restores.step(workspace, savepoint));
            }
            alone(workspace, "leftovers", () -> {
                if (clearing.step(workspace, restores.written())) {
                    awake.add(workspace);
                }
            });
        } catch (JdbiException e) {
            awake.add(workspace);
            LOG.warnf("Savepoints cannot be looked after now: %s", e.getMessage());
        }
    }

    /** One with which something is wrong must not hold up the others; what that is is said once. */
    private void alone(WorkspaceId workspace, String savepoint, Runnable step) {
        Key key = new Key(workspace, savepoint);
        try {
            step.run();
            reported.remove(key);
        } catch (RuntimeException e) {
            if (!e.toString().equals(reported.put(key, e.toString()))) {
                LOG.errorf(e, "The savepoint %s cannot be brought to its end; others go on", savepoint);
            }
        }
    }

    private void step(WorkspaceId workspace, SavepointRow row) {
        switch (row.phase()) {
            case RECEIVING -> {
                if (!receiving.contains(new Key(workspace, row.id()))) {
                    // The process that received it is gone, and whoever sent it knows.
                    rows.deleting(workspace, row.id());
                }
            }
            case CHECKPOINT -> await(workspace, row);
            case WRITING -> write(workspace, row);
            case FAILING, DELETING -> remove(workspace, row);
            case COMPLETE, FAILED -> {
                // At its end.
            }
        }
    }

    private void await(WorkspaceId workspace, SavepointRow row) {
        Optional<DeploymentRow> deployment = row.deployment().flatMap(id -> deployments.find(workspace, id));
        if (deployment.isEmpty()) {
            fail(
                    workspace,
                    row,
                    RunError.external("savepoint.ended", "The deployment and its pipeline were deleted first.", false));
            return;
        }
        DeploymentId id = new DeploymentId(deployment.get().id());
        try {
            switch (Awaiting.of(row, deployment.get(), deployments.checkpoints(workspace, id.value()))) {
                case Awaiting.Found(var checkpoint) -> {
                    rows.writing(
                            workspace,
                            row.id(),
                            checkpoint.number(),
                            checkpoint.manifest().orElseThrow());
                    // At once, so that it is pinned before newer ones take its place.
                    rows.find(workspace, row.id())
                            .filter(found -> found.phase() == Phase.WRITING)
                            .ifPresent(found -> write(workspace, found));
                }
                case Awaiting.Ask _ -> hosts.of(workspace).checkpoint(id, row.afterCheckpoint());
                case Awaiting.Suspend _ -> hosts.of(workspace).desire(id, Desired.SUSPEND, row.author());
                case Awaiting.Wait _ -> {
                    // The next round looks again.
                }
                case Awaiting.Never(RunError reason) -> fail(workspace, row, reason);
            }
        } catch (DeploymentRefused e) {
            // It has ended in between; the next round finds out how.
            LOG.debugf("Deployment %s takes no checkpoint for a savepoint now: %s", id, e.getMessage());
        } catch (JobLog.Unavailable | JobLog.NotOwner e) {
            LOG.warnf("The savepoint %s has to wait: %s", row.id(), e.getMessage());
        }
    }

    private void write(WorkspaceId workspace, SavepointRow row) {
        Optional<Standing> known = standing(workspace, row).or(() -> row.executor()
                .map(ExecutorId::new)
                .or(() -> orders.executor(workspace, where(workspace, row)))
                .flatMap(executor -> export(workspace, row, executor)));
        known.ifPresent(order -> {
            order.say();
            order.end().ifPresent(end -> {
                switch (end) {
                    case State.Done(var contents, var _)
                    when contents.isPresent() -> rows.complete(workspace, row.id(), contents.get(), now());
                    case State.Failed(RunError error)
                    when error.code().equals(GONE) && !row.stop() ->
                        // Newer ones had taken its place before it was pinned; there is one of them now.
                        rows.again(workspace, row.id());
                    case State.Failed(RunError error) -> fail(workspace, row, error);
                    case State.Done _, State.UnderWay _ ->
                        throw new IllegalStateException("An executor has made nothing: " + end);
                }
                forget(workspace, row);
            });
        });
    }

    /** Best one where the deployment runs: the files may be on its machine. */
    private Set<ExecutorId> where(WorkspaceId workspace, SavepointRow row) {
        return row.deployment()
                .flatMap(id -> deployments.find(workspace, id))
                .map(deployment -> deployment.last().state().executors())
                .orElse(Set.of());
    }

    private Optional<Standing> export(WorkspaceId workspace, SavepointRow row, ExecutorId executor) {
        String deployment = row.deployment().orElseThrow();
        Optional<DeploymentRow> of = deployments.find(workspace, deployment);
        Optional<Work> work = of.flatMap(found -> deployments
                .document(workspace, found.pipeline(), found.revision())
                .map(document -> new Work.Export(
                        new DeploymentId(deployment),
                        row.checkpoint().orElseThrow(),
                        row.manifest().orElseThrow(),
                        deployments.plan(workspace, deployment),
                        CanonicalJson.print(DocumentWriter.json(document)))));
        if (work.isEmpty()) {
            fail(
                    workspace,
                    row,
                    RunError.external("savepoint.ended", "The deployment and its pipeline were deleted first.", false));
            return Optional.empty();
        }
        rows.at(workspace, row.id(), executor.value());
        return Optional.of(given(workspace, row, executor, work.get()));
    }

    private void remove(WorkspaceId workspace, SavepointRow row) {
        Optional<Standing> known = standing(workspace, row);
        if (known.isPresent() && !known.get().removes()) {
            // It was written until now. Whoever is at it ends that, once told to remove it.
            forget(workspace, row);
            known = Optional.empty();
        }
        Set<ExecutorId> best = row.executor().map(ExecutorId::new).map(Set::of).orElse(Set.of());
        known = known.or(() -> orders.executor(workspace, best)
                .map(executor -> given(
                        workspace,
                        row,
                        executor,
                        new Work.Remove(
                                row.deployment().map(DeploymentId::new),
                                row.restored().map(SavepointOrder::restored)))));
        known.ifPresent(order -> {
            order.say();
            order.end().ifPresent(end -> {
                if (end instanceof State.Done && row.phase() == Phase.DELETING) {
                    rows.gone(workspace, row.id());
                } else if (end instanceof State.Done) {
                    rows.tidied(workspace, row.id());
                } else {
                    LOG.warnf("The files of savepoint %s cannot be removed yet: %s", row.id(), end);
                }
                forget(workspace, row);
            });
        });
    }

    private void fail(WorkspaceId workspace, SavepointRow row, RunError reason) {
        rows.fail(workspace, row.id(), row.phase() == Phase.CHECKPOINT ? Phase.FAILED : Phase.FAILING, reason, now());
    }

    private Standing given(WorkspaceId workspace, SavepointRow row, ExecutorId executor, Work work) {
        Standing order = orders.give(workspace, executor, row.id(), work);
        standing.put(new Key(workspace, row.id()), order);
        return order;
    }

    private Optional<Standing> standing(WorkspaceId workspace, SavepointRow row) {
        return Optional.ofNullable(standing.get(new Key(workspace, row.id())));
    }

    private void forget(WorkspaceId workspace, SavepointRow row) {
        Standing order = standing.remove(new Key(workspace, row.id()));
        if (order != null) {
            order.close();
        }
    }

    private Instant now() {
        return Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
    }
}
