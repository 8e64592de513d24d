package io.millrace.plan.explain;

import java.util.List;

/**
 * A node of the drawing.
 *
 * @param name what people call it; empty when it has no name
 * @param runs whether its rows reach a sink, so that it is in the plan
 * @param expressions the typed expressions of its config
 */
public record ExplainedNode(String id, String name, String type, boolean runs, List<ExplainedField> expressions) {

    public ExplainedNode {
        expressions = List.copyOf(expressions);
    }

    /**
     * An expression and where it stands.
     *
     * @param field the way to its text, from the node's config
     */
    public record ExplainedField(String field, ExplainedExpression expression) {}
}
