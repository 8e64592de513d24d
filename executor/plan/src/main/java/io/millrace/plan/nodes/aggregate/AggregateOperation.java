package io.millrace.plan.nodes.aggregate;

import io.millrace.expr.Case;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.When;
import io.millrace.expr.print.SqlPrinter;
import io.millrace.model.Durations;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.logical.Aggregation;
import io.millrace.plan.logical.Aggregation.AggregateCall;
import io.millrace.plan.logical.Aggregation.Gathering;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.HelperColumns;
import io.millrace.plan.logical.KeyColumn;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.logical.StageCounts;
import io.millrace.plan.logical.TimeWindow;
import io.millrace.plan.logical.WindowTime;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An aggregate with typed keys and arguments.
 *
 * @param groupIds element ids of the keys
 * @param groups what rows are grouped by
 * @param out the results
 * @param ttl how long groups live, when not for ever
 */
record AggregateOperation(
        NodeId node,
        List<String> groupIds,
        List<Expr> groups,
        List<Call> calls,
        Optional<Window> window,
        EdgeSchema out,
        Optional<Duration> ttl)
        implements TypedOperation {

    /**
     * A typed aggregate.
     *
     * @param argument absent for COUNT(*)
     * @param distinct whether each value counts once
     * @param separator between texts that are put one behind the other
     * @param filter which rows it is of; absent for all
     */
    record Call(
            String id,
            String function,
            Optional<Expr> argument,
            boolean distinct,
            Optional<String> separator,
            Optional<Expr> filter,
            Column result) {

        /**
         * What is aggregated: NULL in rows that do not count. Values that are never NULL need not be looked at to be counted.
         *
         * @return none where each row counts, whatever is in it
         */
        Optional<Expr> counted() {
            Optional<Expr> values = argument.filter(
                    tree -> !function.equals("COUNT") || distinct || tree.type().isNullable());
            return filter.isEmpty() || takesNulls()
                    ? values
                    : filter.map(condition -> where(condition, values.orElse(Literal.TRUE)));
        }

        /** Whether NULL is a value like others, so that it cannot say that a row does not count. */
        boolean takesNulls() {
            return function.equals("ARRAY_AGG");
        }

        /** What is aggregated and of which rows, as it is written. */
        String written(LogicalBuilder plan) {
            return Stream.concat(
                            argument.map(plan::resolved).map(SqlPrinter::print).stream(),
                            filter
                                    .map(plan::resolved)
                                    .map(condition -> "where " + SqlPrinter.print(condition))
                                    .stream())
                    .collect(Collectors.joining(" "));
        }

        private static Expr where(Expr condition, Expr value) {
            DataType type = value.type().withNullable(true);
            return new Case(List.of(new When(condition, value)), Literal.nullOf(type), type);
        }
    }

    /** The place of the time at which rows come, which is written into it when they do. */
    private static final Literal COMING = Literal.nullOf(AggregateTyping.CLOCK);

    AggregateOperation {
        groupIds = List.copyOf(groupIds);
        groups = List.copyOf(groups);
        calls = List.copyOf(calls);
    }

    /**
     * Keys, arguments and event time become columns first, so that the aggregation itself computes no expressions. Without a
     * window, and by processing time, no row is late, so none leaves there.
     */
    @Override
    public void addTo(LogicalBuilder plan) {
        List<OutputRef> input = plan.input(PortName.IN);
        EdgeSchema rows = plan.schema(input.getFirst());
        boolean hasLate = window.isPresent() && !window.get().isByClock();
        boolean sendsLate = hasLate && plan.isRead(PortName.LATE);
        // Late rows leave as they came, so then the whole row travels to the aggregation.
        HelperColumns columns = sendsLate ? HelperColumns.behindAllOf(rows) : HelperColumns.none();
        List<KeyColumn> keys = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            String id = groupIds.get(i);
            Expr value = plan.resolved(groups.get(i));
            keys.add(new KeyColumn(columns.add("$key." + id, value), id, SqlPrinter.print(value)));
        }
        List<AggregateCall> aggregates = new ArrayList<>();
        for (Call call : calls) {
            aggregates.add(aggregate(plan, call, columns, rows));
        }
        Optional<TimeWindow> windows = window.map(known -> known.over(
                known.isByClock()
                        ? WindowTime.ofProcessing(columns.add("$time", COMING))
                        : WindowTime.ofEvents(
                                columns.add("$time", timeColumn(rows)),
                                known.lateness().map(Durations::micros).orElse(0L))));
        Calc calc = Calc.of(rows, columns.stage(node, rows));
        EdgeSchema prepared = calc.outputs().getFirst();
        List<EdgeSchema> outputs = sendsLate ? List.of(out, prepared) : List.of(out);
        int aggregation = plan.add(
                new Aggregation(
                        node,
                        Aggregation.Phase.WHOLE,
                        prepared,
                        keys,
                        aggregates,
                        windows,
                        OptionalInt.empty(),
                        ttl.map(Durations::micros),
                        outputs),
                List.of(List.of(plan.addUnary(calc, input))));
        plan.output(PortName.OUT, new OutputRef(aggregation, 0));
        if (sendsLate) {
            OutputRef late = new OutputRef(aggregation, 1);
            plan.output(
                    PortName.LATE,
                    plan.addUnary(
                            Calc.of(
                                    prepared,
                                    HelperColumns.firstOf(
                                                    prepared, rows.schema().size(), node)
                                            .with(StageCounts.behind(node, PortName.LATE))),
                            List.of(late)));
        } else if (plan.isRead(PortName.LATE)) {
            Stage nothing = new Stage.Filter(node, Literal.of(false), StageCounts.behind(node, PortName.LATE));
            plan.output(PortName.LATE, plan.addUnary(Calc.of(rows, nothing), input));
        }
    }

    private static AggregateCall aggregate(LogicalBuilder plan, Call call, HelperColumns columns, EdgeSchema rows) {
        Optional<Expr> argument = call.counted().map(plan::resolved);
        return new AggregateCall(
                call.id(),
                call.function(),
                argument.map(tree -> columns.add("$" + call.id(), tree)).orElse(-1),
                argument.map(Expr::type),
                call.distinct(),
                gathering(plan, call, columns, rows),
                call.written(plan),
                call.result());
    }

    /** Whether an aggregate keeps all values: which one is the next when a row is taken back cannot be known otherwise. */
    private static Optional<Gathering> gathering(
            LogicalBuilder plan, Call call, HelperColumns columns, EdgeSchema rows) {
        boolean keepsAll =
                switch (call.function()) {
                    case "LISTAGG", "ARRAY_AGG" -> true;
                    case "FIRST_VALUE", "LAST_VALUE", "MIN", "MAX" ->
                        !rows.changeMode().isAppend();
                    default -> false;
                };
        if (!keepsAll) {
            return Optional.empty();
        }
        int filter = call.filter()
                .filter(_ -> call.takesNulls())
                .map(condition -> columns.add("$" + call.id() + ".filter", plan.resolved(condition)))
                .orElse(-1);
        return Optional.of(new Gathering(call.separator(), filter));
    }

    private static Expr timeColumn(EdgeSchema rows) {
        String name = rows.eventTime()
                .orElseThrow(() -> new IllegalStateException("A window has been typed over rows without event time"));
        int index = rows.schema().indexOf(name).orElseThrow();
        DataType type = rows.schema().type(index);
        return new ColumnRef(index, name, type);
    }

    @Override
    public List<TypedTree> trees() {
        List<TypedTree> trees = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            trees.add(new TypedTree(
                    FieldPath.of("groupBy").element(groupIds.get(i)).key("expression"), groups.get(i)));
        }
        for (Call call : calls) {
            call.argument()
                    .ifPresent(tree -> trees.add(new TypedTree(
                            FieldPath.of("aggregates").element(call.id()).key("argument"), tree)));
            call.filter()
                    .ifPresent(tree -> trees.add(new TypedTree(
                            FieldPath.of("aggregates").element(call.id()).key("filter"), tree)));
        }
        return trees;
    }
}
