package io.millrace.engine.inspect;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.KeyEquality;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.aggregate.AggregateView;
import io.millrace.engine.port.RowJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.TimestampType;
import io.millrace.protocol.job.KeyedState.Found;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.spi.state.TimerState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Gathers the rows of one key from a state that has no others. All of it is in memory, so nothing waits. */
final class FoundRows {

    /** More than this is no answer that a person reads; the first rows then stand for all. */
    private static final int MOST_LETTERS = 200_000;

    /** What the planner calls a column that it computes for a key; the key's element id follows. */
    private static final String HELPER_KEY = "$key.";

    private static final Column ORDER = new Column("order", DataType.parse("BIGINT NOT NULL"));
    private static final Column TIMER = new Column("timer", new DataType(new TimestampType(3, true), false));

    private final RowJson json = new RowJson(TapRows.MOST_TEXT);
    private final List<Column> columns;
    private final List<JsonArray> rows = new ArrayList<>();
    private long total;
    private int letters;

    private FoundRows(List<Column> columns) {
        this.columns = columns;
    }

    /** The key columns of a state, by the names that people know. */
    static List<Column> key(PhysicalOperator operator, State state) {
        return view(operator, state).map(AggregateView::key).orElseGet(() -> state.layout().key().columns().stream()
                .map(column -> new Column(known(column.name()), column.type()))
                .toList());
    }

    private static String known(String name) {
        if (name.equals(TableLayout.MEMBER)) {
            return "value";
        }
        return name.startsWith(HELPER_KEY) ? name.substring(HELPER_KEY.length()) : name;
    }

    /** Where a state holds accumulators, what they come to. */
    private static Optional<AggregateView> view(PhysicalOperator operator, State state) {
        boolean isOfGroups = state.kind() == Kind.TABLE
                && state.layout().groupColumns() == state.layout().key().size();
        return isOfGroups ? AggregateView.of(operator) : Optional.empty();
    }

    /** The value columns that people know; the planner's own begin with a dollar, as no drawn column does. */
    private static int[] shown(State state) {
        Schema values = state.layout().value();
        return IntStream.range(0, values.size())
                .filter(i -> !values.column(i).name().startsWith("$"))
                .toArray();
    }

    private static List<Column> columns(State state) {
        return Arrays.stream(shown(state))
                .mapToObj(state.layout().value()::column)
                .toList();
    }

    /** The key columns that are not among the values as well, where they may differ in what equality does not tell. */
    private static int[] keysToShow(State state) {
        Schema key = state.layout().key();
        Schema values = state.layout().value();
        return IntStream.range(0, key.size())
                .filter(i -> values.indexOf(key.column(i).name()).isEmpty())
                .toArray();
    }

    private static List<Column> withKey(PhysicalOperator operator, State state) {
        List<Column> key = key(operator, state);
        List<Column> columns = new ArrayList<>();
        Arrays.stream(keysToShow(state)).mapToObj(key::get).forEach(columns::add);
        columns.addAll(columns(state));
        return columns;
    }

    private static List<Vector> values(State state, IntFunction<Vector> column) {
        return Arrays.stream(shown(state)).mapToObj(column).toList();
    }

    /** What the state of an operator holds of the key. */
    static Found of(PhysicalOperator operator, State state, StateAccess access, KeyVectors key) {
        return switch (state.kind()) {
            case TABLE -> table(operator, state, access, key);
            case LIST -> list(state, access.list(state.id(), state.layout()), key);
            case BROADCAST ->
                list(state, access.broadcast(state.id(), state.layout()).rows(), key);
            case ORDERED -> ordered(state, access.ordered(state.id(), state.layout(), state.bucketWidth()), key);
            case TIMERS -> timers(state, access.timers(state.id(), state.layout()), key);
            case SPLIT_LIST -> throw new IllegalArgumentException("Items have no key: " + state.id());
        };
    }

