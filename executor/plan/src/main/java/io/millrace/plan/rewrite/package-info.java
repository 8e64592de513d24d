/**
 * Rewrites of the logical plan: each a class with a drawing of before and after, named in {@code explain}, and each can be
 * left out. {@link io.millrace.plan.rewrite.Rewriter} lists them and applies them.
 *
 * <p>All keep the rows that come out. Two things may differ, and are meant to: a column that nobody reads is not
 * computed, and a row that a later filter drops is not computed any further, so neither can fail.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.rewrite;

import org.jspecify.annotations.NullMarked;
