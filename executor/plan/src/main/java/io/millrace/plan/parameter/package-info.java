/**
 * Parameters of a pipeline: {@link io.millrace.plan.parameter.ParameterValues} turns what a document or a deployment
 * gives into constants of the declared types and puts them into trees.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.parameter;

import org.jspecify.annotations.NullMarked;
