package io.millrace.engine.job;

import io.millrace.columns.BatchPool;
import io.millrace.columns.BlockEncoder;
import io.millrace.columns.KeyGroups;
import io.millrace.engine.checkpoint.Restored;
import io.millrace.engine.exchange.ChannelReader;
import io.millrace.engine.exchange.ChannelWriter;
import io.millrace.engine.exchange.Distribution.Broadcast;
import io.millrace.engine.exchange.Distribution.Forward;
import io.millrace.engine.exchange.Distribution.Rebalance;
import io.millrace.engine.exchange.HashDistribution;
import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.exchange.RemoteChannels;
import io.millrace.engine.letter.LetterBox;
import io.millrace.engine.letter.LetterPort;
import io.millrace.engine.task.Task;
import io.millrace.engine.task.TaskBuilder;
import io.millrace.engine.task.TaskEnvironment;
import io.millrace.engine.task.TaskListener;
import io.millrace.engine.task.TaskPools;
import io.millrace.model.error.DeadLetter;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.NodePolicy;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.error.RunException;
import io.millrace.spi.operator.OperatorFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Makes the tasks that an executor has of a plan, and the channels between them and to those of others. Used once. */
final class PlanAssembly {

    /**
     * What was made.
     *
     * @param tasks in plan order
     * @param states of each task
     * @param pools the buffers of all tasks; to look for leaks when all have ended
     * @param remote the ends of channels to other executors
     */
    record Assembled(
            Map<TaskId, Task> tasks, Map<TaskId, TaskStates> states, List<TaskPools> pools, RemoteChannels remote) {}

    private final PartPlace place;
    private final OperatorPlan plan;
    private final JobResources resources;
    private final Connections connections;
    private final NodeLedger ledger;
    private final TaskEnvironment.Notices notices;
    private final TaskListener listener;
    private final PartChannels channels;
    private final Optional<Restored> restored;
    private final CheckpointFates fates;
    private final Consumer<TaskStates.Cut> cuts;
    private final Map<TaskId, TaskStates> states = new LinkedHashMap<>();
    private final Map<TaskId, AtomicReference<Task>> references = new HashMap<>();

    /**
     * @param peers sends to another executor, in the attempt's name
     * @param notices hears what operators tell
     * @param listener told how tasks end
     * @param restored what tasks go on from
     * @param fates what became of checkpoints
     * @param cuts told what tasks left at a barrier, on their threads
     */
    PlanAssembly(
            PartPlace place,
            JobResources resources,
            Connections connections,
            NodeLedger ledger,
            BiConsumer<ExecutorId, PeerMessage> peers,
            TaskEnvironment.Notices notices,
            TaskListener listener,
            Optional<Restored> restored,
            CheckpointFates fates,
            Consumer<TaskStates.Cut> cuts) {
        this.restored = restored;
        this.fates = fates;
        this.cuts = cuts;
        this.place = place;
        this.plan = place.plan();
        this.resources = resources;
        this.connections = connections;
        this.ledger = ledger;
        this.notices = notices;
        this.listener = listener;
        channels = new PartChannels(place, peers, this::wake);
    }

    /** Makes the tasks. May block when states are restored; when it fails nothing is left. */
    Assembled assemble() {
        try {
            return assembled();
        } catch (RuntimeException e) {
            states.values().forEach(TaskStates::close);
            throw e;
        }
    }

    private Assembled assembled() {
        Map<TaskId, Task> tasks = new LinkedHashMap<>();
        List<TaskPools> pools = new ArrayList<>();
        for (Fragment fragment : plan.fragments()) {
            if (!place.hasAny(fragment)) {
                continue;
            }
            Map<Integer, OperatorFactory> factories = new HashMap<>();
            fragment.operators().forEach(id -> factories.put(id, factory(plan.operator(id))));
            for (int index = 0; index < fragment.parallelism(); index++) {
                TaskId id = new TaskId(fragment.id(), index);
                if (place.isHere(id)) {
                    TaskPools own = new TaskPools();
                    pools.add(own);
                    tasks.put(id, assemble(fragment, id, factories, own));
                }
            }
        }
        return new Assembled(tasks, states, pools, channels.remote());
    }

    private OperatorFactory factory(PhysicalOperator operator) {
        return restored.isPresent() && restored.get().hasEnded(operator.id())
                ? EndedOperator.factory(
                        operator.inputs().size(), operator.outputs().size())
                : connections.factory(operator);
    }

    private Task assemble(Fragment fragment, TaskId id, Map<Integer, OperatorFactory> factories, TaskPools pools) {
        TaskEnvironment environment = new TaskEnvironment(
                id.index(),
                fragment.parallelism(),
                pools,
                ledger.forTask(),
                resources.clock(),
                resources.blockingWork(),
                notices);
        Map<Integer, OperatorState> ofOperators = new LinkedHashMap<>();
        TaskStates own = new TaskStates(id, ofOperators, fates, cuts);
        states.put(id, own);
        TaskBuilder builder = new TaskBuilder(
                "fragment " + fragment.id() + " task " + id.index(), environment, wake(id), listener, own);
        BlockEncoder encoder = new BlockEncoder();
        for (int operatorId : fragment.operators()) {
            PhysicalOperator operator = plan.operator(operatorId);
            OperatorInputs inputs = inputs(operator, id.index(), pools);
            restored.flatMap(earlier -> earlier.times(operatorId, fragment, id.index()))
                    .ifPresent(inputs::restore);
            OperatorState state = state(operator, fragment, id.index());
            ofOperators.put(operatorId, state);
            builder.add(
                    operatorId,
                    operator.nodeId(),
                    Objects.requireNonNull(factories.get(operatorId)),
                    inputs,
                    outputs(operator, id.index(), pools, encoder),
                    state.access(),
                    letters(operator, id.index(), pools, encoder),
                    operator.config().get("step").isPresent());
        }
        Task task = builder.build();
        reference(id).set(task);
        return task;
    }

