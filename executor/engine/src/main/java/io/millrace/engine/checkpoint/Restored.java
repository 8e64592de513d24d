package io.millrace.engine.checkpoint;

import io.millrace.columns.KeyGroups;
import io.millrace.engine.checkpoint.TaskSnapshot.AtBarrier;
import io.millrace.protocol.plan.Fragment;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.error.RunException;
import io.millrace.spi.source.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint gives to the tasks of a later attempt, at whatever parallelism. Immutable; any thread.
 */
public final class Restored {

    private final Manifest manifest;
    private final CheckpointStorage storage;

    /** What the tasks of an operator left that had not come to their ends. */
    private final Map<Integer, List<AtBarrier>> operators = new HashMap<>();

    public Restored(Manifest manifest, CheckpointStorage storage) {
        this.manifest = manifest;
        this.storage = storage;
        for (TaskSnapshot task : manifest.tasks()) {
            for (AtBarrier operator : task.operators()) {
                operators
                        .computeIfAbsent(operator.operator(), _ -> new ArrayList<>())
                        .add(operator);
            }
        }
    }

    /** What is restored. */
    public Manifest manifest() {
        return manifest;
    }

    /** Whether all tasks of an operator had come to their ends, so that it only hands the end on. */
    public boolean hasEnded(int operator) {
        return !operators.containsKey(operator);
    }

    /**
     * The state of one operator of one task. May block.
     *
     * @param name of the operator in messages
     * @throws RunException {@link CheckpointErrors#DAMAGED} when a file is missing or damaged; names it
     */
    public OperatorState state(StateBackend backend, String name, int operator, Fragment fragment, int index) {
        List<OperatorSnapshot> snapshots =
                left(operator).stream().map(AtBarrier::state).toList();
        try {
            return backend.restore(
                    name,
                    KeyGroups.range(index, fragment.parallelism()),
                    index,
                    fragment.parallelism(),
                    snapshots,
                    storage);
        } catch (IOException e) {
            throw CheckpointErrors.reading(manifest.name() + ", states of " + name, e);
        }
    }

    /**
     * The watermarks at which the inputs of an operator begin: where the last of its tasks stood. Behind a hash edge all stood
     * at the same. Elsewhere rows stay with the task that reads them, and splits are dealt out anew: one that was behind may
     * come to any task.
     *
     * @return of each port; none when all tasks had come to their ends
     */
    public Optional<List<Long>> watermarks(int operator) {
        return left(operator).stream().map(AtBarrier::watermarks).reduce(Restored::least);
    }

    private static List<Long> least(List<Long> one, List<Long> other) {
        List<Long> least = new ArrayList<>();
        for (int port = 0; port < one.size(); port++) {
            least.add(Math.min(one.get(port), other.get(port)));
        }
        return least;
    }

    /** What is known once about a source, with the splits its tasks were reading first. */
    public Optional<SourceSnapshot> source(int operator) {
        List<Split> reading =
                left(operator).stream().flatMap(task -> task.splits().stream()).toList();
        return manifest.sources().stream()
                .filter(source -> source.operator() == operator)
                .findFirst()
                .map(source -> source.withFirst(reading));
    }

    private List<AtBarrier> left(int operator) {
        return operators.getOrDefault(operator, List.of());
    }
}
