package io.millrace.state.contract;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyGroups;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.state.BroadcastState;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.SplitListState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.spi.state.TimerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * State that is lost and restored whenever nothing of it is fetched: after each unpin, and after each use of what is never
 * pinned; every third time if it is spread over several tasks. Any contract holds of it as of the state behind.
 */
public final class RestoredAccess implements StateAccess {

    private static final String OPERATOR = "test";

    private final StateBackend backend;
    private final KeyGroupRange groups;
    private final int spread;
    private final MemoryStorage storage = new MemoryStorage();
    private final Map<StateId, Object> states = new HashMap<>();
    private OperatorState state;
    private int files;
    private int uses;

    /**
     * New, empty state.
     *
     * @param spread over how many tasks the state is spread and brought together again each time; 1 for not at all
     */
    public RestoredAccess(StateBackend backend, KeyGroupRange groups, int spread) {
        this.backend = backend;
        this.groups = groups;
        this.spread = groups.equals(KeyGroupRange.ALL) ? spread : 1;
        state = backend.open(OPERATOR, groups);
    }

    private void restore() {
        // Spreading is slow and seldom finds what the next time would not.
        if (spread > 1 && uses++ % 3 != 0) {
            return;
        }
        try {
            List<OperatorSnapshot> left = List.of(write(state));
            if (spread > 1) {
                List<OperatorSnapshot> parts = new ArrayList<>();
                for (int task = 0; task < spread; task++) {
                    OperatorState part =
                            backend.restore(OPERATOR, KeyGroups.range(task, spread), task, spread, left, storage);
                    parts.add(write(part));
                    part.close();
                }
                left = parts;
            }
            state.close();
            state = backend.restore(OPERATOR, groups, 0, 1, left, storage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OperatorSnapshot write(OperatorState of) throws IOException {
        FrozenState frozen = of.freeze();
        String path = "file-" + files++;
        OperatorSnapshot snapshot;
        try (CheckpointStorage.Upload file = storage.begin(path)) {
            snapshot = frozen.write(file, path);
            file.finish();
        }
        frozen.settle(true);
        return snapshot;
    }

    private <T> T known(Class<T> kind, StateId id, Supplier<Object> ask, Supplier<T> maker) {
        // The state behind says whether it may be asked for so.
        Object unused = ask.get();
        return kind.cast(states.computeIfAbsent(id, i -> maker.get()));
    }

    @Override
    public TableState table(StateId id, TableLayout layout) {
        return known(
                TableState.class,
                id,
                () -> state.access().table(id, layout),
                () -> new RestoredTables(() -> state.access().table(id, layout)));
    }

    @Override
    public ListState list(StateId id, TableLayout layout) {
        return known(
                ListState.class,
                id,
                () -> state.access().list(id, layout),
                () -> new RestoredList(() -> state.access().list(id, layout)));
    }

    @Override
    public OrderedState ordered(StateId id, TableLayout layout, long bucketWidth) {
        return known(
                OrderedState.class,
                id,
                () -> state.access().ordered(id, layout, bucketWidth),
                () -> new RestoredOrdered(() -> state.access().ordered(id, layout, bucketWidth)));
    }

    @Override
    public BroadcastState broadcast(StateId id, TableLayout layout) {
        return known(BroadcastState.class, id, () -> state.access().broadcast(id, layout), () -> {
            ListState rows =
                    new RestoredList(() -> state.access().broadcast(id, layout).rows());
            return () -> rows;
        });
    }

    @Override
    public SplitListState splitList(StateId id) {
        return known(SplitListState.class, id, () -> state.access().splitList(id), () -> new SplitListState() {

            @Override
            public List<byte[]> items() {
                restore();
                return state.access().splitList(id).items();
            }

            @Override
            public void replace(List<byte[]> items) {
                state.access().splitList(id).replace(items);
            }
        });
    }

    @Override
    public TimerState timers(StateId id, TableLayout layout) {
        return known(
                TimerState.class,
                id,
                () -> state.access().timers(id, layout),
                () -> new RestoredTimers(() -> state.access().timers(id, layout)));
    }

    @Override
    public TableState scratch(TableLayout layout) {
        return backend.open(OPERATOR, groups).access().scratch(layout);
    }

    private final class RestoredTables implements TableState {

        private final Supplier<TableState> behind;
        private final Map<Long, Table> tables = new HashMap<>();

        RestoredTables(Supplier<TableState> behind) {
            this.behind = behind;
        }

        @Override
        public Table open(long bucket) {
            behind.get().open(bucket);
            return tables.computeIfAbsent(
                    bucket, b -> new RestoredTable(() -> behind.get().open(b)));
        }

        @Override
        public @Nullable Table find(long bucket) {
            return behind.get().find(bucket) == null ? null : open(bucket);
        }

        @Override
        public void drop(long bucket) {
            behind.get().drop(bucket);
            tables.remove(bucket);
            restore();
        }

        @Override
        public long first() {
            return behind.get().first();
        }

        @Override
        public long next(long bucket) {
            return behind.get().next(bucket);
        }
    }

    private final class RestoredTable implements Table {

        private final Supplier<Table> behind;

        RestoredTable(Supplier<Table> behind) {
            this.behind = behind;
        }

        @Override
        public @Nullable Completion fetch(
                Vector[] keys, int @Nullable [] rows, int count, long[] hashes, Absent absent, int[] slots) {
            return behind.get().fetch(keys, rows, count, hashes, absent, slots);
        }

        @Override
        public void written(int[] slots, int count) {
            behind.get().written(slots, count);
        }

        @Override
        public void unpin() {
            behind.get().unpin();
            restore();
        }

        @Override
        public void remove(int[] slots, int count) {
            behind.get().remove(slots, count);
        }

        @Override
        public Vector key(int column) {
            return behind.get().key(column);
        }

        @Override
        public Vector value(int column) {
            return behind.get().value(column);
        }

        @Override
        public long size() {
            return behind.get().size();
        }

        @Override
        public Scan scan() {
            return behind.get().scan();
        }
    }

    private final class RestoredList implements ListState {

        private final Supplier<ListState> behind;

        RestoredList(Supplier<ListState> behind) {
            this.behind = behind;
        }

        @Override
        public @Nullable Completion fetch(
                Vector[] keys, int @Nullable [] rows, int count, long[] hashes, Table.Absent absent, int[] lists) {
            return behind.get().fetch(keys, rows, count, hashes, absent, lists);
        }

        @Override
        public void append(int[] lists, int count, Vector[] values, int @Nullable [] rows) {
            behind.get().append(lists, count, values, rows);
        }

        @Override
        public @Nullable Completion bring(int[] lists, int count) {
            return behind.get().bring(lists, count);
        }

        @Override
        public boolean isEmpty(int list) {
            return behind.get().isEmpty(list);
        }

        @Override
        public int first(int list) {
            return behind.get().first(list);
        }

        @Override
        public int next(int slot) {
            return behind.get().next(slot);
        }

        @Override
        public Completion completion() {
            return behind.get().completion();
        }

        @Override
        public void clear(int[] lists, int count) {
            behind.get().clear(lists, count);
        }

        @Override
        public void remove(int list, int slot) {
            behind.get().remove(list, slot);
        }

        @Override
        public Vector key(int column) {
            return behind.get().key(column);
        }

        @Override
        public Vector value(int column) {
            return behind.get().value(column);
        }

        @Override
        public void written(int slot) {
            behind.get().written(slot);
        }

        @Override
        public void unpin() {
            behind.get().unpin();
            restore();
        }

        @Override
        public long size() {
            return behind.get().size();
        }

        @Override
        public Table.Scan scan() {
            return behind.get().scan();
        }

        @Override
        public Table.Scan scanRows() {
            return behind.get().scanRows();
        }

        @Override
        public int list(int slot) {
            return behind.get().list(slot);
        }
    }

    private final class RestoredOrdered implements OrderedState {

        private final Supplier<OrderedState> behind;

        RestoredOrdered(Supplier<OrderedState> behind) {
            this.behind = behind;
        }

        @Override
        public @Nullable Completion fetch(
                Vector[] keys, int @Nullable [] rows, int count, long[] hashes, Table.Absent absent, int[] lists) {
            return behind.get().fetch(keys, rows, count, hashes, absent, lists);
        }

        @Override
        public void add(int[] lists, int count, long[] orders, Vector[] values, int @Nullable [] rows) {
            behind.get().add(lists, count, orders, values, rows);
        }

        @Override
        public @Nullable Completion bring(int[] lists, int count, long[] from, long[] to) {
            return behind.get().bring(lists, count, from, to);
        }

        @Override
        public int ceiling(int list, long from, long to) {
            return behind.get().ceiling(list, from, to);
        }

        @Override
        public int floor(int list, long to) {
            return behind.get().floor(list, to);
        }

        @Override
        public int next(int slot, long to) {
            return behind.get().next(slot, to);
        }

        @Override
        public Completion completion() {
            return behind.get().completion();
        }

        @Override
        public long order(int slot) {
            return behind.get().order(slot);
        }

        @Override
        public void remove(int list, int slot) {
            behind.get().remove(list, slot);
        }

        @Override
        public void dropBelow(long bound) {
            behind.get().dropBelow(bound);
            restore();
        }

        @Override
        public long droppedBelow() {
            return behind.get().droppedBelow();
        }

        @Override
        public Vector key(int column) {
            return behind.get().key(column);
        }

        @Override
        public Vector value(int column) {
            return behind.get().value(column);
        }

        @Override
        public void written(int slot) {
            behind.get().written(slot);
        }

        @Override
        public void unpin() {
            behind.get().unpin();
            restore();
        }

        @Override
        public long size() {
            return behind.get().size();
        }

        @Override
        public boolean clear(int list, int most) {
            return behind.get().clear(list, most);
        }

        @Override
        public long lastOrder(int list) {
            return behind.get().lastOrder(list);
        }

        @Override
        public long writtenAt(int list) {
            return behind.get().writtenAt(list);
        }

        @Override
        public void date(int slot, long micros) {
            behind.get().date(slot, micros);
        }

        @Override
        public Table.Scan scan() {
            return behind.get().scan();
        }
    }

    private final class RestoredTimers implements TimerState {

        private final Supplier<TimerState> behind;

        RestoredTimers(Supplier<TimerState> behind) {
            this.behind = behind;
        }

        @Override
        public void set(Vector[] keys, int @Nullable [] rows, int count, long[] hashes, long[] times) {
            behind.get().set(keys, rows, count, hashes, times);
            restore();
        }

        @Override
        public void unset(Vector[] keys, int @Nullable [] rows, int count, long[] hashes, long[] times) {
            behind.get().unset(keys, rows, count, hashes, times);
            restore();
        }

        @Override
        public long earliest() {
            return behind.get().earliest();
        }

        @Override
        public int expire(long bound, Vector[] keys, long[] times) {
            int count = behind.get().expire(bound, keys, times);
            restore();
            return count;
        }

        @Override
        public Completion completion() {
            return behind.get().completion();
        }

        @Override
        public long size() {
            return behind.get().size();
        }
    }
}
