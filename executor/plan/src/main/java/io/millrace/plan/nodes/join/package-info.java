/** The node type {@code join}: adds to each row the columns of matching rows of a bounded input. Dialect: control plane. */
@NullMarked
package io.millrace.plan.nodes.join;

import org.jspecify.annotations.NullMarked;
