/** The node type {@code union}: one stream of the rows of several. Dialect: control plane. */
@NullMarked
package io.millrace.plan.nodes.union;

import org.jspecify.annotations.NullMarked;
