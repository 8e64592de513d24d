/**
 * Child processes and their supervision. Start at {@link io.millrace.launcher.process.Supervisor}: one thread looks at all
 * children, starts them by stages, starts again what fell, stops in order. {@link io.millrace.launcher.process.Keeper} is
 * how a real process is started so that none outlives the supervisor. What a child is stands in {@link
 * io.millrace.launcher.process.ChildSpec}; nothing here knows what PostgreSQL or an executor is. Dialect: control plane.
 */
@NullMarked
package io.millrace.launcher.process;

import org.jspecify.annotations.NullMarked;
