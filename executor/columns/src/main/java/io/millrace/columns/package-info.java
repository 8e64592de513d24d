/**
 * Rows in columns: what flows between operators. A {@link io.millrace.columns.Batch} holds up to
 * {@link io.millrace.columns.Batch#MAX_ROWS} rows in one {@link io.millrace.columns.Vector} per column; a
 * {@link io.millrace.columns.Rows} puts some of a batch's rows on an edge; {@link io.millrace.columns.Signal}s travel
 * between them in order. {@link io.millrace.columns.KeyHash} says by which hash keys find their task and key group, {@link
 * io.millrace.columns.KeyEquality} and {@link io.millrace.columns.ValueOrder} compare them, and {@link
 * io.millrace.columns.BlockEncoder} writes rows as bytes for other processes.
 *
 * <p>A batch is filled by one thread, immutable once emitted, shared by reference and counted: who takes a batch
 * retains it, who is done releases it, and the last release gives its arrays back to the pool they came from.
 *
 * <p>Dialect: data plane (arrays, one writer, reused buffers, no boxing). Start with {@code Batch} and {@code Vector}.
 */
@NullMarked
package io.millrace.columns;

import org.jspecify.annotations.NullMarked;
