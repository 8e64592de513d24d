/**
 * Runs a planned pipeline in this process: {@link io.millrace.executor.local.Installation} lists what this executor has,
 * {@link io.millrace.executor.local.LocalRun} puts plan, threads and connectors together.
 *
 * <p>Dialect: control plane; wiring only.
 */
@NullMarked
package io.millrace.executor.local;

import org.jspecify.annotations.NullMarked;
