/**
 * The node types, one package each, listed by {@link io.millrace.plan.nodes.NodeTypes}. How to add one is written in
 * docs/adding-an-operator.md.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.nodes;

import org.jspecify.annotations.NullMarked;
