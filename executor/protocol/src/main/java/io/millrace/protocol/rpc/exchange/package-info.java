/**
 * Connections between executors. {@link io.millrace.protocol.rpc.exchange.ExecutorExchange} is an executor's end of all of
 * them: it calls those it has something to say to, and is called by those that have something to say to it. Order and
 * loss are as {@link io.millrace.protocol.exchange.PeerPort} promises.
 *
 * <p>Dialect: data plane; objects per message, not per row.
 */
@NullMarked
package io.millrace.protocol.rpc.exchange;

import org.jspecify.annotations.NullMarked;
