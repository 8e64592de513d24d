package io.millrace.engine.inspect;

import io.millrace.engine.checkpoint.CheckpointErrors;
import io.millrace.engine.checkpoint.CheckpointFiles;
import io.millrace.engine.checkpoint.Manifest;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.Column;
import io.millrace.protocol.job.KeyedState;
import io.millrace.protocol.job.StateQuery;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanIdentity;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.KeyReader;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.error.RunException;
import io.millrace.spi.state.StateId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers one question about a checkpoint. Blocks while it reads; one thread. */
final class StateReader {

    /** Of one state in one task; a number is kept for each while it is looked through. */
    private static final long MOST_ROWS_PASSED = 50_000_000;

    /** Of one key in one state; enough to count what nobody reads to its end. */
    private static final int MOST_ROWS_TAKEN = 100_000;

    private final CheckpointStorage storage;
    private final KeyReader reader;

    StateReader(CheckpointStorage storage, KeyReader reader) {
        this.storage = storage;
        this.reader = reader;
    }

    /** One state of one operator, as all its tasks left it. */
    private record Kept(
            PhysicalOperator operator,
            State first,
            List<Column> key,
            List<OperatorSnapshot> snapshots,
            long rows,
            long bytes) {

        String node() {
            return first.id().nodeId();
        }
    }

    /**
     * The states that are found by a key and, where one is asked for, what they hold of it.
     *
     * @throws RunException why there is no answer
     */
    List<KeyedState> read(StateQuery query) {
        Manifest manifest = new CheckpointFiles(storage).read(query.manifest());
        if (!manifest.deployment().equals(query.deployment()) || manifest.number() != query.checkpoint()) {
            throw CheckpointErrors.damaged(query.manifest(), "is of " + manifest.name());
        }
        if (!manifest.plan().equals(PlanIdentity.of(query.plan()))) {
            throw StateErrors.otherPlan(query.checkpoint());
        }
        List<Kept> all = kept(manifest, query.plan());
        if (query.key().isEmpty()) {
            return all.stream().map(kept -> told(kept, Optional.empty())).toList();
        }
        StateQuery.Key key = query.key().get();
        PipelineZone zone = new PipelineZone(query.plan().timeZone());
        List<Kept> asked =
                all.stream().filter(kept -> kept.node().equals(key.nodeId())).toList();
        if (asked.isEmpty()) {
            throw StateErrors.noState(key.nodeId(), query.checkpoint());
        }
        Kept chosen = asked.stream()
                .filter(kept -> kept.key().size() == key.values().size())
                .findFirst()
                .orElseThrow(() -> StateErrors.otherColumns(
                        key.nodeId(), asked.getFirst().key(), key.values().size()));
        // Columns of the same types take the same values: what is none is said of the node that was asked for.
        KeyVectors wanted =
                KeyVectors.of(key.nodeId(), chosen.key(), chosen.first().layout(), key.values(), zone);
        Set<List<String>> names = new HashSet<>();
        asked.stream().filter(kept -> isAlike(chosen, kept)).forEach(kept -> names.add(names(kept)));
        List<KeyedState> states = new ArrayList<>();
        for (Kept kept : all) {
            boolean isOfKey =
                    isAlike(chosen, kept) && (kept.node().equals(key.nodeId()) || names.contains(names(kept)));
            states.add(told(kept, isOfKey ? Optional.of(find(kept, wanted)) : Optional.empty()));
        }
        return states;
    }

    /** Whether the same values can be keys of both: as many columns, of the same types. */
    private static boolean isAlike(Kept one, Kept other) {
        return types(one).equals(types(other));
    }

    private static List<String> types(Kept kept) {
        return kept.key().stream()
                .map(column -> column.type().type().toString())
                .toList();
    }

    private static List<String> names(Kept kept) {
        return kept.key().stream().map(Column::name).toList();
    }

    private static KeyedState told(Kept kept, Optional<KeyedState.Found> found) {
        return new KeyedState(
                kept.node(),
                kept.first().id().role(),
                switch (kept.first().kind()) {
                    case TABLE -> KeyedState.Kind.TABLE;
                    case LIST -> KeyedState.Kind.LIST;
                    case ORDERED -> KeyedState.Kind.ORDERED;
                    case BROADCAST -> KeyedState.Kind.BROADCAST;
                    case TIMERS -> KeyedState.Kind.TIMERS;
                    case SPLIT_LIST ->
                        throw new IllegalStateException(
                                "Items have no key: " + kept.first().id());
                },
                kept.key(),
                kept.rows(),
                kept.bytes(),
                found);
    }

    private KeyedState.Found find(Kept kept, KeyVectors key) {
        for (OperatorSnapshot snapshot : kept.snapshots()) {
            for (State state : snapshot.states()) {
                if (state.rows() > MOST_ROWS_PASSED) {
                    throw StateErrors.tooLarge(kept.node(), state.rows(), MOST_ROWS_PASSED);
                }
            }
        }
        String name = kept.operator().nodeId() + "-" + kept.operator().id();
        try (OperatorState state = reader.read(name, key.hash(), MOST_ROWS_TAKEN, kept.snapshots(), storage)) {
            return FoundRows.of(kept.operator(), kept.first(), state.access(), key);
        } catch (RunException e) {
            throw e.inNode(kept.node());
        } catch (IOException e) {
            throw CheckpointErrors.reading("states of " + name, e);
        }
    }

    /** What is found by a key, operator by operator. Of a broadcast state one task has all. */
    private static List<Kept> kept(Manifest manifest, OperatorPlan plan) {
        Map<Integer, List<OperatorSnapshot>> byOperator = new LinkedHashMap<>();
        plan.operators().forEach(operator -> byOperator.put(operator.id(), new ArrayList<>()));
        manifest.tasks().forEach(task -> task.operators().forEach(left -> byOperator
                .computeIfAbsent(left.operator(), _ -> new ArrayList<>())
                .add(left.state())));
        List<Kept> all = new ArrayList<>();
        byOperator.forEach((operator, snapshots) -> {
            Map<StateId, List<OperatorSnapshot>> byState = new LinkedHashMap<>();
            snapshots.forEach(snapshot -> snapshot.states().stream()
                    .filter(state -> state.kind() != Kind.SPLIT_LIST)
                    .forEach(state -> byState.computeIfAbsent(state.id(), _ -> new ArrayList<>())
                            .add(new OperatorSnapshot(snapshot.groups(), List.of(state)))));
            byState.forEach((_, of) -> all.add(kept(plan.operator(operator), of)));
        });
        return all;
    }

    private static Kept kept(PhysicalOperator operator, List<OperatorSnapshot> snapshots) {
        State first = snapshots.getFirst().states().getFirst();
        List<OperatorSnapshot> counted = first.kind() == Kind.BROADCAST ? snapshots.subList(0, 1) : snapshots;
        long rows = 0;
        long bytes = 0;
        for (OperatorSnapshot snapshot : counted) {
            State state = snapshot.states().getFirst();
            rows += state.rows();
            bytes += state.segments().stream().mapToLong(Segment::length).sum();
        }
        return new Kept(operator, first, FoundRows.key(operator, first), snapshots, rows, bytes);
    }
}
