package io.millrace.designer.deployments.host;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.Deployment.StartFrom;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobStatus;
import io.millrace.coordinator.state.Phase;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.deployments.metrics.MetricRecorder;
import io.millrace.designer.deployments.view.DeploymentView;
import io.millrace.designer.deployments.view.EventWords;
import io.millrace.designer.permission.User;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/**
 * What people are shown of the jobs of one workspace: made anew several times a second by the coordinator's thread, read by
 * all others without waiting for it. What was made too long ago is not shown as what is so now.
 */
final class Watch implements HostListener {

    private static final Logger LOG = Logger.getLogger(Watch.class);

    /** Older than this, what a coordinator found is news of the past: it waits for the database, or is deposed. */
    private static final Duration STALE = Duration.ofSeconds(4);

    private static final long PUBLISH_NANOS = 1_000_000_000L;

    private record Published(Map<String, DeploymentView> views, long nanos, Instant at) {}

    private final WorkspaceId workspace;
    private final DeploymentRows rows;
    private final Clock clock;
    private final DeploymentNews news;
    private final MetricRecorder metrics;
    private final SavepointDemand savepoints;
    private final Function<ExecutorId, String> executorNames;
    private final Map<DeploymentId, Live> live = new LinkedHashMap<>();
    private final Map<DeploymentId, JobEvent> last = new HashMap<>();
    private final Set<DeploymentId> changed = new HashSet<>();
    private final Set<DeploymentId> ended = new HashSet<>();
    private long nextPublishNanos = Long.MIN_VALUE;
    private volatile Published published = new Published(Map.of(), 0, Instant.EPOCH);

    Watch(
            WorkspaceId workspace,
            DeploymentRows rows,
            Clock clock,
            DeploymentNews news,
            MetricRecorder metrics,
            SavepointDemand savepoints,
            Function<ExecutorId, String> executorNames) {
        this.workspace = workspace;
        this.rows = rows;
        this.clock = clock;
        this.news = news;
        this.metrics = metrics;
        this.savepoints = savepoints;
        this.executorNames = executorNames;
    }

    /** A deployment that has not ended, as of now. */
    Optional<DeploymentView> view(String deployment) {
        Published current = published;
        return Optional.ofNullable(current.views().get(deployment))
                .map(view -> clock.nanoTime() - current.nanos() > STALE.toNanos()
                                && view.endedAt().isEmpty()
                        ? view.without(new DeploymentView.NoContact(
                                view.executors().stream().findFirst().orElse("the control plane"), current.at()))
                        : view);
    }

    @Override
    public void written(JobEvent event, Optional<User> who) {
        Optional<JobEvent> before = Optional.ofNullable(last.put(event.deployment(), event));
        changed.add(event.deployment());
        news.happened(workspace, event.deployment(), EventWords.of(before, event, who.map(User::name), executorNames));
    }

    @Override
    public void observed(Map<DeploymentId, JobStatus> jobs) {
        long nanos = clock.nanoTime();
        Instant now = Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
        boolean isDue = nextPublishNanos == Long.MIN_VALUE || nanos - nextPublishNanos >= 0;
        if (isDue) {
            nextPublishNanos = nanos + PUBLISH_NANOS;
        }
        Map<String, DeploymentView> views = new LinkedHashMap<>();
        jobs.forEach((id, status) -> {
            if (!ended.contains(id)) {
                observe(id, status, nanos, now, isDue).ifPresent(view -> views.put(id.value(), view));
            }
        });
        ended.retainAll(jobs.keySet());
        published = new Published(views, nanos, now);
    }

    private Optional<DeploymentView> observe(
            DeploymentId id, JobStatus status, long nanos, Instant now, boolean isDue) {
        try {
            Live known = live.get(id);
            boolean isChanged = changed.remove(id) || known == null;
            if (known == null) {
                DeploymentRow row = rows.find(workspace, id.value()).orElse(null);
                if (row == null) {
                    return Optional.empty();
                }
                known = new Live(row, rows.drawing(workspace, row.pipeline(), row.revision()));
                live.put(id, known);
                last.putIfAbsent(id, row.last());
            } else if (isChanged) {
                rows.find(workspace, id.value()).ifPresent(known::row);
            }
            DeploymentView view = restoring(known.row(), known.observe(status, nanos, now));
            metrics.take(workspace, id.value(), status.state().attempt(), status.nodes(), now);
            if (status.state().isFinal()) {
                conclude(id, status, known);
            }
            boolean isStep = isChanged || known.saysAnotherStatus(view);
            if (isStep || isDue) {
                news.is(workspace, view, isStep);
            }
            return Optional.of(view);
        } catch (JdbiException e) {
            changed.add(id);
            LOG.warnf("Deployment %s cannot be read now: %s", id, e.getMessage());
            return Optional.ofNullable(published.views().get(id.value()));
        }
    }

    private DeploymentView restoring(DeploymentRow row, DeploymentView view) {
        if (!(row.startFrom() instanceof StartFrom.Savepoint start)
                || row.last().state().phase() != Phase.SCHEDULING) {
            return view;
        }
        return savepoints
                .progress(workspace, start.savepoint())
                .map(now -> view.with(
                        new DeploymentView.Restoring(start.savepoint(), now.bytes(), now.of(), now.waitsFor())))
                .orElse(view);
    }

    private void conclude(DeploymentId id, JobStatus status, Live known) {
        if (!status.nodes().isEmpty()) {
            rows.keep(workspace, id.value(), status.nodes());
        }
        rows.find(workspace, id.value()).ifPresent(known::row);
        live.remove(id);
        last.remove(id);
        ended.add(id);
    }
}
