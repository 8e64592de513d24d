/**
 * Puts an operator plan together (tasks, channels, state, connectors) and runs it in this process to its end. Start with
 * {@link io.millrace.engine.job.LocalJob}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.engine.job;

import org.jspecify.annotations.NullMarked;
