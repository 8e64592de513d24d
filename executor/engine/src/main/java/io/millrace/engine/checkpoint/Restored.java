package io.millrace.engine.checkpoint;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyGroups;
import io.millrace.engine.checkpoint.TaskSnapshot.AtBarrier;
import io.millrace.protocol.job.Transfer;
import io.millrace.protocol.job.Transfer.StateName;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.error.RunException;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.source.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a checkpoint gives to the tasks of a later attempt, at whatever parallelism; also to those of another plan, as far as a
 * {@link Transfer} says. Immutable; any thread.
 */
public final class Restored {

    private final Manifest manifest;
    private final CheckpointStorage storage;
    private final OperatorPlan plan;
    private final Optional<Transfer> transfer;
    private final long nowMicros;

    /** What the tasks of an operator left that had not come to their ends, by the operator's id in the checkpoint. */
    private final Map<Integer, List<AtBarrier>> operators = new HashMap<>();

    /** Operators of the plan that only hand the end on. */
    private final Set<Integer> ended = new HashSet<>();

    /**
     * @param plan what goes on
     * @param transfer present when the checkpoint is another deployment's
     * @param nowMicros the time, for rows that are to live for a time and did not in that one
     */
    public Restored(
            Manifest manifest,
            CheckpointStorage storage,
            OperatorPlan plan,
            Optional<Transfer> transfer,
            long nowMicros) {
        this.manifest = manifest;
        this.storage = storage;
        this.plan = plan;
        this.transfer = transfer;
        this.nowMicros = nowMicros;
        for (TaskSnapshot task : manifest.tasks()) {
            for (AtBarrier operator : task.operators()) {
                operators
                        .computeIfAbsent(operator.operator(), _ -> new ArrayList<>())
                        .add(operator);
            }
        }
        plan.operators().forEach(this::findEnd);
    }

    /** In another plan rows may come again to an operator that had ended; then it begins anew. */
    private void findEnd(PhysicalOperator operator) {
        boolean hadEnded = origin(operator.id())
                .filter(there -> !operators.containsKey(there))
                .isPresent();
        boolean nothingComes = plan.edges().stream()
                .filter(edge -> edge.to() == operator.id())
                .map(PlanEdge::from)
                .allMatch(ended::contains);
        if (hadEnded && nothingComes) {
            ended.add(operator.id());
        }
    }

    /** The operator of the checkpoint in whose place one of the plan goes on. */
    private Optional<Integer> origin(int operator) {
        return transfer.isPresent()
                ? Optional.ofNullable(transfer.get().operators().get(operator))
                : Optional.of(operator);
    }

    /** What is restored. */
    public Manifest manifest() {
        return manifest;
    }

    /** The files that the deployment's own checkpoints may go on naming. */
    public List<StoredFile> ownFiles() {
        return transfer.isPresent() ? List.of() : manifest.files();
    }

    /** The number of the checkpoint from which an operator goes on; 0 when it begins anew. */
    public long checkpoint(int operator) {
        return origin(operator).isPresent() ? manifest.number() : 0;
    }

    /** Whether all tasks of an operator had come to their ends, so that it only hands the end on. */
    public boolean hasEnded(int operator) {
        return ended.contains(operator);
    }

    /**
     * The state of one operator of one task. May block.
     *
     * @param name of the operator in messages
     * @throws RunException {@link CheckpointErrors#DAMAGED} when a file is missing or damaged; names it
     */
    public OperatorState state(StateBackend backend, String name, int operator, Fragment fragment, int index) {
        List<OperatorSnapshot> snapshots =
                left(operator).stream().map(left -> takenOver(left.state())).toList();
        try {
            OperatorState state = backend.restore(
                    name,
                    KeyGroups.range(index, fragment.parallelism()),
                    index,
                    fragment.parallelism(),
                    snapshots,
                    storage);
            if (transfer.isPresent()) {
                state.detach(nowMicros);
            }
            return state;
        } catch (IOException e) {
            throw CheckpointErrors.reading(manifest.name() + ", states of " + name, e);
        }
    }

    private OperatorSnapshot takenOver(OperatorSnapshot left) {
        return transfer.isEmpty()
                ? left
                : new OperatorSnapshot(
                        left.groups(),
                        left.states().stream()
                                .filter(state -> transfer.get()
                                        .states()
                                        .contains(new StateName(
                                                state.id().nodeId(), state.id().role())))
                                .toList());
    }

    /**
     * Where the inputs of an operator stood. Where rows come by their keys it is where those tasks stood whose key groups one takes
     * over. Elsewhere rows stay with the task that reads them, and splits are dealt out anew: one that was behind may come to
     * any task, so all begin where the last one stood.
     *
     * @return of each port; none when all tasks had come to their ends, or the operator has other ports now
     */
    public Optional<List<RestoredTime>> times(int operator, Fragment fragment, int index) {
        boolean keyed = readsByKey(fragment);
        KeyGroupRange groups = KeyGroups.range(index, fragment.parallelism());
        List<AtBarrier> left = left(operator).stream()
                .filter(task -> !keyed || task.state().groups().overlaps(groups))
                .toList();
        int ports = plan.operator(operator).inputs().size();
        if (left.isEmpty() || left.stream().anyMatch(task -> task.watermarks().size() != ports)) {
            return Optional.empty();
        }
        return Optional.of(IntStream.range(0, ports)
                .mapToObj(port -> new RestoredTime(left.stream()
                        .map(task -> new RestoredTime.Stood(
                                task.state().groups(), task.watermarks().get(port)))
                        .toList()))
                .map(time -> keyed ? time : RestoredTime.of(time.least()))
                .toList());
    }

    /** Whether each row comes to the task that its key belongs to, or to all tasks. */
    private boolean readsByKey(Fragment fragment) {
        List<PlanEdge> outside = plan.edges().stream()
                .filter(edge -> fragment.operators().contains(edge.to())
                        && !fragment.operators().contains(edge.from()))
                .toList();
        return !outside.isEmpty()
                && outside.stream()
                        .allMatch(edge -> edge.distribution() instanceof Distribution.Hash
                                || edge.distribution() instanceof Distribution.Broadcast);
    }

    /** What is known once about a source, with the splits its tasks were reading first. */
    public Optional<SourceSnapshot> source(int operator) {
        List<Split> reading =
                left(operator).stream().flatMap(task -> task.splits().stream()).toList();
        return origin(operator)
                .flatMap(there -> manifest.sources().stream()
                        .filter(source -> source.operator() == there)
                        .findFirst())
                .map(source -> source.withFirst(reading));
    }

    private List<AtBarrier> left(int operator) {
        return origin(operator)
                .map(there -> operators.getOrDefault(there, List.of()))
                .orElse(List.of());
    }
}
