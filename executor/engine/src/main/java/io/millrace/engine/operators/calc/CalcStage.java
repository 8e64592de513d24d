package io.millrace.engine.operators.calc;

import io.millrace.expr.Expr;
import java.util.List;

/**
 * One node of a chain.
 *
 * @param nodeId the node it does the work of
 * @param trees over the columns the stage before gives: a filter's condition, one tree per column of a projection, one
 *     condition per branch of a route
 * @param isHelper whether the planner put it there for the operator behind it, which counts the rows
 */
public record CalcStage(String nodeId, Kind kind, List<Expr> trees, boolean isHelper) {

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

    public CalcStage {
        trees = List.copyOf(trees);
        if (trees.isEmpty() || kind == Kind.FILTER && trees.size() != 1) {
            throw new IllegalArgumentException(
                    "Broken plan: stage " + kind + " of node " + nodeId + " has " + trees.size() + " expressions");
        }
    }

    /** A stage that somebody drew. */
    public CalcStage(String nodeId, Kind kind, List<Expr> trees) {
        this(nodeId, kind, trees, false);
    }
}
