/**
 * The first rows of each partition in an order. {@link io.millrace.engine.operators.topn.TopNOperator} keeps what comes out up to date by
 * changes, {@link io.millrace.engine.operators.topn.WindowTopNOperator} sends it when a partition is complete. Both keep rows by a number
 * that begins as their {@link io.millrace.engine.operators.topn.Ranking} does, so that the first ones are a walk from the beginning of a
 * list, and what comes behind the last one that matters is told by one comparison.
 *
 * <p>Rows are taken in by an {@link io.millrace.engine.operators.topn.Intake}: {@link io.millrace.engine.operators.topn.AppendIntake} where
 * rows are only added, {@link io.millrace.engine.operators.topn.ChangeIntake} where they are taken back as well.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators.topn;

import org.jspecify.annotations.NullMarked;
