/** The node type {@code filter}: lets rows pass for which a condition is TRUE. Dialect: control plane. */
@NullMarked
package io.millrace.plan.nodes.filter;

import org.jspecify.annotations.NullMarked;
