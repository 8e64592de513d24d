/**
 * What the executors of an attempt say to each other beside the coordinator: rows, signals and credits of channels, and
 * splits. Start with {@link io.millrace.protocol.exchange.PeerMessage}, then {@link
 * io.millrace.protocol.exchange.PeerPort}; docs/adr/0012 tells how it is bounded.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.protocol.exchange;

import org.jspecify.annotations.NullMarked;
