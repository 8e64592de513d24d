package io.millrace.engine.job;

import io.millrace.engine.exchange.Channel;
import io.millrace.engine.exchange.Distribution.Broadcast;
import io.millrace.engine.exchange.Distribution.Forward;
import io.millrace.engine.exchange.Distribution.Rebalance;
import io.millrace.engine.exchange.HashDistribution;
import io.millrace.engine.exchange.LocalChannel;
import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.exchange.RingChannel;
import io.millrace.engine.task.BarrierListener;
import io.millrace.engine.task.Task;
import io.millrace.engine.task.TaskBuilder;
import io.millrace.engine.task.TaskEnvironment;
import io.millrace.engine.task.TaskListener;
import io.millrace.engine.task.TaskPools;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import io.millrace.spi.operator.OperatorFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Makes the tasks of a plan and the channels between them, for a job that runs in one process. Used once.
 */
final class PlanAssembly {

    /** An operator's place in the plan and in one task. */
    private record Place(int operator, int task) {}

    private final OperatorPlan plan;
    private final JobResources resources;
    private final Connections connections;
    private final NodeLedger ledger;
    private final TaskEnvironment.Notices notices;
    private final TaskListener listener;
    private final BarrierListener barriers;

    private final Map<Integer, Fragment> fragmentOf = new HashMap<>();
    private final Map<Place, AtomicReference<Task>> tasks = new HashMap<>();

    /** Channels by edge, then [writer task][reader task]; a null stands where the two do not talk. */
    private final Map<PlanEdge, List<List<Channel>>> channels = new HashMap<>();

    private final List<TaskPools> pools = new ArrayList<>();

    PlanAssembly(
            OperatorPlan plan,
            JobResources resources,
            Connections connections,
            NodeLedger ledger,
            TaskEnvironment.Notices notices,
            TaskListener listener,
            BarrierListener barriers) {
        this.plan = plan;
        this.resources = resources;
        this.connections = connections;
        this.ledger = ledger;
        this.notices = notices;
        this.listener = listener;
        this.barriers = barriers;
        plan.fragments().forEach(fragment -> fragment.operators().forEach(id -> fragmentOf.put(id, fragment)));
    }

    /** All tasks, by fragment id in the order of their index. */
    Map<Integer, List<Task>> assemble() {
        for (Fragment fragment : plan.fragments()) {
            for (int index = 0; index < fragment.parallelism(); index++) {
                AtomicReference<Task> reference = new AtomicReference<>();
                for (int operator : fragment.operators()) {
                    tasks.put(new Place(operator, index), reference);
                }
            }
        }
        plan.edges().forEach(edge -> channels.put(edge, channelsOf(edge)));
        Map<Integer, OperatorFactory> factories = new HashMap<>();
        plan.operators().forEach(operator -> factories.put(operator.id(), connections.factory(operator)));
        Map<Integer, List<Task>> byFragment = new HashMap<>();
        for (Fragment fragment : plan.fragments()) {
            byFragment.put(
                    fragment.id(),
                    IntStream.range(0, fragment.parallelism())
                            .mapToObj(index -> assemble(fragment, index, factories))
                            .toList());
        }
        return byFragment;
    }

    /** The buffers of all tasks; to look for leaks when all have ended. */
    List<TaskPools> pools() {
        return List.copyOf(pools);
    }

    private Task assemble(Fragment fragment, int index, Map<Integer, OperatorFactory> factories) {
        TaskPools taskPools = new TaskPools();
        pools.add(taskPools);
        TaskEnvironment environment = new TaskEnvironment(
                index,
                fragment.parallelism(),
                taskPools,
                ledger.forTask(),
                resources.clock(),
                resources.blockingWork(),
                notices);
        AtomicReference<Task> reference = reference(fragment.operators().getFirst(), index);
        TaskBuilder builder = new TaskBuilder(
                "fragment " + fragment.id() + " task " + index, environment, wake(reference), listener, barriers);
        for (int id : fragment.operators()) {
            PhysicalOperator operator = plan.operator(id);
            List<OutputPort> outputs = outputs(operator, index, taskPools);
            builder.add(
                    id,
                    operator.nodeId(),
                    Objects.requireNonNull(factories.get(id)),
                    inputs(operator, index),
                    outputs,
                    resources.state().create(operator.nodeId() + "-" + id, index, fragment.parallelism()));
        }
        Task task = builder.build();
        reference.set(task);
        return task;
    }

