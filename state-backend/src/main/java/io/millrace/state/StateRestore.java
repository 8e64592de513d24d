package io.millrace.state;

import io.millrace.columns.BatchPool;
import io.millrace.columns.IntVector;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Schema;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.KeyReader;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.error.RunException;
import io.millrace.spi.state.StateId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the states of one operator into one task from what all tasks left. Keyed rows are read where key groups overlap. When
 * all rows come from one task, and all of that task's, they keep their slots, and the next checkpoint builds upon this one.
 * One use, one thread.
 */
final class StateRestore {

    /** Columns of rows that belong to keys, in the order of {@link KeptColumns}. */
    private static final int OWNER = 0;

    private static final int PREVIOUS = 1;
    private static final int ORDER = 2;

    private final HeapStateAccess access;
    private final KeyGroupRange groups;
    private final int task;
    private final int tasks;
    private final List<OperatorSnapshot> snapshots;
    private final CheckpointStorage storage;

    /** What is read goes through batches of a few schemas, used again for each bucket. */
    private final Map<Schema, BatchPool> pools = new HashMap<>();

    /** The only key that is wanted, or none when all are whose groups are. */
    private final Optional<OneKey> onlyKey;

    /** Items of split lists gone by. */
    private int nextItem;

    /** A key to be read alone. */
    private record OneKey(long hash, int mostRows) {}

    /** One state as one task left it. */
    private record Source(KeyGroupRange groups, State state) {}

    StateRestore(
            HeapStateAccess access,
            KeyGroupRange groups,
            int task,
            int tasks,
            List<OperatorSnapshot> snapshots,
            CheckpointStorage storage) {
        this(access, groups, task, tasks, Optional.empty(), snapshots, storage);
    }

    private StateRestore(
            HeapStateAccess access,
            KeyGroupRange groups,
            int task,
            int tasks,
            Optional<OneKey> onlyKey,
            List<OperatorSnapshot> snapshots,
            CheckpointStorage storage) {
        this.onlyKey = onlyKey;
        this.access = access;
        this.groups = groups;
        this.task = task;
        this.tasks = tasks;
        this.snapshots = snapshots;
        this.storage = storage;
    }

    /** Of one key alone, for people; split lists stay empty. */
    static StateRestore ofKey(
            HeapStateAccess access,
            KeyGroupRange groups,
            long keyHash,
            int mostRows,
            List<OperatorSnapshot> snapshots,
            CheckpointStorage storage) {
        // No number of tasks has such groups: what has no key is read where the hash of no key belongs.
        return new StateRestore(access, groups, 0, 0, Optional.of(new OneKey(keyHash, mostRows)), snapshots, storage);
    }

    void run() throws IOException {
        Set<StateId> ids = new LinkedHashSet<>();
        snapshots.forEach(snapshot -> snapshot.states().forEach(state -> ids.add(state.id())));
        for (StateId id : ids) {
            restore(id);
        }
    }

    private void restore(StateId id) throws IOException {
        List<Source> all = new ArrayList<>();
        for (OperatorSnapshot snapshot : snapshots) {
            for (State state : snapshot.states()) {
                if (state.id().equals(id)) {
                    all.add(new Source(snapshot.groups(), state));
                }
            }
        }
        State first = all.getFirst().state;
        for (Source source : all) {
            requireAlike(first, source.state);
        }
        HeapState state = access.make(first);
        List<Source> sources = sources(first, all);
        try {
            for (Source source : sources) {
                long before = state.rowCount();
                load(state, source, keepsSlots(first, sources));
                if (first.layout().key().size() == 0
                        && first.kind() != Kind.SPLIT_LIST
                        && before > 0
                        && state.rowCount() > before) {
                    throw keptTwice(id);
                }
            }
            for (StatePart part : state.parts()) {
                part.store().endRestore();
            }
            state.rebuild();
        } catch (IllegalStateException e) {
            throw new RunException(
                    RunError.external(
                            "checkpoint.damaged",
                            "The state " + id + " of " + access + " does not fit together: " + e.getMessage()
                                    + ". Restore an earlier checkpoint.",
                            false),
                    e);
        }
    }

    private void requireAlike(State first, State other) {
        if (first.kind() != other.kind()
                || !first.layout().equals(other.layout())
                || first.bucketWidth() != other.bucketWidth()) {
            throw new RunException(RunError.external(
                    "checkpoint.damaged",
                    "The tasks of " + access + " left the state " + first.id() + " as " + first.kind() + " of "
                            + first.layout().fingerprint() + " and as " + other.kind() + " of "
                            + other.layout().fingerprint() + ". Restore an earlier checkpoint.",
                    false));
        }
    }

    /** Whose rows are read at all. */
    private List<Source> sources(State state, List<Source> all) {
        return switch (state.kind()) {
            case BROADCAST -> all.subList(0, 1);
            case SPLIT_LIST -> onlyKey.isPresent() ? List.of() : all;
            case TABLE, LIST, ORDERED, TIMERS ->
                state.layout().key().size() == 0 ? sourcesWithoutKey(all) : overlapping(all);
        };
    }

    private List<Source> overlapping(List<Source> all) {
        return all.stream()
                .filter(source -> source.groups.first() < groups.end() && groups.first() < source.groups.end())
                .toList();
    }

    /** A task gets back what it left; at another parallelism the one row or list goes where the hash of no key belongs. */
    private List<Source> sourcesWithoutKey(List<Source> all) {
        if (snapshots.size() == tasks) {
            return all.stream().filter(source -> source.groups.equals(groups)).toList();
        }
        return groups.contains(KeyHash.keyGroup(KeyHash.EMPTY_KEY)) ? all : List.of();
    }

