/**
 * The closed set of state kinds. All state of an operator lives in these, so that checkpoints, savepoints, rescaling
 * and the cold tier are the backend's business alone. Start with {@link io.millrace.spi.state.StateAccess}.
 *
 * <p>Values are kept in {@link io.millrace.columns.Vector}s by <em>slot</em>, a row's place in its table: an operator
 * fetches slots for a batch of keys, then works on plain arrays.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.spi.state;

import org.jspecify.annotations.NullMarked;
