/**
 * Evaluates a tree on one row, through the same kernels as generated code, and says in words why a row fails. It is the
 * slow path for rows whose error bit is set, the evaluator of constants, and what generated code is tested against.
 *
 * <p>Dialect: control plane (allocates, boxes). Start with {@link io.millrace.expr.interpret.Interpreter}.
 */
@NullMarked
package io.millrace.expr.interpret;

import org.jspecify.annotations.NullMarked;
