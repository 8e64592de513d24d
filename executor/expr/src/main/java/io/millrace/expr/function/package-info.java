/**
 * What exists to call: {@link io.millrace.expr.function.FunctionRegistry} lists one declaration per function, each typed
 * the way Flink 2.3 does. {@link io.millrace.expr.function.Casts} says which type converts to which and by what kernel,
 * {@link io.millrace.expr.function.CommonType} finds the type that several values share, and
 * {@link io.millrace.expr.function.DecimalRules} derives precision and scale. The {@code …Functions} classes hold the
 * declarations by category.
 *
 * <p>Dialect: control plane (immutable, answers are values). Start with {@code FunctionRegistry}.
 */
@NullMarked
package io.millrace.expr.function;

import org.jspecify.annotations.NullMarked;
