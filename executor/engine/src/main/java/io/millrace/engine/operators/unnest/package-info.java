/**
 * A row for each element of a collection. Start with {@code UnnestOperator}; {@code UnnestedColumns} fills the batches.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators.unnest;

import org.jspecify.annotations.NullMarked;
