/**
 * How elements get from an operator to the next: {@link io.millrace.engine.exchange.Channel}s have one writer and one
 * reader, {@link io.millrace.engine.exchange.InputGate} merges those that end at a port and aligns barriers, {@link
 * io.millrace.engine.exchange.OutputPort} spreads rows over those that begin at one. Of a channel between two executors
 * each has one end, {@link io.millrace.engine.exchange.RemoteWriter} or {@link io.millrace.engine.exchange.RemoteReader}.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.exchange;

import org.jspecify.annotations.NullMarked;
