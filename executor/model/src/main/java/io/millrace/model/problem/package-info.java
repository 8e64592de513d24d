/**
 * What is wrong with a pipeline, as data: {@link io.millrace.model.problem.Problem} names the code, the place, the
 * values, says it in words, and offers fixes that are edits. Start there; the codes of this module are in
 * {@link io.millrace.model.problem.ProblemCodes}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.problem;

import org.jspecify.annotations.NullMarked;
