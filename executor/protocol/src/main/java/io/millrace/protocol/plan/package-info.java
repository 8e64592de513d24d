/**
 * The operator plan: what the planner hands to executors. Operators with their edges, cut into fragments; each operator
 * is described by its type, a JSON config and typed expressions, so that a new one needs no new message. Start with
 * {@link io.millrace.protocol.plan.OperatorPlan}; {@code OperatorPlanCodec} writes it as protobuf.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.protocol.plan;

import org.jspecify.annotations.NullMarked;
