/**
 * The methods that compute: public static, one per function and carrier, called once per row by generated code and
 * through method handles by the interpreter. {@link io.millrace.expr.Kernel} describes their signatures: arguments, then
 * constants, then the register to write, then the flag for NULL. No argument is NULL. They allocate nothing per row
 * (rare wide decimal and date paths excepted, where it is said) and fail a row by throwing a preallocated
 * {@link io.millrace.expr.value.RowError}. Besides, the immutable objects bound to calls as constants: compiled patterns
 * and nested conversions.
 *
 * <p>Registers given as input may point into batches and must not be written; the output register is never also an
 * input. Methods are stateless, so any thread may call them with its own registers.
 *
 * <p>Dialect: data plane. Start with {@link io.millrace.expr.kernel.Arithmetic}.
 */
@NullMarked
package io.millrace.expr.kernel;

import org.jspecify.annotations.NullMarked;
