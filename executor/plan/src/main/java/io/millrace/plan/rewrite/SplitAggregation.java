package io.millrace.plan.rewrite;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.plan.logical.Aggregation;
import io.millrace.plan.logical.Aggregation.AggregateCall;
import io.millrace.plan.logical.Aggregation.Phase;
import io.millrace.plan.logical.KeyColumn;
import io.millrace.plan.logical.LogicalNode;
import io.millrace.plan.logical.LogicalPlan;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Aggregates in two phases: each task sums up what it reads before rows change the task, so that what travels is a row
 * per group and not per row.
 *
 * <pre>
 * before   ─▶ ══ by key ══▶ aggregate ─▶
 * after    ─▶ local aggregate ══ by key ══▶ global aggregate ─▶
 * </pre>
 *
 * <p>The local half holds nothing over a barrier and lets no watermark pass what it holds, so the second half sees the same
 * windows complete at the same time; of windows that overlap it sums up slices. Its rows are partial forms (docs/operator-plan.md). Not where late rows are read,
 * since a partial form is no row, not in a single task, where nothing travels, not where rows are taken back and groups live for a time or
 * have a variance, not for sessions or by processing time, and not where an aggregate is DISTINCT, since which values a group has is no partial form of a fixed size,
 * or goes by the order of rows.
 */
final class SplitAggregation implements Rewrite {

    private final int parallelism;

    SplitAggregation(int parallelism) {
        this.parallelism = parallelism;
    }

    @Override
    public String name() {
        return "split-aggregation";
    }

    @Override
    public Optional<Rewritten> apply(LogicalPlan plan) {
        if (parallelism == 1) {
            return Optional.empty();
        }
        for (LogicalNode node : plan.nodes()) {
            if (node.operator() instanceof Aggregation whole
                    && whole.phase() == Phase.WHOLE
                    && !whole.sendsLateRows()
                    && !needsRows(whole)) {
                return Optional.of(split(plan, node, whole));
            }
        }
        return Optional.empty();
    }

    /**
     * A partial form says nothing of single rows. Where a group may be gone when a row of it is taken back, that row is left out;
     * where as many values came as were taken back, sums of variances count from a value that may be none of the group's; and a row
     * that is late for a session may be within the gap of another one.
     */
    private static boolean needsRows(Aggregation whole) {
        boolean takesBack = !whole.input().changeMode().isAppend();
        return takesBack && whole.ttlMicros().isPresent()
                || takesBack && whole.calls().stream().anyMatch(SplitAggregation::isVariance)
                || whole.calls().stream().anyMatch(SplitAggregation::needsRows)
                || whole.window().filter(SplitAggregation::needsRows).isPresent();
    }

    /** What has been summed up waits for more, and does not come when its rows did. */
    private static boolean needsRows(TimeWindow window) {
        return window instanceof TimeWindow.Session || window.time().isProcessing();
    }

    private static boolean isVariance(AggregateCall call) {
        return switch (call.function()) {
            case "VAR_POP", "VAR_SAMP", "STDDEV_POP", "STDDEV_SAMP" -> true;
            default -> false;
        };
    }

    /** Which values there are, and in which order they came, is told by rows alone. */
    private static boolean needsRows(AggregateCall call) {
        boolean goesByOrder =
                call.function().equals("FIRST_VALUE") || call.function().equals("LAST_VALUE");
        return call.distinct() || call.gathering().isPresent() || goesByOrder;
    }

    private static Rewritten split(LogicalPlan plan, LogicalNode node, Aggregation whole) {
        Aggregation local = local(whole);
        int id = plan.freeId();
        List<LogicalNode> nodes = new ArrayList<>(plan.nodes());
        nodes.remove(node);
        nodes.add(new LogicalNode(id, local, node.inputs(), node.step()));
        nodes.add(node.with(global(whole, local.outputs().getFirst()))
                .withInputs(List.of(List.of(new OutputRef(id, 0)))));
        return new Rewritten(
                LogicalPlan.ofUnordered(nodes),
                "`" + whole.node() + "` sums up in each task before rows change the task");
    }

    private static Aggregation local(Aggregation whole) {
        List<Column> columns = new ArrayList<>();
        for (KeyColumn group : whole.groups()) {
            columns.add(new Column("$key." + group.id(), whole.input().schema().type(group.position())));
        }
        whole.window().ifPresent(window -> {
            DataType time = whole.input().schema().type(window.timeColumn());
            columns.add(new Column("$window", time.withNullable(false)));
        });
        columns.add(new Column("$rows", ScalarType.BIGINT.notNull()));
        whole.calls().forEach(call -> columns.addAll(partialForm(call)));
        return new Aggregation(
                whole.node(),
                Phase.LOCAL,
                whole.input(),
                whole.groups(),
                whole.calls(),
                whole.window(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of(EdgeSchema.append(new Schema(columns))));
    }

    private static Aggregation global(Aggregation whole, EdgeSchema partial) {
        int keys = whole.groups().size();
        int rowCount = keys + (whole.window().isPresent() ? 1 : 0);
        int next = rowCount + 1;
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : whole.calls()) {
            calls.add(call.withArgument(next));
            next += partialForm(call).size();
        }
        return new Aggregation(
                whole.node(),
                Phase.GLOBAL,
                partial,
                IntStream.range(0, keys)
                        .mapToObj(i -> whole.groups().get(i).at(i))
                        .toList(),
                calls,
                whole.window().map(window -> window.withTimeColumn(keys)),
                OptionalInt.of(rowCount),
                whole.ttlMicros(),
                whole.outputs());
    }

    /**
     * The columns in which the local half sends an aggregate. Sums travel in the next wider type, so that whether a total
     * fits its type does not depend on how the rows were spread.
     */
    private static List<Column> partialForm(AggregateCall call) {
        Column count = new Column("$" + call.id() + ".count", ScalarType.BIGINT.notNull());
        DataType argument = call.argumentType().orElse(ScalarType.BIGINT.notNull());
        return switch (call.function()) {
            case "COUNT" -> List.of(count);
            case "SUM", "AVG" -> List.of(new Column("$" + call.id() + ".sum", sumType(argument)), count);
            case "VAR_POP", "VAR_SAMP", "STDDEV_POP", "STDDEV_SAMP" -> moments(call.id(), count);
            case "MIN", "MAX" -> List.of(new Column("$" + call.id() + ".value", argument.withNullable(true)));
            default -> throw new IllegalArgumentException("No partial form is known of " + call.function());
        };
    }

    /** How many values there are, and how many are only counted; then both parts of the first one, of sum and of squares. */
    private static List<Column> moments(String id, Column count) {
        List<Column> columns = new ArrayList<>(List.of(count));
        columns.add(new Column("$" + id + ".special", ScalarType.BIGINT.notNull()));
        for (String part : List.of("origin", "originLow", "sum", "sumLow", "squares", "squaresLow")) {
            columns.add(new Column("$" + id + "." + part, ScalarType.DOUBLE.notNull()));
        }
        return columns;
    }

    private static DataType sumType(DataType argument) {
        return switch (argument.physical()) {
            case BYTE, SHORT, INT -> ScalarType.BIGINT.notNull();
            case FLOAT, DOUBLE -> ScalarType.DOUBLE.notNull();
            default -> {
                int scale = argument.type() instanceof DecimalType decimal ? decimal.scale() : 0;
                yield new DecimalType(DecimalType.MAX_PRECISION, scale).notNull();
            }
        };
    }
}
