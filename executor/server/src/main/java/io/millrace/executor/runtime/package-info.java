/**
 * Real time, threads and disks behind the engine's ports. Start with {@link io.millrace.executor.runtime.EngineHost}.
 *
 * <p>Dialect: control plane; wiring only.
 */
@NullMarked
package io.millrace.executor.runtime;

import org.jspecify.annotations.NullMarked;
