/** The node type {@code select}: computes the columns of new rows from those of old ones. Dialect: control plane. */
@NullMarked
package io.millrace.plan.nodes.select;

import org.jspecify.annotations.NullMarked;
