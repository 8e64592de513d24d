package io.millrace.designer.deployments.metrics;

import io.millrace.coordinator.Clock;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.ProcessName;
import io.millrace.designer.events.Later;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/** Has points written every few seconds and, where it has the lease, rolled up and pruned every minute. */
@ApplicationScoped
public class MetricLoop {

    private static final Logger LOG = Logger.getLogger(MetricLoop.class);

    private static final Duration WRITE = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final String LEASE_NAME = "metrics";

    /** Points of a second are written by then, with room for a database that was slow. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private final MetricRecorder recorder;
    private final MetricStore store;
    private final Leases leases;
    private final Clock clock;
    private final Later later;
    private final ProcessName self;
    private final Set<WorkspaceId> workspaces = ConcurrentHashMap.newKeySet();
    private final Map<WorkspaceId, Instant> rolledUpTo = new HashMap<>();
    private volatile boolean isEnded;

    MetricLoop(MetricRecorder recorder, MetricStore store, Leases leases, Clock clock, Later later, ProcessName self) {
        this.recorder = recorder;
        this.store = store;
        this.leases = leases;
        this.clock = clock;
        this.later = later;
        this.self = self;
    }

    /** Begins. */
    public void begin() {
        again();
    }

    /** From now on the figures of this workspace are tidied, too. */
    public void add(WorkspaceId workspace) {
        workspaces.add(workspace);
    }

    /** Ends; what was not written by now is lost. */
    public void end() {
        isEnded = true;
    }

    private void again() {
        if (!isEnded) {
            later.after(WRITE, () -> {
                try {
                    round();
                } catch (JdbiException e) {
                    LOG.warnf("Figures could not be kept this time: %s", e.getMessage());
                } finally {
                    again();
                }
            });
        }
    }

    private void round() {
        recorder.takeOut().stream()
                .collect(Collectors.groupingBy(MetricPoint::workspace))
                .forEach(store::write);
        Instant now = Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
        for (WorkspaceId workspace : workspaces) {
            tidy(workspace, now);
        }
    }

    /** Whole minutes that are over are rolled up once; after a start, those of the last hour again, which changes nothing. */
    private void tidy(WorkspaceId workspace, Instant now) {
        Instant upTo = now.minus(LATE).truncatedTo(ChronoUnit.MINUTES);
        Instant after = rolledUpTo.getOrDefault(
                workspace, upTo.minus(Step.SECOND.kept()).truncatedTo(ChronoUnit.MINUTES));
        if (upTo.isAfter(after) && leases.take(workspace, LEASE_NAME, self.text(), LEASE)) {
            store.rollUp(workspace, after, upTo);
            store.prune(workspace, now);
            rolledUpTo.put(workspace, upTo);
        }
    }
}
