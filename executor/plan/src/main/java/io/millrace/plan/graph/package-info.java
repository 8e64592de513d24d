/**
 * The typed graph: what checking a document comes to, one {@link io.millrace.plan.graph.TypedNode} per node. Start with
 * {@link io.millrace.plan.graph.TypedGraph}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.graph;

import org.jspecify.annotations.NullMarked;
