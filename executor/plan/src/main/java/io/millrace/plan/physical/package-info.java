/**
 * Where and how the logical plan runs: {@link io.millrace.plan.physical.WatermarkPlacement} moves watermarks to the
 * sources, {@link io.millrace.plan.physical.PhysicalPlanner} makes operators of logical ones and cuts them into fragments
 * where rows must change the task. What the operators' configs hold is written in docs/operator-plan.md.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.physical;

import org.jspecify.annotations.NullMarked;
