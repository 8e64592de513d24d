package io.millrace.designer.deployments.view;

import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PortCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes rates and shares of what the tasks of one deployment have counted. Counts come with heartbeats, about one a second,
 * so a rate is taken over several of them. Not thread-safe.
 */
public final class Meter {

    /** What rates are taken over: enough heartbeats that one more or less does not show. */
    private static final long WINDOW_NANOS = 5_000_000_000L;

    /** When heartbeats are overdue for so long, time without rows is counted in. */
    private static final long OVERDUE_NANOS = 2_000_000_000L;

    private static final double NANOS_PER_SECOND = 1e9;

    /** 9999-12-31: a watermark behind it is the one after the last row. */
    private static final long LAST_MICROS = 253_402_300_799_000_000L;

    private record Sample(long nanos, List<NodeCounts> counts, Map<String, NodeCounts> byNode) {}

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private long attempt;
    private long nowNanos;

    /**
     * Takes in what is known now.
     *
     * @param runs the attempt that runs, or 0 when none does: counts stay, rates end
     * @param counts since the attempt began
     */
    public void take(long runs, List<NodeCounts> counts, long now) {
        nowNanos = now;
        if (runs != attempt) {
            attempt = runs;
            samples.clear();
        }
        if (samples.isEmpty() || !samples.getLast().counts().equals(counts)) {
            if (!samples.isEmpty() && wentBack(samples.getLast(), counts)) {
                samples.clear();
            }
            samples.add(new Sample(
                    now, counts, counts.stream().collect(Collectors.toMap(NodeCounts::nodeId, Function.identity()))));
        }
        while (samples.size() > 2 && samples.getFirst().nanos() < now - WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    private static boolean wentBack(Sample before, List<NodeCounts> counts) {
        return counts.stream().anyMatch(node -> {
            NodeCounts earlier = before.byNode().get(node.nodeId());
            return earlier != null && (node.rowsIn() < earlier.rowsIn() || node.rowsOut() < earlier.rowsOut());
        });
    }

    /** What was counted last, in plan order. */
    public List<NodeCounts> counts() {
        return samples.isEmpty() ? List.of() : samples.getLast().counts();
    }

    /** By node, in plan order. */
    public List<NodeFigures> nodes() {
        return counts().stream().map(this::figures).toList();
    }

    /** Edge by edge, as drawn. */
    public List<EdgeFigures> edges(Drawing drawing) {
        return drawing.edges().stream()
                .map(edge -> {
                    Optional<PortCounts> now = port(samples.peekLast(), edge.from());
                    Optional<PortCounts> before = port(samples.peekFirst(), edge.from());
                    long rows = now.map(PortCounts::rows).orElse(0L);
                    long blocked = now.map(PortCounts::blockedNanos).orElse(0L)
                            - before.map(PortCounts::blockedNanos).orElse(0L);
                    return new EdgeFigures(
                            edge.from(),
                            edge.to(),
                            rows,
                            perSecond(rows - before.map(PortCounts::rows).orElse(0L)),
                            share(blocked, now.map(PortCounts::tasks).orElse(1)));
                })
                .toList();
    }

    private static Optional<PortCounts> port(@org.jspecify.annotations.Nullable Sample sample, PortRef from) {
        return Optional.ofNullable(sample)
                .flatMap(there -> Optional.ofNullable(there.byNode().get(from.node())))
                .flatMap(node -> node.ports().stream()
                        .filter(port -> port.port().equals(from.port()))
                        .findFirst());
    }

    private NodeFigures figures(NodeCounts now) {
        NodeCounts before = samples.getFirst().byNode().getOrDefault(now.nodeId(), now);
        double busy = share(now.busyNanos() - before.busyNanos(), now.tasks());
        double blocked = Math.min(1 - busy, share(now.blockedNanos() - before.blockedNanos(), now.tasks()));
        return new NodeFigures(
                now.nodeId(),
                now.rowsIn(),
                now.rowsOut(),
                now.rowsFailed(),
                now.rowsLate(),
                now.bytes(),
                perSecond(now.rowsIn() - before.rowsIn()),
                perSecond(now.rowsOut() - before.rowsOut()),
                busy,
                blocked,
                spanNanos() > 0 ? 1 - busy - blocked : 0,
                watermark(now.watermarkMicros()),
                now.stateBytes(),
                now.coldBytes(),
                now.firstErrors().stream().map(Reason::of).toList());
    }

    /** As a time; none where there is no event time, or no more of it. */
    public static Optional<Instant> watermark(long micros) {
        return micros == Long.MIN_VALUE || micros > LAST_MICROS
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    private double perSecond(long rows) {
        long span = spanNanos();
        return span == 0 ? 0 : rows * NANOS_PER_SECOND / span;
    }

    private double share(long nanos, int tasks) {
        long span = spanNanos();
        return span == 0 || tasks == 0 ? 0 : Math.clamp((double) nanos / span / tasks, 0, 1);
    }

    /** The time between the first and the last sample; 0 when there is nothing to compare, or nothing runs. */
    private long spanNanos() {
        if (attempt == 0 || samples.size() < 2) {
            return 0;
        }
        long end = samples.getLast().nanos();
        return (nowNanos - end > OVERDUE_NANOS ? nowNanos : end)
                - samples.getFirst().nanos();
    }
}
