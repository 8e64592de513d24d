/**
 * A plan for people and tools: {@link io.millrace.plan.explain.Explanation} is made of a {@link io.millrace.plan.Plan} and
 * prints as text and as JSON (docs/explain.md). {@code Explainer} collects, {@code OperatorFacts} puts operators into words,
 * {@code LaneDrawing} draws what flows where. Nothing here decides anything about a plan.
 *
 * <p>An operator nobody has put into words is shown with the members of its config, so a new one needs nothing here.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.explain;

import org.jspecify.annotations.NullMarked;
