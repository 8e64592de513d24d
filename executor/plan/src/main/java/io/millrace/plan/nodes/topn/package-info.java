/**
 * The node type {@code topN}: the first rows of each partition in an order, with their rank or without. Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.nodes.topn;

import org.jspecify.annotations.NullMarked;
