/**
 * The node type {@code deduplicate}: one row of each key, the first or the last. Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.nodes.deduplicate;

import org.jspecify.annotations.NullMarked;
