package io.millrace.engine.operators.calc;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.OperatorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One node of a chain.
 *
 * @param nodeId the node it does the work of
 * @param trees over the columns the stage before gives: a filter's condition, one tree per column of a projection, one
 *     condition per branch of a route
 * @param names of the columns a projection makes, and of the ports of a route's branches; empty for a filter
 * @param isHelper whether the planner put it there for the operator behind it: rows that fail here reach no further, so
 *     they are counted as having reached the node
 */
public record CalcStage(
        String nodeId, Kind kind, List<Expr> trees, List<String> names, boolean isHelper, CalcCounts counts) {

    /** What a stage does. */
    public enum Kind {
        /** Keeps the rows whose condition is TRUE. */
        FILTER,
        /** Makes new columns. */
        PROJECT,
        /** Sends each row to the first branch whose condition is TRUE, else to the last output. */
        ROUTE;

        /** As a plan spells it. */
        static Kind of(String word) {
            return switch (word) {
                case "filter" -> FILTER;
                case "project" -> PROJECT;
                case "route" -> ROUTE;
                default ->
                    throw new IllegalArgumentException("Broken plan: a stage is filter, project or route, not " + word);
            };
        }
    }

    private static boolean isEventTime(EdgeSchema rows, ColumnRef column) {
        return rows.eventTime()
                .filter(rows.schema().column(column.index()).name()::equals)
                .isPresent();
    }

    public CalcStage {
        trees = List.copyOf(trees);
        names = List.copyOf(names);
        if (trees.isEmpty() || kind == Kind.FILTER && trees.size() != 1) {
            throw new IllegalArgumentException(
                    "Broken plan: stage " + kind + " of node " + nodeId + " has " + trees.size() + " expressions");
        }
        if (kind != Kind.FILTER && names.size() != trees.size()) {
            throw new IllegalArgumentException("Broken plan: stage " + kind + " of node " + nodeId + " has "
                    + names.size() + " names for " + trees.size() + " expressions");
        }
    }

    /** A stage that somebody drew; what it makes is named by position. */
    public CalcStage(String nodeId, Kind kind, List<Expr> trees) {
        this(
                nodeId,
                kind,
                trees,
                IntStream.range(0, kind == Kind.FILTER ? 0 : trees.size())
                        .mapToObj(i -> "o" + i)
                        .toList(),
                false,
                kind == Kind.ROUTE
                        ? new CalcCounts(List.of(nodeId), List.of(), List.of(), List.of())
                        : CalcCounts.of(nodeId));
    }

    /** Reads a stage of a plan. */
    static CalcStage read(OperatorConfig config, List<Expr> trees) {
        String node = config.string("node");
        Kind kind = Kind.of(config.string("kind"));
        boolean isHelper = config.flag("helper");
        CalcStage plain = new CalcStage(node, kind, trees);
        CalcCounts counts = config.optionalObject("counts")
                .map(CalcCounts::read)
                .orElse(isHelper ? CalcCounts.NOTHING : plain.counts());
        List<String> names =
                switch (kind) {
                    case FILTER -> List.of();
                    case PROJECT -> config.schema("columns").names();
                    case ROUTE -> config.strings("branches");
                };
        return new CalcStage(node, kind, trees, names, isHelper, counts);
    }

    /** What it gives for these rows, by each of its outputs: columns and event time. */
    EdgeSchema behind(EdgeSchema rows) {
        if (kind != Kind.PROJECT) {
            return rows;
        }
        List<Column> columns = new ArrayList<>();
        Optional<String> eventTime = Optional.empty();
        for (int i = 0; i < trees.size(); i++) {
            columns.add(new Column(names.get(i), trees.get(i).type()));
            if (eventTime.isEmpty() && trees.get(i) instanceof ColumnRef column && isEventTime(rows, column)) {
                eventTime = Optional.of(names.get(i));
            }
        }
        return new EdgeSchema(new Schema(columns), eventTime, List.of(), ChangeMode.APPEND);
    }
}
