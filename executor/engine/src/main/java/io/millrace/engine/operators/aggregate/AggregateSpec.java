package io.millrace.engine.operators.aggregate;

import io.millrace.engine.operators.StateIds;
import io.millrace.engine.operators.ttl.TimeToLive;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.Clock;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the plan says about an aggregation; see docs/operator-plan.md for the config.
 *
 * @param groupColumns positions of the group keys in the input, in the order of the output
 * @param rows what the first output gives
 * @param calls the aggregates, in the order of the output; hidden ones first: the first counts all rows of
 *     a group, and of sessions two more know its first and last time
 * @param windows the windows, if there are any
 * @param byClock whether windows go by the clock, which then fills their time column
 * @param distinct what is kept for the DISTINCT ones of them, in their order
 * @param gathered what is kept for those of them that are made of all values, in their order
 * @param latenessMicros how long after its end a window takes rows in and sends its results again; 0 where results are final
 * @param sentId names the table of windows that have been sent, where they are not slices themselves
 * @param stateId names the accumulators' table for as long as the drawing has these calls
 * @param ttlMicros how long a group is kept after a row of it came; absent for ever
 */
record AggregateSpec(
        String nodeId,
        Schema input,
        List<Schema> outputs,
        EdgeSchema rows,
        int[] groupColumns,
        List<Call> calls,
        List<Distinct> distinct,
        List<Gathered> gathered,
        Optional<Windows> windows,
        boolean byClock,
        long latenessMicros,
        StateId stateId,
        Optional<StateId> sentId,
        OptionalLong ttlMicros) {

    /**
     * One aggregate.
     *
     * @param id the call's element id in the drawing, or {@code $} and a word where results have no such column
     * @param argument position in the input of its argument, or of the first column of its partial form; -1 for COUNT(*)
     * @param distinct whether each value counts once
     * @param filter position of the condition that says whether a row counts, where NULL says something else; -1 for none
     */
    record Call(String id, Accumulator accumulator, int argument, boolean distinct, int filter) {

        Call(String id, Accumulator accumulator, int argument) {
            this(id, accumulator, argument, false, -1);
        }

        boolean isHidden() {
            return id.startsWith(HIDDEN);
        }
    }

    /**
     * The values that groups have of a DISTINCT aggregate.
     *
     * @param call which of the calls it is
     * @param sentId names those of windows that have been sent
     */
    record Distinct(int call, StateId stateId, Optional<StateId> sentId, TableLayout layout) {}

    /**
     * The values of groups of an aggregate that is made of them.
     *
     * @param call which of the calls it is
     * @param separator between two values of a text
     */
    record Gathered(int call, StateId stateId, TableLayout layout, long bucketWidth, String separator) {}

    /** Which life of a group without windows it is: one that was gone begins another. */
    private static final Column LIFE = new Column("$life", ScalarType.BIGINT.notNull());

    /** The name of gathered values in their state: that of the column they come from depends on what else reads the input. */
    private static final String GATHERED = "value";

    private static final Column VALUE_ROWS = new Column("rows", ScalarType.BIGINT.notNull());

    private static final String HIDDEN = "$";
    private static final String ROWS = HIDDEN + "rows";

    static AggregateSpec of(PhysicalOperator operator) {
        OperatorConfig config = operator.settings();
        Schema input = operator.inputs().getFirst().schema();
        List<Call> calls = new ArrayList<>();
        CountAccumulator rowCount = new CountAccumulator(0);
        calls.add(new Call(
                ROWS, rowCount, (int) config.optionalLong("rowCountColumn").orElse(-1)));
        int column = rowCount.tableColumns().size();
        Optional<Windows> windows = config.optionalObject("window").map(Windows::of);
        if (windows.isPresent() && windows.get() instanceof SessionWindows sessions) {
            for (boolean last : new boolean[] {false, true}) {
                Accumulator extreme = new LongExtreme(column, last);
                calls.add(new Call(HIDDEN + (last ? "last" : "first"), extreme, sessions.timeColumn()));
                column += extreme.tableColumns().size();
            }
        }
        for (OperatorConfig call : config.objects("aggregates")) {
            Accumulator accumulator = accumulator(call, column);
            calls.add(new Call(call.string("id"), accumulator, call.integer("argument"), call.flag("distinct"), (int)
                    call.optionalLong("filterColumn").orElse(-1)));
            column += accumulator.tableColumns().size();
        }
        int[] groupColumns = config.integers("groupColumns");
        long lateness = config.optionalObject("window")
                .map(window -> window.optionalLong("latenessMicros").orElse(0))
                .orElse(0L);
        boolean keepsSent = lateness > 0 && windows.isPresent() && !isOfOneSlice(windows.get());
        return new AggregateSpec(
                operator.nodeId(),
                input,
                operator.outputs().stream().map(edge -> edge.schema()).toList(),
                operator.outputs().getFirst(),
                groupColumns,
                List.copyOf(calls),
                distinct(operator, calls, groupColumns, windows.isEmpty(), keepsSent),
                gathered(operator, calls, groupColumns, windows),
                windows,
                config.optionalObject("window")
                        .map(window -> window.flag("processingTime"))
                        .orElse(false),
                lateness,
                StateIds.of(operator, "accumulators"),
                keepsSent ? Optional.of(StateIds.of(operator, "sent")) : Optional.empty(),
                config.optionalLong("ttlMicros"));
    }

    private static List<Distinct> distinct(
            PhysicalOperator operator, List<Call> calls, int[] groupColumns, boolean haveLives, boolean keepsSent) {
        Schema input = operator.inputs().getFirst().schema();
        List<Distinct> all = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            if (call.distinct()) {
                List<Column> key = new ArrayList<>();
                Arrays.stream(groupColumns).mapToObj(input::column).forEach(key::add);
                key.add(new Column(
                        TableLayout.MEMBER, input.type(call.argument()).withNullable(false)));
                TableLayout layout = TableLayout.of(key, haveLives ? List.of(VALUE_ROWS, LIFE) : List.of(VALUE_ROWS));
                all.add(new Distinct(
                        i,
                        StateIds.of(operator, "distinct-" + call.id()),
                        keepsSent ? Optional.of(StateIds.of(operator, "sent-distinct-" + call.id())) : Optional.empty(),
                        layout));
            }
        }
        return List.copyOf(all);
    }

    private static List<Gathered> gathered(
            PhysicalOperator operator, List<Call> calls, int[] groupColumns, Optional<Windows> windows) {
        OperatorConfig config = operator.settings();
        Schema input = operator.inputs().getFirst().schema();
        int hidden = calls.size() - config.objects("aggregates").size();
        List<Gathered> all = new ArrayList<>();
        for (int i = hidden; i < calls.size(); i++) {
            Call call = calls.get(i);
            if (call.accumulator() instanceof GatheredAccumulator) {
                OperatorConfig of = config.objects("aggregates").get(i - hidden);
                List<Column> key =
                        Arrays.stream(groupColumns).mapToObj(input::column).toList();
                Column value = new Column(GATHERED, input.type(call.argument()).withNullable(true));
                TableLayout layout = TableLayout.of(key, List.of(value));
                all.add(new Gathered(
                        i,
                        StateIds.of(operator, "values-" + call.id()),
                        config.optionalLong("ttlMicros").isPresent() ? layout.withWrittenAt() : layout,
                        bucketWidth(windows),
                        separator(of)));
            }
        }
        return List.copyOf(all);
    }

    private static long bucketWidth(Optional<Windows> windows) {
        return windows.isPresent() && windows.get() instanceof AlignedWindows aligned
                ? Math.max(aligned.sliceMicros(), aligned.sizeMicros() / 10)
                : OrderedState.NEVER_DROPPED;
    }

    private static String separator(OperatorConfig call) {
        return call.json().get("separator").isPresent() ? call.string("separator") : ",";
    }

    private static boolean isOfOneSlice(Windows windows) {
        return windows instanceof AlignedWindows aligned && aligned.areSlices();
    }

    /** Which value column says in which life a group without windows is; -1 where nobody asks. */
    int lifeColumn() {
        return windows.isPresent() || distinct.isEmpty()
                ? -1
                : calls.stream()
                        .mapToInt(call -> call.accumulator().tableColumns().size())
                        .sum();
    }

    /** How many of the calls results show. */
    int resultCount() {
        return (int) calls.stream().filter(call -> !call.isHidden()).count();
    }

    /** How long groups live, when not for ever. */
    Optional<TimeToLive> ttl(Clock clock) {
        return ttlMicros.isPresent() ? Optional.of(new TimeToLive(ttlMicros.getAsLong(), clock)) : Optional.empty();
    }

    static Accumulator accumulator(OperatorConfig call, int column) {
        String function = call.string("function");
        if (function.equals("COUNT")) {
            return new CountAccumulator(column);
        }
        DataType argument = DataType.parse(call.string("argumentType"));
        boolean gathers = call.flag("gathered");
        return switch (function) {
            case "LISTAGG" ->
                new GatheredAccumulator(
                        column,
                        GatheredAccumulator.Result.LISTAGG,
                        separator(call).getBytes(StandardCharsets.UTF_8).length);
            case "ARRAY_AGG" -> new GatheredAccumulator(column, GatheredAccumulator.Result.ARRAY_AGG, 0);
            case "SUM" -> new SumAccumulator(column, SumAccumulator.Result.SUM, argument);
            case "AVG" -> new SumAccumulator(column, SumAccumulator.Result.AVERAGE, argument);
            case "VAR_POP", "VAR_SAMP", "STDDEV_POP", "STDDEV_SAMP" ->
                new MomentsAccumulator(column, MomentsAccumulator.Result.valueOf(function), argument);
            case "FIRST_VALUE", "LAST_VALUE" ->
                gathers
                        ? new GatheredAccumulator(column, GatheredAccumulator.Result.valueOf(function), 0)
                        : new EndAccumulator(column, function.equals("LAST_VALUE"), argument);
            case "MIN", "MAX" ->
                gathers
                        ? new GatheredAccumulator(column, GatheredAccumulator.Result.valueOf(function), 0)
                        : extreme(column, function.equals("MAX"), argument);
            default ->
                throw new IllegalArgumentException(
                        "This executor knows no aggregate '" + function + "'. Is the plan from a newer version?");
        };
    }

    private static Accumulator extreme(int column, boolean max, DataType argument) {
        return switch (argument.physical()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG -> new LongExtreme(column, max);
            case FLOAT, DOUBLE -> new DoubleExtreme(column, max);
            case WIDE -> new WideExtreme(column, max, argument);
            case NANOS -> new NanosExtreme(column, max, argument);
            case BYTES -> new BytesExtreme(column, max, argument);
            case ARRAY, MAP, ROW -> throw new IllegalArgumentException("There is no order among values of " + argument);
        };
    }

    /** Keys and accumulators, which are named by their calls: a later plan may have these in another order. */
    TableLayout layout() {
        List<Column> keys = Arrays.stream(groupColumns).mapToObj(input::column).toList();
        List<Column> values = new ArrayList<>();
        for (Call call : calls) {
            String name = call.id().equals(ROWS) ? "rows" : call.id();
            int part = 0;
            for (DataType type : call.accumulator().tableColumns()) {
                values.add(new Column(part == 0 ? name : name + "." + part, type));
                part++;
            }
        }
        if (lifeColumn() >= 0) {
            values.add(LIFE);
        }
        TableLayout groups = TableLayout.of(keys, values);
        return ttlMicros.isPresent() ? groups.withWrittenAt() : groups;
    }
}
