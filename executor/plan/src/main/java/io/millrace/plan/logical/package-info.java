/**
 * The logical plan: what is computed, without saying where. A {@link io.millrace.plan.logical.LogicalPlan} is a directed
 * graph of {@link io.millrace.plan.logical.LogicalOperator}s; those every pipeline needs are records here, node types may
 * bring others. Rewrites ({@code plan.rewrite}) turn a plan into an equivalent one; {@code plan.physical} makes operators
 * and fragments of it. Start with {@code LogicalPlan}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.logical;

import org.jspecify.annotations.NullMarked;
