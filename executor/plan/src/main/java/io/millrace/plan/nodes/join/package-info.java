/** The node type {@code join}: brings rows of two inputs with the same keys together. Dialect: control plane. */
@NullMarked
package io.millrace.plan.nodes.join;

import org.jspecify.annotations.NullMarked;