    private OperatorState state(PhysicalOperator operator, Fragment fragment, int index) {
        String name = operator.nodeId() + "-" + operator.id();
        if (restored.isPresent() && !restored.get().hasEnded(operator.id())) {
            try {
                return restored.get().state(resources.state(), name, operator.id(), fragment, index);
            } catch (RunException e) {
                throw e.inNode(operator.nodeId());
            }
        }
        return resources.state().open(name, KeyGroups.range(index, fragment.parallelism()));
    }

    private OperatorInputs inputs(PhysicalOperator operator, int index, TaskPools pools) {
        List<List<ChannelReader>> ports = new ArrayList<>();
        for (int port = 0; port < operator.inputs().size(); port++) {
            List<ChannelReader> ofPort = new ArrayList<>();
            for (PlanEdge edge : plan.edges()) {
                if (edge.to() == operator.id() && edge.toPort() == port) {
                    ofPort.addAll(readers(edge, index, pools));
                }
            }
            ports.add(ofPort);
        }
        return new OperatorInputs(ports);
    }

    private List<ChannelReader> readers(PlanEdge edge, int index, TaskPools pools) {
        BatchPool batches =
                pools.pool(plan.operator(edge.from()).output(edge.fromPort()).schema());
        return switch (edge.distribution()) {
            case Distribution.Local _, Distribution.Forward _ ->
                List.of(channels.reader(edge, index, index, pools, batches));
            case Distribution.Broadcast _, Distribution.Rebalance _, Distribution.Hash _ ->
                IntStream.range(0, place.fragment(edge.from()).parallelism())
                        .mapToObj(writer -> channels.reader(edge, writer, index, pools, batches))
                        .toList();
        };
    }

    private List<OutputPort> outputs(PhysicalOperator operator, int index, TaskPools pools, BlockEncoder encoder) {
        List<OutputPort> ports = new ArrayList<>();
        for (int port = 0; port < operator.outputs().size(); port++) {
            ports.add(output(operator, port, index, pools, encoder));
        }
        return ports;
    }

    private OutputPort output(PhysicalOperator operator, int port, int index, TaskPools pools, BlockEncoder encoder) {
        List<io.millrace.engine.exchange.Distribution> edges = new ArrayList<>();
        for (PlanEdge edge : plan.edges()) {
            if (edge.from() == operator.id() && edge.fromPort() == port) {
                edges.add(distribution(edge, index, pools, encoder));
            }
        }
        return new OutputPort(edges);
    }

    private LetterBox letters(PhysicalOperator operator, int index, TaskPools pools, BlockEncoder encoder) {
        Map<String, LetterPort> bySink = new LinkedHashMap<>();
        for (String sink : operator.letters()) {
            OutputPort output = output(operator, operator.outputs().size() + bySink.size(), index, pools, encoder);
            bySink.put(sink, new LetterPort(output, pools.pool(DeadLetter.SCHEMA), pools.rows(), resources.clock()));
        }
        Map<String, LetterPort> byNode = new HashMap<>();
        for (NodePolicy policy : plan.policies()) {
            policy.to().map(bySink::get).ifPresent(port -> byNode.put(policy.nodeId(), port));
        }
        return new LetterBox(List.copyOf(bySink.values()), byNode);
    }

    private io.millrace.engine.exchange.Distribution distribution(
            PlanEdge edge, int index, TaskPools pools, BlockEncoder encoder) {
        return switch (edge.distribution()) {
            case Distribution.Local _, Distribution.Forward _ ->
                new Forward(channels.writer(edge, index, index, encoder));
            case Distribution.Broadcast _ -> new Broadcast(writers(edge, index, encoder));
            case Distribution.Rebalance _ -> new Rebalance(writers(edge, index, encoder), index);
            case Distribution.Hash(List<Integer> columns) ->
                new HashDistribution(writers(edge, index, encoder), columns, pools.rows(), pools::pool);
        };
    }

    private List<ChannelWriter> writers(PlanEdge edge, int index, BlockEncoder encoder) {
        return IntStream.range(0, place.fragment(edge.to()).parallelism())
                .mapToObj(reader -> channels.writer(edge, index, reader, encoder))
                .toList();
    }

    private Runnable wake(TaskId id) {
        AtomicReference<Task> reference = reference(id);
        return () -> {
            Task task = reference.get();
            if (task != null) {
                task.wake();
            }
        };
    }

    private AtomicReference<Task> reference(TaskId id) {
        return references.computeIfAbsent(id, _ -> new AtomicReference<>());
    }
}
