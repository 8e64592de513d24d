package io.millrace.engine.job;

import io.millrace.engine.port.PortLedger;
import io.millrace.engine.task.TaskEnvironment;
import io.millrace.model.error.RunError;
import io.millrace.model.type.EdgeSchema;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PortCounts;
import io.millrace.protocol.plan.NodePolicy;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.error.RunException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Counters and error policies of a job's nodes on one executor: each task writes its own, anyone reads the sums. */
final class NodeLedger {

    private final Map<String, NodePolicy> policies = new HashMap<>();
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();
    private final PortLedger ports;
    private final Set<String> order = new LinkedHashSet<>();

    /**
     * Of the nodes that have tasks here.
     *
     * @param ports what passes their ports, and who looks at it
     */
    NodeLedger(PartPlace place, PortLedger ports) {
        this.ports = ports;
        place.plan().policies().forEach(policy -> policies.put(policy.nodeId(), policy));
        for (PhysicalOperator operator : place.plan().operators()) {
            if (place.hasAny(place.fragment(operator.id()))) {
                order.addAll(operator.nodeIds());
            }
        }
    }

    /** What one task sees. */
    TaskEnvironment.Nodes forTask() {
        return new TaskNodes();
    }

    /**
     * Sums over all tasks, by node in plan order. Any thread.
     *
     * @param stateBytes how large the states of the nodes are that have any
     */
    List<NodeCounts> counts(Map<String, StateBytes> stateBytes) {
        return order.stream()
                .map(id -> node(id).counts(ports.counts(id), stateBytes.getOrDefault(id, StateBytes.NONE)))
                .toList();
    }

    private Node node(String id) {
        return nodes.computeIfAbsent(
                id, key -> new Node(policies.getOrDefault(key, new NodePolicy(key, NodePolicy.Action.FAIL, 0))));
    }

    private static final class Node {

        private final NodePolicy policy;
        private final List<NodeMetrics> tasks = new CopyOnWriteArrayList<>();
        private final AtomicLong failed = new AtomicLong();
        private final ConcurrentLinkedQueue<RunError> errors = new ConcurrentLinkedQueue<>();

        Node(NodePolicy policy) {
            this.policy = policy;
        }

        NodeCounts counts(List<PortCounts> ports, StateBytes stateBytes) {
            long watermark = Long.MAX_VALUE;
            for (NodeMetrics task : tasks) {
                watermark = Math.min(watermark, task.get(Metric.WATERMARK));
            }
            return new NodeCounts(
                    policy.nodeId(),
                    sum(Metric.ROWS_IN),
                    ports.stream().mapToLong(PortCounts::rows).sum(),
                    sum(Metric.ROWS_FAILED),
                    sum(Metric.ROWS_LATE),
                    sum(Metric.BYTES),
                    sum(Metric.BUSY_NANOS),
                    sum(Metric.BLOCKED_NANOS),
                    tasks.isEmpty() ? Long.MIN_VALUE : watermark,
                    List.copyOf(errors),
                    tasks.size(),
                    ports,
                    stateBytes.all(),
                    stateBytes.cold());
        }

        private long sum(Metric metric) {
            long sum = 0;
            for (NodeMetrics task : tasks) {
                sum += task.get(metric);
            }
            return sum;
        }

        void report(RunError error, NodeMetrics metrics) {
            RunError named = error.inNode(policy.nodeId());
            metrics.add(Metric.ROWS_FAILED, 1);
            long count = failed.incrementAndGet();
            if (count <= NodeCounts.MOST_ERRORS) {
                errors.add(named);
            }
            switch (policy.action()) {
                case FAIL -> throw new RunException(named);
                case SKIP, DEAD_LETTER -> {
                    if (count > policy.limit()) {
                        throw new RunException(new RunError(
                                named.domain(),
                                "errors.limit",
                                named.nodeId(),
                                "More than " + policy.limit() + " rows failed in this node, its limit. The last: "
                                        + named.message(),
                                named.position(),
                                false));
                    }
                }
            }
        }
    }

    private final class TaskNodes implements TaskEnvironment.Nodes {

        private final Map<String, NodeMetrics> metrics = new HashMap<>();

        @Override
        public NodeMetrics metrics(String nodeId) {
            return metrics.computeIfAbsent(nodeId, id -> {
                NodeMetrics fresh = new NodeMetrics();
                node(id).tasks.add(fresh);
                return fresh;
            });
        }

        @Override
        public PortMeter port(String nodeId, String port, EdgeSchema rows) {
            return ports.meter(nodeId, port, rows);
        }

        @Override
        public RowErrors errors(String nodeId) {
            NodeMetrics nodeMetrics = metrics(nodeId);
            Node node = node(nodeId);
            return (error, _) -> node.report(error, nodeMetrics);
        }
    }
}
