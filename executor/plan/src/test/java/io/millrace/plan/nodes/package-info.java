/** Tests of what each node type makes of its rows, and of what it refuses. Dialect: control plane. */
@NullMarked
package io.millrace.plan.nodes;

import org.jspecify.annotations.NullMarked;
