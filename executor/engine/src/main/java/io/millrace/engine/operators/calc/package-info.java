/**
 * Chains of stateless nodes as one operator: filters, selects and at the end perhaps a route, each a generated loop over
 * the columns of a batch. {@link io.millrace.engine.operators.calc.CalcPlan} is what a plan says,
 * {@link io.millrace.engine.operators.calc.CalcProgram} runs it in a task; a source runs the same program on what it reads.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators.calc;

import org.jspecify.annotations.NullMarked;
