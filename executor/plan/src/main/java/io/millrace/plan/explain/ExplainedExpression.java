package io.millrace.plan.explain;

import io.millrace.model.type.DataType;

/**
 * An expression.
 *
 * @param sql Flink SQL
 * @param type what comes out
 */
public record ExplainedExpression(String sql, DataType type) {}
