/**
 * The node type {@code aggregate}: one row per group, and per window if there is one, with counts, sums and the like.
 * Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.nodes.aggregate;

import org.jspecify.annotations.NullMarked;
