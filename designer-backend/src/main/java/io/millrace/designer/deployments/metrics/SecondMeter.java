package io.millrace.designer.deployments.metrics;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.view.Meter;
import io.millrace.protocol.job.NodeCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes points of what one deployment has counted, one per node and second. Not thread-safe. */
final class SecondMeter {

    private final WorkspaceId workspace;
    private final String deployment;
    private long attempt;
    private Instant since = Instant.MIN;
    private Map<String, NodeCounts> before = Map.of();

    SecondMeter(WorkspaceId workspace, String deployment) {
        this.workspace = workspace;
        this.deployment = deployment;
    }

    /**
     * Takes in what is counted now, and makes points when a second is over.
     *
     * @param runs the attempt; counts of another one begin at 0
     */
    void take(long runs, List<NodeCounts> counts, Instant now, Consumer<MetricPoint> points) {
        if (runs != attempt || wentBack(counts)) {
            attempt = runs;
            before = Map.of();
            since = since.equals(Instant.MIN) ? second(now) : since;
        }
        Instant end = second(now);
        if (!end.isAfter(since)) {
            return;
        }
        double nanos = Duration.between(since, end).toNanos();
        counts.forEach(node -> points.accept(point(node, end, nanos)));
        since = end;
        Map<String, NodeCounts> latest = new HashMap<>();
        counts.forEach(node -> latest.put(node.nodeId(), node));
        before = latest;
    }

    private static Instant second(Instant now) {
        return Instant.ofEpochSecond(now.getEpochSecond());
    }

    private boolean wentBack(List<NodeCounts> counts) {
        return counts.stream().anyMatch(node -> {
            NodeCounts earlier = before.get(node.nodeId());
            return earlier != null && (node.rowsIn() < earlier.rowsIn() || node.rowsOut() < earlier.rowsOut());
        });
    }

    private MetricPoint point(NodeCounts now, Instant at, double nanos) {
        NodeCounts then = before.getOrDefault(
                now.nodeId(),
                new NodeCounts(
                        now.nodeId(), 0, 0, 0, 0, 0, 0, 0, Long.MIN_VALUE, List.of(), now.tasks(), List.of(), 0, 0));
        double busy = share(now.busyNanos() - then.busyNanos(), now.tasks(), nanos);
        return new MetricPoint(
                workspace,
                deployment,
                now.nodeId(),
                at,
                now.rowsIn() - then.rowsIn(),
                now.rowsOut() - then.rowsOut(),
                now.rowsFailed() - then.rowsFailed(),
                now.rowsLate() - then.rowsLate(),
                now.bytes() - then.bytes(),
                busy,
                Math.min(1 - busy, share(now.blockedNanos() - then.blockedNanos(), now.tasks(), nanos)),
                Meter.watermark(now.watermarkMicros()));
    }

    private static double share(long nanos, int tasks, double span) {
        return tasks == 0 ? 0 : Math.clamp(nanos / span / tasks, 0, 1);
    }
}
