package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.model.type.Schema;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.state.BroadcastState;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.SplitListState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.spi.state.TimerState;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The states of one operator in memory. */
final class HeapStateAccess implements StateAccess {

    static final TableLayout NO_COLUMNS = new TableLayout(Schema.of(), Schema.of());

    private final String operatorName;
    private final KeyGroupRange groups;

    @Nullable
    private final Tiering tiering;

    private final FetchBuffers buffers = new FetchBuffers();

    /** Written by the task's thread alone; others ask for sizes. */
    private final Map<StateId, HeapState> states = new ConcurrentSkipListMap<>(
            Comparator.comparing(StateId::nodeId).thenComparing(StateId::role).thenComparing(id -> id.elementIds()
                    .toString()));

    /** What was restored and not yet asked for. */
    private final Set<StateId> restored = new HashSet<>();

    /** Only then may a state be another one's, under an id that has changed. */
    private boolean isOfAnotherPlan;

    /** When its rows count as written, if it did not say. */
    private long writtenMicros;

    HeapStateAccess(String operatorName, KeyGroupRange groups) {
        this(operatorName, groups, null);
    }

    /** @param tiering where rows go that do not fit memory; null when all have to */
    HeapStateAccess(String operatorName, KeyGroupRange groups, @Nullable Tiering tiering) {
        this.operatorName = operatorName;
        this.groups = groups;
        this.tiering = tiering;
    }

    static IllegalStateException nothingToWaitFor() {
        return new IllegalStateException("State in memory never has to be waited for");
    }

    @Override
    public TableState table(StateId id, TableLayout layout) {
        return known(TableState.class, id, layout, 0, () -> new HeapTables(layout, tables(name(id), layout)));
    }

    private Supplier<KeyedRows> tables(String name, TableLayout layout) {
        Tiering on = tiering;
        if (on == null) {
            return () -> new HeapTable(name, layout, HeapTable.Keeping.ROWS, groups, buffers);
        }
        HotShare share = new HotShare(on.memory());
        return () -> new TieredTable(
                name, new HeapTable(name, layout, HeapTable.Keeping.ROWS, groups, buffers), share, buffers, on);
    }

    @Override
    public ListState list(StateId id, TableLayout layout) {
        return known(
                ListState.class,
                id,
                layout,
                0,
                () -> new HeapList(name(id), Kind.LIST, layout, groups, buffers, tiering));
    }

    @Override
    public OrderedState ordered(StateId id, TableLayout layout, long bucketWidth) {
        return known(
                OrderedState.class,
                id,
                layout,
                bucketWidth,
                () -> new HeapOrdered(name(id), layout, bucketWidth, groups, buffers, tiering));
    }

    @Override
    public BroadcastState broadcast(StateId id, TableLayout layout) {
        // Every task has every key, whatever its group.
        return known(
                BroadcastState.class,
                id,
                layout,
                0,
                () -> new HeapBroadcast(
                        new HeapList(name(id), Kind.BROADCAST, layout, KeyGroupRange.ALL, buffers, null)));
    }

    @Override
    public SplitListState splitList(StateId id) {
        return known(SplitListState.class, id, NO_COLUMNS, 0, () -> new HeapSplitList(name(id)));
    }

    @Override
    public TimerState timers(StateId id, TableLayout layout) {
        return known(TimerState.class, id, layout, 0, () -> new HeapTimers(name(id), layout, groups, buffers));
    }

    @Override
    public TableState scratch(TableLayout layout) {
        // What is gathered before an exchange has the keys of every group.
        return new HeapTables(
                layout,
                () -> new HeapTable(
                        "scratch of " + operatorName, layout, HeapTable.Keeping.ROWS, KeyGroupRange.ALL, buffers));
    }

    /** What was restored was kept by another plan, perhaps with other elements and layouts. */
    void ofAnotherPlan(long nowMicros) {
        isOfAnotherPlan = true;
        writtenMicros = nowMicros;
    }

    /** The state that a checkpoint has, empty. */
    HeapState make(State state) {
        Object made =
                switch (state.kind()) {
                    case TABLE -> table(state.id(), state.layout());
                    case LIST -> list(state.id(), state.layout());
                    case ORDERED -> ordered(state.id(), state.layout(), state.bucketWidth());
                    case BROADCAST -> broadcast(state.id(), state.layout());
                    case SPLIT_LIST -> splitList(state.id());
                    case TIMERS -> timers(state.id(), state.layout());
                };
        restored.add(state.id());
        return (HeapState) made;
    }

    private String name(StateId id) {
        return id + " of " + operatorName;
    }

    private <T> T known(
            Class<T> kind, StateId id, TableLayout layout, long bucketWidth, Supplier<? extends HeapState> maker) {
        HeapState known = states.get(id);
        boolean isClaimed = known != null && !restored.contains(id);
        HeapState left = isOfAnotherPlan && !isClaimed ? left(id, layout) : null;
        if (left != null) {
            known = maker.get();
            new StateConversion(name(id), left, known, writtenMicros).run();
            left.close();
            states.put(id, known);
        } else if (known == null) {
            known = maker.get();
            states.put(id, known);
        } else if (!isClaimed && known instanceof HeapOrdered ordered && known.bucketWidth() != bucketWidth) {
            // How wide they are says nothing about the rows.
            ordered.rewiden(bucketWidth);
        }
        if (!kind.isInstance(known) || !known.layout().equals(layout) || known.bucketWidth() != bucketWidth) {
            throw new IllegalArgumentException("The state " + name(id) + " is known as " + known.kind() + " of "
                    + known.layout().fingerprint() + " in buckets of " + known.bucketWidth() + " and now asked for as "
                    + kind.getSimpleName() + " of " + layout.fingerprint() + " in buckets of " + bucketWidth);
        }
        return kind.cast(known);
    }

    /**
     * What a checkpoint left for a state, where that is not just the state: its layout or the elements it serves were others.
     * It is taken out.
     */
    private @Nullable HeapState left(StateId id, TableLayout layout) {
        StateId known = restored.contains(id) ? id : sameRole(id);
        if (known == null) {
            return null;
        }
        restored.remove(known);
        HeapState state = states.get(known);
        if (state == null || known.equals(id) && state.layout().equals(layout)) {
            return null;
        }
        states.remove(known);
        return state;
    }

    private @Nullable StateId sameRole(StateId id) {
        for (StateId known : restored) {
            if (known.nodeId().equals(id.nodeId()) && known.role().equals(id.role())) {
                return known;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return operatorName;
    }

    /** All states that were asked for or restored. */
    Map<StateId, HeapState> states() {
        return states;
    }

    /** About how many bytes of their rows are on disk and not in memory. Any thread. */
    long coldBytes() {
        long sum = 0;
        for (HeapState state : states.values()) {
            sum += state.coldBytes();
        }
        return sum;
    }

    /** About how many bytes of memory they take up. Any thread. */
    long sizeBytes() {
        long sum = 0;
        for (HeapState state : states.values()) {
            sum += state.sizeBytes();
        }
        return sum;
    }
}