    private RunException keptTwice(StateId id) {
        return new RunException(RunError.user(
                "state.withoutKey",
                "The state " + id + " of " + access
                        + " has no key and was kept by several tasks, so it can only be restored"
                        + " at a parallelism of " + snapshots.size() + "."));
    }

    private boolean keepsSlots(State state, List<Source> sources) {
        if (sources.size() != 1 || state.kind() == Kind.SPLIT_LIST || onlyKey.isPresent()) {
            return false;
        }
        KeyGroupRange left = sources.getFirst().groups;
        return state.kind() == Kind.BROADCAST
                || state.layout().key().size() == 0
                || groups.first() <= left.first() && left.end() <= groups.end();
    }

    private void load(HeapState state, Source source, boolean keepSlots) throws IOException {
        SegmentChains chains = SegmentChains.of(storage, source.state);
        switch (state) {
            case HeapTables tables -> {
                for (long bucket : chains.buckets()) {
                    tables.open(bucket);
                    load(
                            part(state, StatePart.KEYS, bucket),
                            chains,
                            keepSlots,
                            byGroup(state, keepSlots),
                            share(source, keepSlots));
                }
            }
            case HeapSplitList _ -> load(part(state, StatePart.KEYS, 0), chains, false, everyNth(), 1.0 / tasks);
            default -> loadKeyed(state, chains, keepSlots, share(source, keepSlots));
        }
    }

    /** About which part of a source's rows are taken. */
    private double share(Source source, boolean all) {
        if (all || source.state.layout().key().size() == 0) {
            return 1;
        }
        int first = Math.max(groups.first(), source.groups.first());
        int end = Math.min(groups.end(), source.groups.end());
        return (end - first) / (double) (source.groups.end() - source.groups.first());
    }

    private static StatePart part(HeapState state, int number, long bucket) {
        return state.parts().stream()
                .filter(part -> part.number() == number && part.bucket() == bucket)
                .findFirst()
                .orElseThrow();
    }

    private RowsLoader load(
            StatePart part, SegmentChains chains, boolean keepSlots, RowsLoader.Choice choice, double share)
            throws IOException {
        List<Segment> segments = chains.segments(part.number(), part.bucket());
        RowsLoader loader = new RowsLoader(part.rows(), pool(part.rows()), keepSlots);
        loader.load(storage, segments, choice, share);
        if (keepSlots) {
            part.store().setSaved(new SavedRows(segments, chains.note(part.number(), part.bucket())));
        }
        return loader;
    }

    private BatchPool pool(StoredRows rows) {
        return pools.computeIfAbsent(rows.kept().schema(), BatchPool::new);
    }

    private void loadKeyed(HeapState state, SegmentChains chains, boolean keepSlots, double share) throws IOException {
        RowsLoader keys = load(part(state, StatePart.KEYS, 0), chains, keepSlots, byGroup(state, keepSlots), share);
        RowsLoader.Choice ofTheirs = (from, batch, row) -> {
            int owner = ((IntVector) batch.column(OWNER)).values()[row];
            int slot = keys.newSlot(owner);
            if (slot == RowsLoader.NO_ROW) {
                throw from.damaged("a row belongs to a key at slot " + owner + ", where there is none");
            }
            return slot >= 0;
        };
        long bound = chains.note(StatePart.ROWS, 0);
        RowsLoader.Choice choice = state.kind() != Kind.ORDERED
                ? ofTheirs
                : (from, batch, row) ->
                        ((LongVector) batch.column(ORDER)).values()[row] >= bound && ofTheirs.takes(from, batch, row);
        RowsLoader rows = load(part(state, StatePart.ROWS, 0), chains, keepSlots, limited(choice), share);
        if (!keepSlots) {
            RowsLoader.Naming owner = new RowsLoader.Naming(OWNER, 0, keys);
            rows.translate(
                    state.kind() == Kind.TIMERS
                            ? List.of(owner)
                            : List.of(owner, new RowsLoader.Naming(PREVIOUS, 1, rows)));
        }
        if (state instanceof HeapOrdered ordered) {
            ordered.restoreBound(bound);
        }
    }

    /** Rows and keys whose group belongs here; the hash is the first column of both. */
    private RowsLoader.Choice byGroup(HeapState state, boolean all) {
        if (onlyKey.isPresent()) {
            long wanted = onlyKey.get().hash();
            boolean hasHash = state.layout().key().size() > 0;
            return limited((from, batch, row) -> !hasHash || ((LongVector) batch.column(0)).values()[row] == wanted);
        }
        if (all || state.layout().key().size() == 0) {
            return RowsLoader.ALL;
        }
        return (from, batch, row) -> groups.contains(KeyHash.keyGroup(((LongVector) batch.column(0)).values()[row]));
    }

    /** The same, up to as many rows as one key may have. */
    private RowsLoader.Choice limited(RowsLoader.Choice choice) {
        if (onlyKey.isEmpty()) {
            return choice;
        }
        int most = onlyKey.get().mostRows();
        int[] taken = {0};
        return (from, batch, row) -> {
            boolean takes = choice.takes(from, batch, row);
            if (takes && ++taken[0] > most) {
                throw new RunException(RunError.user(
                        KeyReader.TOO_MANY,
                        access + " keeps more than %,d rows for this key, too many to look at".formatted(most)));
            }
            return takes;
        };
    }

    /** The items of all tasks, dealt out one by one. */
    private RowsLoader.Choice everyNth() {
        return (from, batch, row) -> nextItem++ % tasks == task;
    }
}
