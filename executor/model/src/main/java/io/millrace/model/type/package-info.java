/**
 * SQL types as the document, the planner and the engine name them: {@link io.millrace.model.type.SqlType} says what a
 * value is, {@link io.millrace.model.type.DataType} adds whether it may be NULL, and
 * {@link io.millrace.model.type.Schema} names a list of them. Meaning and spelling follow Flink SQL.
 *
 * <p>{@link io.millrace.model.type.Physical} is the one table that maps each type to the shape its values have in
 * memory; vectors, kernels and generated code all read it. Start with {@code SqlType}.
 *
 * <p>Dialect: control plane (immutable records, sealed types).
 */
@NullMarked
package io.millrace.model.type;

import org.jspecify.annotations.NullMarked;
