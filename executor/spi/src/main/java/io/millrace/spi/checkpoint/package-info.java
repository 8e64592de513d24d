/**
 * What the engine and a state backend agree on about checkpoints: where files go, how state is frozen while rows flow on, and
 * what is written down to find it again. Start with {@link io.millrace.spi.checkpoint.StateBackend}.
 *
 * <p>Dialect: control plane, but for {@link io.millrace.spi.checkpoint.OperatorState#freeze}, which a task calls.
 */
@NullMarked
package io.millrace.spi.checkpoint;

import org.jspecify.annotations.NullMarked;