    /** Accumulators as the results they would give now; other tables as rows with their key, since a key may be all there is. */
    private static Found table(PhysicalOperator operator, State state, StateAccess access, KeyVectors key) {
        TableState tables = access.table(state.id(), state.layout());
        Optional<AggregateView> view = view(operator, state);
        FoundRows found =
                new FoundRows(view.map(known -> known.columns().columns()).orElseGet(() -> withKey(operator, state)));
        int[] slots = new int[1];
        for (long bucket = tables.first(); bucket != Long.MAX_VALUE; bucket = tables.next(bucket)) {
            Table table = tables.open(bucket);
            table.fetch(key.columns(), null, 1, new long[] {key.hash()}, Table.Absent.SKIP, slots);
            if (slots[0] < 0) {
                continue;
            }
            if (view.isPresent()) {
                Batch row = new BatchPool(view.get().columns()).take();
                view.get().write(table, state.id(), bucket, slots, row);
                found.add(
                        IntStream.range(0, row.columnCount())
                                .mapToObj(row::column)
                                .toList(),
                        0,
                        List.of());
                row.release();
            } else {
                List<Vector> row = new ArrayList<>();
                Arrays.stream(keysToShow(state)).mapToObj(table::key).forEach(row::add);
                row.addAll(values(state, table::value));
                found.add(row, slots[0], List.of());
            }
            table.unpin();
        }
        return found.told();
    }

    private static Found list(State state, ListState lists, KeyVectors key) {
        FoundRows found = new FoundRows(columns(state));
        int[] list = new int[1];
        lists.fetch(key.columns(), null, 1, new long[] {key.hash()}, Table.Absent.SKIP, list);
        if (list[0] >= 0) {
            List<Vector> values = values(state, lists::value);
            for (int slot = lists.first(list[0]); slot >= 0; slot = lists.next(slot)) {
                found.add(values, slot, List.of());
            }
            lists.unpin();
        }
        return found.told();
    }

    private static Found ordered(State state, OrderedState lists, KeyVectors key) {
        // Where rows are not kept by their time, the number they are kept by says nothing to people.
        boolean showsOrder = state.bucketWidth() != OrderedState.NEVER_DROPPED;
        List<Column> columns = new ArrayList<>(showsOrder ? List.of(ORDER) : List.of());
        columns.addAll(columns(state));
        FoundRows found = new FoundRows(columns);
        int[] list = new int[1];
        lists.fetch(key.columns(), null, 1, new long[] {key.hash()}, Table.Absent.SKIP, list);
        if (list[0] >= 0) {
            List<Vector> values = values(state, lists::value);
            for (int slot = lists.ceiling(list[0], Long.MIN_VALUE); slot >= 0; slot = lists.next(slot)) {
                found.add(values, slot, showsOrder ? List.of(Json.of(Long.toString(lists.order(slot)))) : List.of());
            }
            lists.unpin();
        }
        return found.told();
    }

    /** This is a copy, so timers can be taken out; it holds the keys of one hash, of which one is meant. */
    private static Found timers(State state, TimerState timers, KeyVectors key) {
        FoundRows found = new FoundRows(List.of(TIMER));
        Vector[] keys = state.layout().key().columns().stream()
                .map(column -> Vector.create(column.type(), Batch.MAX_ROWS))
                .toArray(Vector[]::new);
        long[] times = new long[Batch.MAX_ROWS];
        Vector time = Vector.create(TIMER.type(), 1);
        for (int count = timers.expire(Long.MAX_VALUE, keys, times);
                count > 0;
                count = timers.expire(Long.MAX_VALUE, keys, times)) {
            for (int i = 0; i < count; i++) {
                if (isKey(keys, i, key)) {
                    time.clear();
                    ((LongVector) time).values()[0] = times[i];
                    found.add(List.of(time), 0, List.of());
                }
            }
        }
        return found.told();
    }

    private static boolean isKey(Vector[] keys, int row, KeyVectors key) {
        for (int c = 0; c < keys.length; c++) {
            if (!KeyEquality.equal(keys[c], row, key.columns()[c], 0)) {
                return false;
            }
        }
        return true;
    }

    private void add(List<Vector> vectors, int row, List<Json> before) {
        total++;
        if (rows.size() >= Found.MOST_ROWS || letters > MOST_LETTERS) {
            return;
        }
        List<Json> values = new ArrayList<>(before);
        vectors.forEach(vector -> values.add(json.value(vector, row)));
        JsonArray array = new JsonArray(values);
        letters += array.toString().length();
        rows.add(array);
    }

    private Found told() {
        return new Found(columns, rows, total);
    }
}
