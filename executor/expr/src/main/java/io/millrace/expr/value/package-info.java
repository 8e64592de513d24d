/**
 * What kernels compute on: {@link io.millrace.expr.value.Carrier} names the Java form of each value in a local
 * variable, the registers {@link io.millrace.expr.value.Utf8}, {@link io.millrace.expr.value.Decimal128} and
 * {@link io.millrace.expr.value.TimestampNanos} hold what does not fit a primitive, and
 * {@link io.millrace.expr.value.RowError} is how one row fails.
 *
 * <p><b>Boxed values.</b> Where a value is an object (literals, the interpreter, elements of nested values) it has the
 * box of its carrier: Boolean, Integer, Long, Float, Double, or a register that nobody writes any more; an ARRAY is an
 * unmodifiable List, a ROW an unmodifiable List of its fields, a MAP an unmodifiable Map; NULL is null.
 * {@link io.millrace.expr.value.Values} converts between boxed values and everyday Java.
 *
 * <p>Dialect: data plane (mutable registers, one writer, no allocation per row). Start with {@code Carrier}.
 */
@NullMarked
package io.millrace.expr.value;

import org.jspecify.annotations.NullMarked;
