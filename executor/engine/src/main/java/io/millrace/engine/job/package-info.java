/**
 * Does what an executor decides about its parts of attempts: puts its tasks of an operator plan together (channels, state,
 * connectors), runs and ends them, commits. Start with {@link io.millrace.engine.job.AttemptRunner}, then {@code PartTasks}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.engine.job;

import org.jspecify.annotations.NullMarked;
