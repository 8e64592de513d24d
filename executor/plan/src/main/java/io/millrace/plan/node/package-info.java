/**
 * What a node type is to the planner. {@link io.millrace.plan.node.NodeType} describes and types nodes, the {@link
 * io.millrace.plan.node.TypedOperation} it answers goes into the logical plan and into Flink SQL. Start with {@code
 * NodeType}; examples are the packages below {@code plan.nodes}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.node;

import org.jspecify.annotations.NullMarked;
