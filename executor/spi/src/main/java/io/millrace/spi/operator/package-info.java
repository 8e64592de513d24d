/**
 * The operator contract: {@link io.millrace.spi.operator.Operator#step} does one bounded piece of work and says what
 * it needs next. Start with {@code Operator}, then {@code OperatorContext}.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.spi.operator;

import org.jspecify.annotations.NullMarked;
