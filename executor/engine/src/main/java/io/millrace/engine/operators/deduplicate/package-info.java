/**
 * One row of each key. {@link io.millrace.engine.operators.deduplicate.FirstComeOperator} lets the first one through that comes and
 * keeps nothing but keys; {@link io.millrace.engine.operators.deduplicate.StandingRowOperator} keeps the row that stands for each key
 * and sends a change when another takes its place. Both find the keys of a batch by {@link
 * io.millrace.engine.operators.deduplicate.BatchKeys}.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators.deduplicate;

import org.jspecify.annotations.NullMarked;
