/**
 * The node type {@code unnest}: a row for each element of a collection. Start with {@code UnnestTyping}, which says what comes out;
 * {@code Unnesting} is what the planner makes of it.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.nodes.unnest;

import org.jspecify.annotations.NullMarked;
