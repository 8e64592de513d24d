/**
 * Grouped aggregation. {@link io.millrace.engine.operators.aggregate.WindowAggregateOperator} keeps a table per slice
 * of time and makes windows of them when the watermark has passed; {@link io.millrace.engine.operators.aggregate.GroupAggregateOperator}
 * keeps one table and sends the changes of each batch; {@link
 * io.millrace.engine.operators.aggregate.LocalAggregateOperator} does the first half before an exchange. All three work on
 * {@link io.millrace.engine.operators.aggregate.Accumulator}s, which are columns of the table: a batch's keys become slots,
 * and each aggregate is a loop over slots and argument values.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators.aggregate;

import org.jspecify.annotations.NullMarked;
