/**
 * What a part must do to be part of the engine: operators, sources, sinks, formats and state, as contracts. Nothing here
 * runs; {@code engine} calls it, {@code connectors} and {@code state-backend} implement it.
 *
 * <p>Three rules hold everywhere. Methods called on a worker never wait: what takes long is a {@link
 * io.millrace.spi.Completion}. Time, threads and disk come in through {@link io.millrace.spi.Clock}, {@link
 * io.millrace.spi.BlockingWork} and {@link io.millrace.spi.io.FileStore}. Whoever takes a batch retains it.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.spi;

import org.jspecify.annotations.NullMarked;
