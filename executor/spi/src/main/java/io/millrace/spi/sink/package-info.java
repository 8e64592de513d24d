/**
 * The sink contract: writers take batches, a committer makes them visible, once. Start with {@link
 * io.millrace.spi.sink.SinkConnector}.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.spi.sink;

import org.jspecify.annotations.NullMarked;
