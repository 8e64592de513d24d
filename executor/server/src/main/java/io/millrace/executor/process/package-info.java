/**
 * The executor process: {@link io.millrace.executor.process.ExecutorProcess} puts the engine, the exchange and the way to the
 * control plane together and keeps them going until somebody or something ends it. What it does about commands is decided
 * in {@code engine}; here are threads, time, sockets and the log.
 *
 * <p>Dialect: control plane; wiring only.
 */
@NullMarked
package io.millrace.executor.process;

import org.jspecify.annotations.NullMarked;