    private OperatorInputs inputs(PhysicalOperator operator, int index) {
        List<List<Channel>> ports = new ArrayList<>();
        for (int port = 0; port < operator.inputs().size(); port++) {
            List<Channel> ofPort = new ArrayList<>();
            for (PlanEdge edge : plan.edges()) {
                if (edge.to() == operator.id() && edge.toPort() == port) {
                    ofPort.addAll(readerSide(edge, index));
                }
            }
            ports.add(ofPort);
        }
        return new OperatorInputs(ports);
    }

    private List<OutputPort> outputs(PhysicalOperator operator, int index, TaskPools taskPools) {
        List<OutputPort> ports = new ArrayList<>();
        for (int port = 0; port < operator.outputs().size(); port++) {
            List<io.millrace.engine.exchange.Distribution> edges = new ArrayList<>();
            for (PlanEdge edge : plan.edges()) {
                if (edge.from() == operator.id() && edge.fromPort() == port) {
                    edges.add(distribution(edge, index, taskPools));
                }
            }
            ports.add(new OutputPort(edges));
        }
        return ports;
    }

    private io.millrace.engine.exchange.Distribution distribution(PlanEdge edge, int writer, TaskPools taskPools) {
        List<Channel> writerSide = matrix(edge).get(writer);
        return switch (edge.distribution()) {
            case Distribution.Local _, Distribution.Forward _ -> new Forward(writerSide.getFirst());
            case Distribution.Broadcast _ -> new Broadcast(writerSide);
            case Distribution.Rebalance _ -> new Rebalance(writerSide, writer);
            case Distribution.Hash(List<Integer> columns) ->
                new HashDistribution(writerSide, columns, taskPools.rows(), taskPools::pool);
        };
    }

    private List<Channel> readerSide(PlanEdge edge, int reader) {
        List<List<Channel>> matrix = matrix(edge);
        return switch (edge.distribution()) {
            case Distribution.Local _, Distribution.Forward _ ->
                List.of(matrix.get(reader).getFirst());
            case Distribution.Broadcast _, Distribution.Rebalance _, Distribution.Hash _ ->
                matrix.stream().map(writer -> writer.get(reader)).toList();
        };
    }

    private List<List<Channel>> channelsOf(PlanEdge edge) {
        int writers = fragment(edge.from()).parallelism();
        int readers = fragment(edge.to()).parallelism();
        List<List<Channel>> matrix = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int from = writer;
            matrix.add(
                    switch (edge.distribution()) {
                        case Distribution.Local _ -> List.of(new LocalChannel());
                        case Distribution.Forward _ -> List.of(ring(edge, from, from));
                        case Distribution.Broadcast _, Distribution.Rebalance _, Distribution.Hash _ ->
                            IntStream.range(0, readers)
                                    .<Channel>mapToObj(reader -> ring(edge, from, reader))
                                    .toList();
                    });
        }
        return matrix;
    }

    private RingChannel ring(PlanEdge edge, int writer, int reader) {
        return new RingChannel(wake(reference(edge.to(), reader)), wake(reference(edge.from(), writer)));
    }

    private static Runnable wake(AtomicReference<Task> reference) {
        return () -> {
            Task task = reference.get();
            if (task != null) {
                task.wake();
            }
        };
    }

    private AtomicReference<Task> reference(int operator, int task) {
        AtomicReference<Task> reference = tasks.get(new Place(operator, task));
        if (reference == null) {
            throw new IllegalStateException("Operator " + operator + " has no task " + task);
        }
        return reference;
    }

    private List<List<Channel>> matrix(PlanEdge edge) {
        List<List<Channel>> matrix = channels.get(edge);
        if (matrix == null) {
            throw new IllegalStateException("No channels for " + edge);
        }
        return matrix;
    }

    private Fragment fragment(int operator) {
        Fragment fragment = fragmentOf.get(operator);
        if (fragment == null) {
            throw new IllegalStateException("Operator " + operator + " is in no fragment");
        }
        return fragment;
    }
}
