/**
 * Typed SQL expressions: {@link io.millrace.expr.Expr} is a closed set of records, {@link
 * io.millrace.expr.ScalarFunction} the one declaration of a function, {@link io.millrace.expr.Kernel} the method that
 * computes a call. Parsing and binding names is the business of {@code plan}, code generation that of {@code engine};
 * both read the declarations here. Start with {@code Expr}, then {@link io.millrace.expr.function.FunctionRegistry}.
 *
 * <p><b>Contract of evaluation</b>, for whoever evaluates a tree or generates code from it:
 *
 * <ol>
 *   <li>A value of a type is kept as its {@link io.millrace.expr.value.Carrier} says, with a null bit beside it.
 *   <li><b>Operands are converted where they are used.</b> The tree holds only the casts that the user wrote. An operand
 *       whose type differs from the type it is used as goes through {@link
 *       io.millrace.expr.function.Casts#conversion}, which answers SAME, a kernel of one argument, or (never in a typed
 *       tree) that there is none. The type an operand is used as: of a {@code Call}, the parameter at its position; of
 *       {@code Case} results and {@code Coalesce} operands, the form's own type; of {@code In}, {@code Between},
 *       {@code IsDistinctFrom} and the comparison in {@code NullIf}, {@code comparedAs}; everywhere else its own type.
 *       {@link io.millrace.expr.Literal#NULL} is NULL in any type and needs no conversion.
 *   <li><b>Call</b>: evaluate the arguments that the kernel's operands name, each once and in the order of the
 *       arguments; when one is NULL that is not boxed the call is NULL; otherwise invoke {@code owner.method} with the operands in order,
 *       then the output register when the result carrier is one, then, when {@code mayReturnNull}, a cleared
 *       {@link io.millrace.expr.value.NullFlag} to be read afterwards. An argument that no operand names was bound as a
 *       constant and is not evaluated. Every call needs output registers of its own, because results may point into
 *       arguments. The zone operand is the {@link io.millrace.expr.value.PipelineZone} of the pipeline.
 *   <li><b>Cast</b>: as a conversion from the operand's type to its own; when {@code safe}, a
 *       {@link io.millrace.expr.value.RowError} of that conversion, not of the operand, makes NULL.
 *   <li>{@code And}, {@code Or}, {@code Case}, {@code Coalesce}, {@code In}, {@code Between} and {@code NullIf} evaluate
 *       only what their documentation says is evaluated: an operand that is not reached cannot fail the row.
 *   <li>Kernels named by a form ({@code equality}, {@code lessOrEqual}) take two values of {@code comparedAs}, never
 *       NULL, and have no constants.
 *   <li>A {@link io.millrace.expr.value.RowError} fails the row. {@link io.millrace.expr.interpret.Interpreter} finds the
 *       words for it.
 * </ol>
 *
 * <p>Dialect: control plane (immutable records, sealed types).
 */
@NullMarked
package io.millrace.expr;

import org.jspecify.annotations.NullMarked;
