package io.millrace.designer.deployments.metrics;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.protocol.job.NodeCounts;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes in what deployments have counted, and holds points until they are written. Safe for several threads; never waits. */
@Singleton
public final class MetricRecorder {

    /** Some minutes of a hundred nodes, for a database that is away; then the oldest are lost. */
    private static final int MOST_POINTS = 50_000;

    private record Key(WorkspaceId workspace, String deployment) {}

    private final Map<Key, SecondMeter> meters = new HashMap<>();
    private final ArrayDeque<MetricPoint> points = new ArrayDeque<>();

    /**
     * Takes in what is counted now; to be called at least once a second.
     *
     * @param attempt 0 when nothing runs any more: then the deployment is forgotten
     */
    public synchronized void take(
            WorkspaceId workspace, String deployment, long attempt, List<NodeCounts> counts, Instant now) {
        Key key = new Key(workspace, deployment);
        if (attempt == 0) {
            meters.remove(key);
            return;
        }
        meters.computeIfAbsent(key, _ -> new SecondMeter(workspace, deployment)).take(attempt, counts, now, this::add);
    }

    private void add(MetricPoint point) {
        if (points.size() == MOST_POINTS) {
            points.removeFirst();
        }
        points.add(point);
    }

    /** All points that were not taken out yet. */
    synchronized List<MetricPoint> takeOut() {
        List<MetricPoint> out = new ArrayList<>(points);
        points.clear();
        return out;
    }
}
