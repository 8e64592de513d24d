package io.millrace.designer.deployments.host;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.Coordinator;
import io.millrace.coordinator.CoordinatorSettings;
import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobLog;
import io.millrace.coordinator.JobStatus;
import io.millrace.coordinator.SavepointPort;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.log.PostgresJobLog;
import io.millrace.designer.permission.User;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Heartbeat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs the coordinator of one workspace. Takes the job log over with a new epoch at its first {@link #tick}, and is done when
 * a later one has taken over. One lock stands for the coordinator's one thread; {@link #heard} alone does not take it, as
 * networks must not wait for the database.
 */
public final class CoordinatorHost {

    private static final Logger LOG = Logger.getLogger(CoordinatorHost.class);

    /** How it is. */
    public enum Condition {
        /** The log was not taken over yet: the database is away. */
        WAITING,
        /** It decides. */
        AT_WORK,
        /** A later one has taken over. */
        DEPOSED,
        /** It was ended. */
        ENDED
    }

    private final WorkspaceId workspace;
    private final String owner;
    private final Transactions transactions;
    private final CoordinatorSettings settings;
    private final Clock clock;
    private final Supplier<ExecutorLines> lines;
    private final SavepointPort savepoints;
    private final HostListener listener;
    private final AskedFor askedFor = new AskedFor();
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Map<ExecutorId, Heartbeat> heartbeats = new ConcurrentHashMap<>();
    private final Set<ExecutorId> gone = ConcurrentHashMap.newKeySet();

    /** Guarded by the lock. */
    private Optional<Coordinator> coordinator = Optional.empty();

    /** What was said last of a job with which something is wrong; guarded by the lock. */
    private String reported = "";

    /** Whether anything was in this round; guarded by the lock. */
    private boolean isWrong;

    private volatile Condition condition = Condition.WAITING;

    /**
     * @param owner which process, for people
     * @param savepoints where the coordinator asks for checkpoints of savepoints
     * @param listener is called with the lock held
     */
    CoordinatorHost(
            WorkspaceId workspace,
            String owner,
            Transactions transactions,
            CoordinatorSettings settings,
            Clock clock,
            Supplier<ExecutorLines> lines,
            SavepointPort savepoints,
            HostListener listener) {
        this.workspace = workspace;
        this.owner = owner;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
        this.lines = lines;
        this.savepoints = savepoints;
        this.listener = listener;
    }

    /** How it is. */
    public Condition condition() {
        return condition;
    }

    /** Deploys in somebody's name; see {@link Coordinator#deploy}. */
    public void deploy(Deployment deployment, User user) {
        require(it -> askedFor.by(user, () -> it.deploy(deployment)));
    }

    /** Takes down what somebody wants; see {@link Coordinator#desire}. */
    public void desire(DeploymentId deployment, Desired desired, User user) {
        require(it -> askedFor.by(user, () -> it.desire(deployment, desired)));
    }

    /** Takes down at which parallelism somebody wants it to go on; see {@link Coordinator#rescale}. */
    public void rescale(DeploymentId deployment, int tasks, User user) {
        require(it -> askedFor.by(user, () -> it.rescale(deployment, tasks)));
    }

    /** Has a checkpoint taken beside those that are due; see {@link Coordinator#checkpoint}. */
    public void checkpoint(DeploymentId deployment, long after) {
        require(it -> it.checkpoint(deployment, after));
    }

    /** Shows rows for a while; see {@link Coordinator#tap}. Nothing happens where the deployment is not known. */
    public void tap(DeploymentId deployment, String node, String port, int forMillis) {
        locked(() -> coordinator
                .filter(it -> it.deployments().contains(deployment))
                .ifPresent(it -> it.tap(deployment, node, port, forMillis)));
    }

    /** An executor was heard; it counts at the next {@link #tick}. Of several heartbeats of one executor the last counts. */
    public void heard(Heartbeat heartbeat) {
        heartbeats.merge(
                heartbeat.executor(),
                heartbeat,
                (before, after) -> before.sequence() < after.sequence() ? after : before);
    }

    /** An executor has ended for certain; that counts at the next {@link #tick}, after what it said last. */
    public void gone(ExecutorId executor) {
        gone.add(executor);
    }

    /** Time has passed, or executors were heard. To be called several times a second. */
    public void tick() {
        locked(() -> {
            if (condition == Condition.WAITING) {
                takeOver();
            }
            if (condition == Condition.AT_WORK) {
                work();
            }
        });
    }

    /** Stops deciding. The next host finds all jobs as they are. */
    public void end() {
        locked(() -> {
            coordinator = Optional.empty();
            condition = Condition.ENDED;
        });
    }

    private void takeOver() {
        try {
            PostgresJobLog log = PostgresJobLog.takeOver(transactions, workspace, owner, askedFor);
            JobLog told = new ToldLog(log, event -> listener.written(event, askedFor.who(event)));
            coordinator = Optional.of(new Coordinator(
                    log.epoch(),
                    settings,
                    clock,
                    (to, command) -> lines.get().send(workspace, to, command),
                    told,
                    log.checkpoints(),
                    savepoints));
            condition = Condition.AT_WORK;
        } catch (JobLog.Unavailable e) {
            LOG.warnf("The job log of workspace %s cannot be taken over yet: %s", workspace, e.getMessage());
        }
    }

    private void work() {
        coordinator.ifPresent(it -> {
            isWrong = false;
            for (ExecutorId executor : List.copyOf(heartbeats.keySet())) {
                Heartbeat heartbeat = heartbeats.remove(executor);
                if (heartbeat != null) {
                    alone(() -> it.heard(heartbeat));
                }
            }
            for (ExecutorId executor : List.copyOf(gone)) {
                gone.remove(executor);
                alone(() -> it.gone(executor));
            }
            alone(it::tick);
            if (!isWrong) {
                reported = "";
            }
            depose(it);
            Map<DeploymentId, JobStatus> jobs = new LinkedHashMap<>();
            it.deployments().forEach(id -> jobs.put(id, it.status(id)));
            listener.observed(jobs);
        });
    }

    /** What is wrong with one job does not hold up the others, and is said once. */
    private void alone(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            isWrong = true;
            if (!e.toString().equals(reported)) {
                reported = e.toString();
                LOG.errorf(e, "A job of workspace %s cannot go on by a mistake of Millrace; others do", workspace);
            }
        }
    }

    private void require(Consumer<Coordinator> work) {
        locked(() -> {
            Coordinator it = coordinator.orElseThrow(() -> new JobLog.Unavailable(
                    "The job log was not taken over yet", new IllegalStateException(condition.name())));
            try {
                work.accept(it);
            } finally {
                depose(it);
            }
        });
    }

    private void depose(Coordinator it) {
        if (it.isDeposed() && condition == Condition.AT_WORK) {
            condition = Condition.DEPOSED;
            LOG.errorf(
                    "Another control plane has taken the jobs of workspace %s over. This one decides nothing any more: end one of the two",
                    workspace);
        }
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
