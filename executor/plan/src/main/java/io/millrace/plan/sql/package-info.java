/**
 * Expressions as people write them become typed trees here: {@link io.millrace.plan.sql.Expressions} is the way in.
 *
 * <p>A text passes four steps: {@code Lexer} cuts it, {@code Nesting} refuses what the parser could not bear,
 * {@code ExpressionParser} has Calcite's parser make a tree of it, {@code Binder} gives the tree's names and types, with
 * {@code CallShape} as the list of all SQL that has a meaning. Functions are declared in {@code expr}, not here. This is the only package of Millrace that sees Calcite (docs/adr/0003).
 *
 * <p>Queries become {@link io.millrace.plan.sql.Query} records: {@link io.millrace.plan.sql.Queries} is the way in. What they hold of
 * expressions are {@code Part}s, which are typed where it is known what their names stand for.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.sql;

import org.jspecify.annotations.NullMarked;
