/**
 * Joins: {@link io.millrace.engine.operators.join.LookupJoinOperator} of a stream with a bounded table that every task holds in
 * full, {@link io.millrace.engine.operators.join.RegularJoinOperator} of two streams by key, {@link
 * io.millrace.engine.operators.join.IntervalJoinOperator} of two streams by key and nearness in time. All bring matches out by {@link
 * io.millrace.engine.operators.join.MatchedRows}.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators.join;

import org.jspecify.annotations.NullMarked;
