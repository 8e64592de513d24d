/**
 * The node type {@code over}: each row with results over the rows before it. Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.nodes.over;

import org.jspecify.annotations.NullMarked;
