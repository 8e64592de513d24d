package io.millrace.plan.logical;

import io.millrace.model.document.NodeId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.logical.StateDeclaration.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Aggregates per group, and per window if there is one.
 *
 * @param groups the group keys, in the order of the output
 * @param window absent for results that change as rows come
 * @param rowCount in the global half, the position of the number of rows a partial form stands for
 * @param ttlMicros how long a group is kept after a row of it came; absent for ever
 * @param outputs the results and, if anybody reads them, the rows that came too late; of the local half its partial forms
 */
public record Aggregation(
        NodeId node,
        Phase phase,
        EdgeSchema input,
        List<KeyColumn> groups,
        List<AggregateCall> calls,
        Optional<TimeWindow> window,
        OptionalInt rowCount,
        Optional<Long> ttlMicros,
        List<EdgeSchema> outputs)
        implements LogicalOperator {

    /** Which part of the work it does. */
    public enum Phase {
        /** Rows in, results out. */
        WHOLE("aggregate"),
        /** Rows in, partial forms out. */
        LOCAL("localAggregate"),
        /** Partial forms in, results out. */
        GLOBAL("globalAggregate");

        private final String operator;

        Phase(String operator) {
            this.operator = operator;
        }
    }

    /**
     * One aggregate.
     *
     * @param id the call's element id
     * @param function its name in the registry
     * @param argument position of the argument or, in the global half, of the first column of its partial form; -1 for
     *     COUNT(*)
     * @param argumentType the argument's type; absent for COUNT(*)
     * @param distinct whether each value of a group counts once
     * @param gathering for an aggregate that keeps all values of a group
     * @param of what is aggregated, and of which rows, as it is written
     * @param result the column it makes
     */
    public record AggregateCall(
            String id,
            String function,
            int argument,
            Optional<DataType> argumentType,
            boolean distinct,
            Optional<Gathering> gathering,
            String of,
            Column result) {

        /** The same over another column. */
        public AggregateCall withArgument(int other) {
            return new AggregateCall(id, function, other, argumentType, distinct, gathering, of, result);
        }

        /** The same over some of the columns. */
        private AggregateCall narrowed(List<Integer> kept) {
            return new AggregateCall(
                    id,
                    function,
                    argument < 0 ? argument : Trees.newPosition(kept, argument),
                    argumentType,
                    distinct,
                    gathering.map(known -> known.narrowed(kept)),
                    of,
                    result);
        }

        /** Which columns it reads. */
        private IntStream reads() {
            return IntStream.of(argument, gathering.map(Gathering::filterColumn).orElse(-1))
                    .filter(column -> column >= 0);
        }

        /** What is accumulated. */
        private String accumulated() {
            String how = gathering.isPresent() ? "all values for " : "";
            return how
                    + function
                    + argumentType
                            .map(type -> (distinct ? "(DISTINCT " : "(") + type.type() + ")")
                            .orElse("");
        }
    }

    /**
     * How values are kept.
     *
     * @param separator between texts, where something was said
     * @param filterColumn position of the condition that says whether a row counts, where NULL is a value; -1 for none
     */
    public record Gathering(Optional<String> separator, int filterColumn) {

        private Gathering narrowed(List<Integer> kept) {
            return new Gathering(separator, filterColumn < 0 ? -1 : Trees.newPosition(kept, filterColumn));
        }

        private JsonObject in(JsonObject config) {
            JsonObject json = config.with("gathered", Json.of(true));
            if (separator.isPresent()) {
                json = json.with("separator", Json.of(separator.get()));
            }
            return filterColumn < 0 ? json : json.with("filterColumn", Json.of(filterColumn));
        }
    }

    public Aggregation {
        groups = List.copyOf(groups);
        calls = List.copyOf(calls);
        outputs = List.copyOf(outputs);
    }

    /** Positions of the group keys in the input, in the order of the output. */
    public List<Integer> groupColumns() {
        return KeyColumn.positions(groups);
    }

    /** Whether somebody reads the rows that come too late. */
    public boolean sendsLateRows() {
        return outputs.size() > 1;
    }

    @Override
    public String type() {
        return switch (phase) {
            case WHOLE -> "aggregate";
            case LOCAL -> "local aggregate";
            case GLOBAL -> "global aggregate";
        };
    }

    @Override
    public List<NodeId> nodeIds() {
        return List.of(node);
    }

    @Override
    public List<EdgeSchema> inputs() {
        return List.of(input);
    }

    @Override
    public PhysicalForm physical() {
        JsonObject config = JsonObject.of(
                "groupColumns",
                Positions.json(groupColumns()),
                "aggregates",
                new JsonArray(calls.stream().map(Aggregation::config).toList()));
        if (window.isPresent()) {
            config = config.with("window", window.get().config());
        }
        if (rowCount.isPresent()) {
            config = config.with("rowCountColumn", Json.of(rowCount.getAsInt()));
        }
        if (phase != Phase.LOCAL) {
            config = config.with("state", StateDeclaration.json(states()));
            if (ttlMicros.isPresent()) {
                config = config.with("ttlMicros", Json.of(ttlMicros.get()));
            }
        }
        return new PhysicalForm(phase.operator, config, Map.of(), List.of(need()));
    }

    private PhysicalForm.InputNeed need() {
        if (phase == Phase.LOCAL) {
            return PhysicalForm.InputNeed.ANY;
        }
        return groups.isEmpty()
                ? new PhysicalForm.InputNeed.AllInOneTask()
                : new PhysicalForm.InputNeed.SameKey(groupColumns());
    }

    /**
     * The accumulators, and for aggregates that need them the values that groups have. One without the other says nothing, so values
     * are said to hold all that accumulators hold: what becomes of the one becomes of the other.
     */
    private List<StateDeclaration> states() {
        List<StateDeclaration> states = new ArrayList<>(states(""));
        boolean keepsSent = window.filter(known -> known.time().latenessMicros() > 0 && !known.isOneSlice())
                .isPresent();
        if (keepsSent) {
            // Windows that were sent and take late rows, where they are more than one slice of time each.
            states.addAll(states("sent"));
        }
        return states;
    }

    private List<StateDeclaration> states(String of) {
        StateDeclaration accumulators = accumulators(of.isEmpty() ? "accumulators" : of);
        String prefix = of.isEmpty() ? "" : of + "-";
        List<StateDeclaration> states = new ArrayList<>(List.of(accumulators));
        for (AggregateCall call : calls) {
            if (call.distinct() || call.gathering().isPresent()) {
                List<String> elements = new ArrayList<>(KeyColumn.ids(groups));
                elements.add(call.id());
                states.add(new StateDeclaration(
                        node,
                        prefix + (call.distinct() ? "distinct-" : "values-") + call.id(),
                        elements,
                        accumulators.shape(),
                        accumulators.key(),
                        accumulators.value(),
                        false));
            }
        }
        return states;
    }

    private StateDeclaration accumulators(String role) {
        List<String> elements = new ArrayList<>(KeyColumn.ids(groups));
        calls.forEach(call -> elements.add(call.id()));
        List<Part> key = KeyColumn.parts(groups, input.schema());
        List<Part> value = calls.stream()
                .map(call -> new Part(call.id(), call.accumulated(), call.of()))
                .toList();
        String shape = window.map(TimeWindow::description).orElse("no windows");
        return new StateDeclaration(node, role, elements, shape, key, value, false);
    }

    private static Json config(AggregateCall call) {
        JsonObject config = JsonObject.of(
                "id", Json.of(call.id()), "function", Json.of(call.function()), "argument", Json.of(call.argument()));
        JsonObject typed = call.argumentType()
                .map(type -> config.with("argumentType", Json.of(type.toString())))
                .orElse(config);
        if (call.gathering().isPresent()) {
            return call.gathering().get().in(typed);
        }
        return call.distinct() ? typed.with("distinct", Json.of(true)) : typed;
    }

    /** Keys, arguments and time; the whole row where late ones are read as they came. */
    @Override
    public List<Set<Integer>> reads(List<Set<Integer>> wanted) {
        if (phase == Phase.GLOBAL || sendsLateRows()) {
            return List.of(LogicalOperator.allColumns(input));
        }
        Set<Integer> read = new TreeSet<>(groupColumns());
        calls.forEach(call -> call.reads().forEach(read::add));
        window.ifPresent(known -> read.add(known.timeColumn()));
        return List.of(read);
    }

    @Override
    public Narrowed narrowed(List<List<Integer>> keptInputs, List<Set<Integer>> wanted) {
        List<Integer> kept = keptInputs.getFirst();
        if (kept.size() == input.schema().size()) {
            return Narrowed.unchanged(this);
        }
        Aggregation narrow = new Aggregation(
                node,
                phase,
                EdgeColumns.kept(input, kept),
                KeyColumn.kept(groups, kept),
                calls.stream().map(call -> call.narrowed(kept)).toList(),
                window.map(known -> known.withTimeColumn(Trees.newPosition(kept, known.timeColumn()))),
                rowCount,
                ttlMicros,
                outputs);
        return Narrowed.unchanged(narrow);
    }
}
