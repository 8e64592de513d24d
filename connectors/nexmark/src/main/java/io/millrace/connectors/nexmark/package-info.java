/**
 * The source {@code nexmark-source}: a made-up auction site that gives as many events as wanted, the same ones for the
 * same seed. For demos, tests and benchmarks.
 *
 * <p>There is one time line: event {@code n} does not depend on parallelism, restarts or which columns are read. {@link
 * io.millrace.connectors.nexmark.NexmarkConnector} describes the source; the events themselves are made in {@code
 * generator}. A source is cut into ranges of events that are handed out in order, so tasks stay close together in event
 * time; one with a {@code pace} is a single range, because it is slow by wish.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.connectors.nexmark;

import org.jspecify.annotations.NullMarked;
