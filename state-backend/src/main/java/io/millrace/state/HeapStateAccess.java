package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.model.type.Schema;
import io.millrace.spi.state.BroadcastState;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.SplitListState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.spi.state.TimerState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The states of one operator in memory. */
final class HeapStateAccess implements StateAccess {

    private static final TableLayout NO_COLUMNS = new TableLayout(Schema.of(), Schema.of());

    private final String operatorName;
    private final KeyGroupRange groups;
    private final FetchBuffers buffers = new FetchBuffers();
    private final Map<StateId, Known> states = new HashMap<>();

    /** A state and what it was asked for as. */
    private record Known(TableLayout layout, long bucketWidth, Object state) {}

    HeapStateAccess(String operatorName, KeyGroupRange groups) {
        this.operatorName = operatorName;
        this.groups = groups;
    }

    static IllegalStateException nothingToWaitFor() {
        return new IllegalStateException("State in memory never has to be waited for");
    }

    @Override
    public TableState table(StateId id, TableLayout layout) {
        return known(
                TableState.class,
                id,
                layout,
                0,
                () -> new HeapTables(() -> new HeapTable(name(id), layout, groups, buffers)));
    }

    @Override
    public ListState list(StateId id, TableLayout layout) {
        return known(ListState.class, id, layout, 0, () -> new HeapList(name(id), layout, groups, buffers));
    }

    @Override
    public OrderedState ordered(StateId id, TableLayout layout, long bucketWidth) {
        return known(
                OrderedState.class,
                id,
                layout,
                bucketWidth,
                () -> new HeapOrdered(name(id), layout, bucketWidth, groups, buffers));
    }

    @Override
    public BroadcastState broadcast(StateId id, TableLayout layout) {
        // Every task has every key, whatever its group.
        return known(BroadcastState.class, id, layout, 0, () -> {
            HeapList rows = new HeapList(name(id), layout, KeyGroupRange.ALL, buffers);
            return () -> rows;
        });
    }

    @Override
    public SplitListState splitList(StateId id) {
        return known(SplitListState.class, id, NO_COLUMNS, 0, HeapSplitList::new);
    }

    @Override
    public TimerState timers(StateId id, TableLayout layout) {
        return known(TimerState.class, id, layout, 0, () -> new HeapTimers(name(id), layout, groups, buffers));
    }

    @Override
    public TableState scratch(TableLayout layout) {
        // What is gathered before an exchange has the keys of every group.
        return new HeapTables(() -> new HeapTable("scratch of " + operatorName, layout, KeyGroupRange.ALL, buffers));
    }

    private String name(StateId id) {
        return id + " of " + operatorName;
    }

    private <T> T known(Class<T> kind, StateId id, TableLayout layout, long bucketWidth, Supplier<T> maker) {
        Known known = states.get(id);
        if (known == null) {
            known = new Known(layout, bucketWidth, maker.get());
            states.put(id, known);
        } else if (!kind.isInstance(known.state) || !known.layout.equals(layout) || known.bucketWidth != bucketWidth) {
            throw new IllegalArgumentException("The state " + name(id) + " is known as " + known
                    + " and now asked for as " + kind.getSimpleName() + " of " + layout.fingerprint());
        }
        return kind.cast(known.state);
    }

    /** Items as they were given. */
    private static final class HeapSplitList implements SplitListState {

        private List<byte[]> items = List.of();

        @Override
        public List<byte[]> items() {
            return items;
        }

        @Override
        public void replace(List<byte[]> newItems) {
            items = List.copyOf(newItems);
        }
    }
}
